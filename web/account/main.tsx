import { createRoot } from "react-dom/client";
import "../shared/style.css";
import "./account.css";
import { firstLanguage } from "../shared/languages";
import type { Shell } from "./account";
import { App } from "./app";
import { speak } from "./http";
import { takeDrafts } from "./memory";
import { words } from "./words";

const shell = JSON.parse(document.getElementById("shell")?.textContent || "{}") as Shell;

async function start() {
  const language = firstLanguage();
  speak(language);
  document.documentElement.lang = language;
  if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
  takeDrafts(shell.account.id);
  const catalogue = await words(language);
  createRoot(document.getElementById("root")!)
    .render(<App shell={shell} language={language} catalogue={catalogue} />);
}
void start();
