// The ways into somebody else's account: a page of theirs, or, for a directory, name and password here.
import { isTarget, show } from "./interaction";
import { keep, used } from "./memory";
import type { Source, State } from "./protocol";

export const isDirectory = ({ type }: Source) => type === "ldap" || type === "ad";
export const isEntry = (source: Source) => isDirectory(source) || isTarget(source.url);

// Goes there; false if there is no way.
export function enter(state: State, source: Source): boolean {
  if (!isEntry(source)) return false;
  if (isDirectory(source)) {
    keep({ directory: source.identifier });
    show("directory");
  } else if (source.url) {
    used(state.application.id, source.identifier);
    location.assign(source.url);
  }
  return true;
}
