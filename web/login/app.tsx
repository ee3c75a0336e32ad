// Shows the page of the state that the server is in.
import { Component, Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { LANGUAGES, Spoken, choose, translator, words } from "../shared/languages";
import type { Language, Words } from "../shared/languages";
import { Button } from "../shared/ui";
import { Problem, read, send, speak } from "./api";
import { Current, leaveViews, show, useInteraction, useView } from "./interaction";
import { AccountPage } from "./pages/account";
import { AgreePage } from "./pages/agree";
import { BindPage } from "./pages/bind";
import { AccountChoicePage, NamePage } from "./pages/choose";
import { CodePage } from "./pages/code";
import { CompletePage } from "./pages/complete";
import { ConsentPage } from "./pages/consent";
import { DeviceEndPage, DevicePage } from "./pages/device";
import { DirectoryPage } from "./pages/directory";
import { DonePage, OverPage, UnknownPage } from "./pages/end";
import { ForgotPage } from "./pages/forgot";
import { MfaPage } from "./pages/mfa";
import { PasswordPage } from "./pages/password";
import { QrCodePage } from "./pages/qrcode";
import { RegisterPage } from "./pages/register";
import { RememberedPage } from "./pages/remembered";
import { ResetPage } from "./pages/reset";
import { SelectPage } from "./pages/select";
import { TenantPage } from "./pages/tenant";
import { UnlockPage } from "./pages/unlock";
import { addressOf, codeKey } from "./address";
import { draft, noteSent } from "./memory";
import { CODES } from "./protocol";
import type { Application, Demand, State } from "./protocol";

const InvitationPage = lazy(() => import("./pages/invitation")); // of few visits, and none of the others needs it
const FeedbackPage = lazy(() => import("./pages/feedback"));
const over = (application: Application): State => ({ step: "expired", application });
const asProblem = (caught: unknown) => (caught instanceof Problem ? caught : new Problem("", 500));

export interface Start {
  language: Language;
  catalogue: Words;
  state: State | null;
  problem: Problem | null;
  application: Application; // what the shell said, should there be no state
}

export function App({ start }: { start: Start }) {
  const [language, setLanguage] = useState(start.language);
  const [catalogue, setCatalogue] = useState(start.catalogue);
  const [state, setState] = useState(start.state ?? over(start.application));
  const [problem, setProblem] = useState(start.problem);
  const [telling, setTelling] = useState(false);

  const enter = useCallback((next: State) => {
    if (next.step !== "login") leaveViews();
    setProblem(null);
    setState(next);
  }, []);
  const fail = useCallback((caught: unknown) => {
    setProblem(asProblem(caught));
    setState((last) => over(last.application));
  }, []);
  const reload = useCallback(() => void read().then(enter, fail), [enter, fail]);

  // A page that the browser kept shows what was true when it was left.
  useEffect(() => {
    const back = (event: PageTransitionEvent) => event.persisted && reload();
    addEventListener("pageshow", back);
    return () => removeEventListener("pageshow", back);
  }, [reload]);

  const ask = useCallback(async <T,>(action: string, body: object): Promise<T> => {
    try {
      return await send<T>(action, body);
    } catch (caught) {
      const refused = asProblem(caught);
      // Was it the answer that was wrong, or is there no interaction any more?
      if ([401, 404, 410].includes(refused.status)) {
        const now = await read().catch((gone: unknown) => fail(gone));
        if (now && (now.step === "expired" || now.step === "done")) enter(now);
      }
      // The password was right, and a code that proves the address is on its way.
      const address = refused.apiCode === CODES.addressFirst ? addressOf(draft().account ?? "", "") : null;
      if (address) {
        noteSent(codeKey(address));
        show("code");
      }
      throw refused;
    }
  }, [enter, fail]);
  const go = useCallback(async (action: string, body: object) => {
    const next = await ask<State | null>(action, body);
    if (next?.step) enter(next);
  }, [ask, enter]);

  const speakNow = async (chosen: Language) => {
    const next = await words(chosen).catch(() => null);
    if (!next) return;
    choose(chosen);
    speak(chosen);
    document.documentElement.lang = chosen;
    setLanguage(chosen);
    setCatalogue(next);
    if (!problem) reload(); // what the server words, too
  };

  const t = useMemo(() => translator(catalogue), [catalogue]);
  const interaction = useMemo(() => ({ state, go, ask, enter, reload }), [state, go, ask, enter, reload]);
  return (
    <Spoken.Provider value={t}>
      <Current.Provider value={interaction}>
        <Guard shown={<OverPage problem={new Problem("", 500)} />}>
          {telling
            ? (
              <Suspense fallback={null}>
                <FeedbackPage requestId={problem?.requestId} onDone={() => setTelling(false)} />
              </Suspense>
            )
            : state.step === "expired" ? <OverPage problem={problem} /> : <Steps />}
        </Guard>
        <footer>
          {state.application.languageButton !== false && (
            <label className="language">
              <span className="unseen">{t("language")}</span>
              <select value={language} onChange={(event) => void speakNow(event.target.value as Language)}>
                {Object.entries(LANGUAGES).map(([tag, name]) => (
                  <option key={tag} value={tag} lang={tag}>{name}</option>
                ))}
              </select>
            </label>
          )}
          {!telling && <Button kind="quiet" onClick={() => setTelling(true)}>{t("feedback")}</Button>}
        </footer>
        <Said of={state} />
      </Current.Provider>
    </Spoken.Provider>
  );
}

function Steps() {
  const { state } = useInteraction();
  switch (state.step) {
    case "login": return <Login />;
    case "select-account": return <SelectPage />;
    case "demand": return state.demand ? <Demanded demand={state.demand} /> : <UnknownPage />;
    case "consent": return state.consent ? <ConsentPage consent={state.consent} /> : <UnknownPage />;
    case "device": return <DevicePage />;
    case "device-done": return <DeviceEndPage allowed />;
    case "invited": return <Suspense fallback={null}><InvitationPage /></Suspense>;
    case "device-denied": return <DeviceEndPage allowed={false} />;
    case "done": return <DonePage />;
    default: return <UnknownPage />;
  }
}

// Without a fragment the application's first way decides.
function firstView(state: State) {
  if (state.notice) return "account";
  if (state.remembered && !state.loginHint && draft().account === undefined) return "accounts";
  return state.methods?.[0] === "QRCODE" ? "qrcode" : "account";
}

function Login() {
  const { state } = useInteraction();
  const view = useView();
  const named = !!(draft().account ?? state.loginHint);
  const shown = (view === "password" || view === "code") && !named ? "account" : view ?? firstView(state);
  useEffect(() => {
    if (view && shown !== view) show(shown);
  }, [shown, view]);
  switch (shown) {
    case "password": return <PasswordPage />;
    case "code": return <CodePage />;
    case "qrcode": return state.methods?.includes("QRCODE") ? <QrCodePage /> : <AccountPage />;
    case "register": return state.register ? <RegisterPage /> : <AccountPage />;
    case "forgot": return state.forgot !== false ? <ForgotPage /> : <AccountPage />;
    case "directory": {
      const source = state.sources?.find(({ identifier }) => identifier === draft().directory);
      return source ? <DirectoryPage source={source} /> : <AccountPage />;
    }
    case "accounts": return state.remembered ? <RememberedPage /> : <AccountPage />;
    case "account": return <AccountPage />;
  }
}

function Demanded({ demand }: { demand: Demand }) {
  switch (demand.apiCode) {
    case CODES.mfaTotp:
    case CODES.mfa: return <MfaPage demand={demand} />;
    case CODES.passwordFirst:
    case CODES.passwordExpired:
    case CODES.passwordUnsafe:
      // Without the token the old password was not proved: sign in with it first.
      return demand.data?.passwordResetToken ? <ResetPage demand={demand} /> : <UnknownPage demand={demand} />;
    case CODES.bindOnly:
    case CODES.bindOrCreate:
    case CODES.bindProof: return <BindPage demand={demand} />;
    case CODES.unlock: return <UnlockPage demand={demand} />;
    case CODES.username: return <NamePage demand={demand} />;
    case CODES.tenant: return <TenantPage demand={demand} />;
    case CODES.account: return <AccountChoicePage demand={demand} />;
    case CODES.agreements: return <AgreePage demand={demand} />;
    case CODES.completion: return <CompletePage demand={demand} />;
    default: return <UnknownPage demand={demand} />;
  }
}

// Tells those who do not see it that there is another page. The first one is told by its own title.
function Said({ of }: { of: State }) {
  const [title, setTitle] = useState("");
  const first = useRef(true);
  const view = useView();
  useEffect(() => {
    if (first.current) first.current = false;
    else setTitle(document.title);
  }, [of, view]);
  return <div className="unseen" role="status">{title}</div>;
}

class Guard extends Component<{ shown: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? this.props.shown : this.props.children;
  }
}
