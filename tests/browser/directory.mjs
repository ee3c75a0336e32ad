// A real slapd with one person in it, as a source of the demo application.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { managementOf, ok } from "../sdk/node/support.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

// Shown as "Staff". Returns what stops the slapd.
export async function connectDirectory(server, { name, password }) {
  const directory = spawn(`${ROOT}build/venv/bin/python`, [`${ROOT}tests/standins/directory.py`, name, password],
    { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = await once(directory.stdout, "data");
  const management = managementOf(server);
  const { id: extIdpId } = ok(await management.createExtIdp({ name: "Staff", type: "ldap" }));
  const { id } = ok(await management.createExtIdpConn({ extIdpId, type: "ldap", identifier: "staff",
    displayName: "Staff", fields: JSON.parse(line) }));
  ok(await management.changeExtIdpConnState({ id, enabled: true, appId: server.facts.appId }));
  return () => {
    directory.stdin.end();
    return once(directory, "exit");
  };
}
