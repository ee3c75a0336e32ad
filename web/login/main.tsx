import { createRoot } from "react-dom/client";
import "../shared/style.css";
import { chosenLanguage, firstLanguage, isLanguage, words } from "../shared/languages";
import type { Language } from "../shared/languages";
import { Problem, begin, read, speak } from "./api";
import { App } from "./app";
import { isInvitation } from "./http";
import type { Application, State } from "./protocol";

interface Shell {
  application: Application;
  state?: State | null;
  problem?: { statusCode: number; message: string; apiCode?: number; requestId?: string };
}

// What the server knew when it sent the page, so that the first picture needs no further round trip.
const shell = JSON.parse(document.getElementById("shell")?.textContent || "{}") as Partial<Shell>;

function begins(language: Language) {
  speak(language);
  document.documentElement.lang = language;
}

async function start() {
  let language = firstLanguage();
  begins(language);
  const application = shell.application ?? { id: "", name: "" };
  if (isInvitation) shell.state = { step: "invited", application };
  if (shell.state) begin(shell.state);
  let problem = shell.problem
    ? new Problem(shell.problem.message, shell.problem.statusCode, shell.problem.apiCode, shell.problem.requestId)
    : null;
  const asked = shell.state || problem ? shell.state ?? null : read().catch((caught: unknown) => {
    problem = caught instanceof Problem ? caught : new Problem("", 500);
    return null;
  });
  let [catalogue, state] = await Promise.all([words(language), asked]);
  // What the application asked for (ui_locales) stands in the state, and is worth less than the person's own choice.
  if (state && isLanguage(state.language) && state.language !== language && !chosenLanguage()) {
    begins(language = state.language);
    [catalogue, state] = await Promise.all([words(language), read().catch(() => state)]);
  }
  createRoot(document.getElementById("root")!)
    .render(<App start={{ language, catalogue, state, problem, application }} />);
}
void start();
