// Which country a number is of, where the server sends codes to more than one.
import { useId } from "react";
import { useWords } from "../shared/languages";
import { addressOf } from "./address";
import type { Address } from "./api";
import { useInteraction } from "./interaction";
import { draft, keep } from "./memory";
import type { State } from "./protocol";

const HOME = [{ code: "+86", region: "CN" }];
const countriesOf = (state: State) => (state.phoneCountries?.length ? state.phoneCountries : HOME);

export const firstCountry = (state: State) => draft().country ?? countriesOf(state)[0].code;
// A number without its country is of the first one; another that was chosen stands before it.
export function numbered(account: string, state: State): string {
  const { country } = draft();
  const address = addressOf(account, country ?? "");
  const isForeign = !!address?.phoneCountryCode && country !== countriesOf(state)[0].code;
  return isForeign ? `${country}${address.to}` : account;
}

export const hasCountries = (state: State) => countriesOf(state).length > 1;
export const needsCountry = (state: State, address: Address) => !!address.phoneCountryCode && hasCountries(state);

export function CountrySelect({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useWords();
  const id = useId();
  const { state } = useInteraction();
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "region" });
  return (
    <div className="field">
      <label htmlFor={id}>{t("country")}</label>
      <div className="frame">
        <select
          id={id}
          value={value}
          autoComplete="tel-country-code"
          onChange={(event) => {
            keep({ country: event.target.value });
            onChange(event.target.value);
          }}
        >
          {countriesOf(state).map(({ code, region }) => (
            <option key={`${code} ${region}`} value={code}>{`${names.of(region) ?? region} (${code})`}</option>
          ))}
        </select>
      </div>
    </div>
  );
}
