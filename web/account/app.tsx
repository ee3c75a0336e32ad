// The frame of the account centre: whose account it is, the way to its sections, and the section that is open.
import { Component, Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode, RefObject } from "react";
import { LANGUAGES, Spoken, choose, translator, useWords } from "../shared/languages";
import type { Key, Language } from "../shared/languages";
import { Picture } from "../shared/ui";
import { Current, useAccount, useView } from "./account";
import type { Shell, View } from "./account";
import { Trouble } from "./form";
import { Problem, own, speak } from "./http";
import { HomeSection } from "./views/home";
import { words } from "./words";
import type { Catalogue } from "./words";

// Each section is fetched when it is opened; the first picture is the overview.
const SECTIONS: Record<View, React.ComponentType> = {
  home: HomeSection,
  profile: lazy(() => import("./views/profile").then((of) => ({ default: of.ProfileSection }))),
  security: lazy(() => import("./views/security").then((of) => ({ default: of.SecuritySection }))),
  password: lazy(() => import("./views/password").then((of) => ({ default: of.PasswordSection }))),
  email: lazy(() => import("./views/address").then((of) => ({ default: of.EmailSection }))),
  phone: lazy(() => import("./views/address").then((of) => ({ default: of.PhoneSection }))),
  factors: lazy(() => import("./views/factors").then((of) => ({ default: of.FactorsSection }))),
  passkeys: lazy(() => import("./views/passkeys").then((of) => ({ default: of.PasskeysSection }))),
  linked: lazy(() => import("./views/linked").then((of) => ({ default: of.LinkedSection }))),
  sessions: lazy(() => import("./views/sessions").then((of) => ({ default: of.SessionsSection }))),
  history: lazy(() => import("./views/history").then((of) => ({ default: of.HistorySection }))),
  apps: lazy(() => import("./views/apps").then((of) => ({ default: of.AppsSection }))),
  data: lazy(() => import("./views/data").then((of) => ({ default: of.DataSection }))),
};

// The way through the page. What stands below the security of an account is not named here.
const WAYS: { view: View; name: Key; also?: View[] }[] = [
  { view: "home", name: "overview" },
  { view: "profile", name: "profile" },
  { view: "security", name: "security", also: ["password", "email", "phone", "factors", "passkeys"] },
  { view: "linked", name: "linked" },
  { view: "sessions", name: "sessions" },
  { view: "history", name: "history" },
  { view: "apps", name: "apps" },
  { view: "data", name: "data" },
];

export function App(start: { shell: Shell; language: Language; catalogue: Catalogue }) {
  const [language, setLanguage] = useState(start.language);
  const [catalogue, setCatalogue] = useState(start.catalogue);
  const [shell, setShell] = useState(start.shell);
  const [said, setSaid] = useState<{ text: string; count: number }>({ text: "", count: 0 });

  const say = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  const rename = useCallback((name: string, photo: string | null) =>
    setShell((last) => ({ ...last, account: { ...last.account, name, photo } })), []);
  const speakNow = async (chosen: Language) => {
    const next = await words(chosen).catch(() => null);
    if (!next) return;
    choose(chosen);
    speak(chosen);
    document.documentElement.lang = chosen;
    setLanguage(chosen);
    setCatalogue(next);
  };

  const main = useRef<HTMLElement>(null);
  useFocusKept(main);
  const t = useMemo(() => translator(catalogue), [catalogue]);
  const account = useMemo(() => ({ shell, say, rename }), [shell, say, rename]);
  return (
    <Spoken.Provider value={t}>
      <Current.Provider value={account}>
        <Top />
        <div className="columns">
          <Ways onMove={() => say("")} />
          <main ref={main}>
            <p className="said" role="status" key={said.count}>{said.text}</p>
            <Open key={language} />
          </main>
        </div>
        <footer>
          <label className="language">
            <span className="unseen">{t("language")}</span>
            <select value={language} onChange={(event) => void speakNow(event.target.value as Language)}>
              {Object.entries(LANGUAGES).map(([tag, name]) => (
                <option key={tag} value={tag} lang={tag}>{name}</option>
              ))}
            </select>
          </label>
        </footer>
      </Current.Provider>
    </Spoken.Provider>
  );
}

// What goes takes the focus with it: a session that was ended, a factor that was removed. Then the heading of the
// section has it, from where the keyboard goes on.
function useFocusKept(frame: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const main = frame.current!;
    let last: EventTarget | null = null;
    const note = (event: FocusEvent) => {
      last = event.target;
    };
    const watch = new MutationObserver(() => {
      if (!(last instanceof Node) || last.isConnected || document.activeElement !== document.body) return;
      main.querySelector("h1")?.focus();
    });
    main.addEventListener("focusin", note);
    watch.observe(main, { childList: true, subtree: true });
    return () => {
      main.removeEventListener("focusin", note);
      watch.disconnect();
    };
  }, [frame]);
}

function Top() {
  const t = useWords();
  const { application, account } = useAccount().shell;
  return (
    <header className="top">
      <div className="brand"><Picture name={application.name} /><span>{application.name}</span></div>
      <div className="person">
        <Picture of={account.photo} name={account.name} round />
        <span className="name">{account.name}</span>
        <a href={own(`/oidc/session/end?client_id=${application.id}`)}>{t("signOut")}</a>
      </div>
    </header>
  );
}

function Ways({ onMove }: { onMove: () => void }) {
  const t = useWords();
  const view = useView();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    frame.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [view]);
  return (
    <nav aria-label={t("title")} ref={frame}>
      <ul>
        {WAYS.map(({ view: to, name, also }) => (
          <li key={to}>
            <a href={`#${to}`} onClick={onMove} aria-current={view === to ? "page" : also?.includes(view) || undefined}>
              {t(name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Open() {
  const view = useView();
  const Shown = SECTIONS[view];
  return (
    <Guard key={view}>
      <Suspense fallback={<div className="coming" aria-hidden="true" />}><Shown /></Suspense>
    </Guard>
  );
}

class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override render() {
    return this.state.broken ? <Trouble problem={new Problem("", 500)} /> : this.props.children;
  }
}
