// A real genauth process for tests: started on free ports with fresh data, stopped with `await server.stop()`.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const START_DEADLINE_MS = 30_000;
const UNLIMITED = {
  GENAUTH_RATE_ADDRESS_PER_MINUTE: "0",
  GENAUTH_RATE_MESSAGE_PER_MINUTE: "0",
  GENAUTH_RATE_SIGNUP_PER_HOUR: "0",
  GENAUTH_CODES_ADDRESS_PER_DAY: "0",
  GENAUTH_CODES_ADDRESS_PER_HOUR: "0",
  GENAUTH_CODES_CONVERSION_SENDS: "0",
};

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Server {
  // `env` are settings. `data` is a folder that the caller keeps; without it the server has its own and removes it.
  static async start({ database = "", data, env = {} } = {}) {
    const server = new Server();
    server.ownData = !data;
    server.data = data ?? mkdtempSync(join(tmpdir(), "genauth-"));
    const [port, managementPort] = [await freePort(), await freePort()];
    const options = ["serve", "--dev", "--data", server.data, "--listen", `127.0.0.1:${port}`,
      "--management-listen", `127.0.0.1:${managementPort}`];
    if (database) options.push("--database", database);
    const log = openSync(join(server.data, "server.log"), "a");
    server.process = spawn(process.env.GENAUTH_BINARY, options, {
      stdio: ["ignore", log, log],
      env: { ...process.env, ...UNLIMITED, ...env },
    });
    server.ended = new Promise((resolve) => server.process.once("exit", resolve));
    await server.#ready(`http://127.0.0.1:${managementPort}/readyz`);
    server.base = `http://localhost:${port}`;
    server.facts = JSON.parse(readFileSync(join(server.data, "dev.json"), "utf8"));
    return server;
  }

  async #ready(url) {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (Date.now() < deadline && this.process.exitCode === null) {
      const answer = await fetch(url).catch(() => null);
      if (answer?.ok) return;
      await sleep(20);
    }
    const log = readFileSync(join(this.data, "server.log"), "utf8");
    await this.stop();
    throw new Error(`genauth did not start:\n${log}`);
  }

  async stop() {
    if (this.process.exitCode === null) this.process.kill("SIGTERM");
    await this.ended;
    if (this.ownData) rmSync(this.data, { recursive: true, force: true });
  }

  // A folder for a second process of this installation: the same master key and development facts.
  secondFolder() {
    const folder = join(this.data, "second");
    mkdirSync(folder);
    for (const name of ["master.key", "dev.json"]) cpSync(join(this.data, name), join(folder, name));
    return folder;
  }

  async lastCode(to) {
    const answer = await fetch(`${this.base}/dev/messages?limit=1&to=${encodeURIComponent(to)}`, {
      headers: { authorization: `Bearer ${this.facts.devToken}` },
    });
    return (await answer.json())[0].code;
  }
}

// An empty PostgreSQL database on the server that script/test starts.
export class Database {
  constructor() {
    this.server = process.env.GENAUTH_TEST_POSTGRES;
    this.name = `genauth_node_${process.pid}_${Date.now()}`;
    this.#run(`create database ${this.name}`);
    const url = new URL(this.server);
    url.pathname = `/${this.name}`;
    this.url = url.href;
  }

  drop() {
    this.#run(`drop database ${this.name} with (force)`);
  }

  #run(statement) {
    execFileSync("psql", ["-qX", this.server, "-c", statement]);
  }
}
