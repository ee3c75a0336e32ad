// Approvals and invitations with the official SDK.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, emailCode, ok, person, stranger } from "./support.mjs";

let server, member;

function genauth(...words) {
  return execFileSync(process.env.GENAUTH_BINARY, [...words, "--dev", "--data", server.data], { encoding: "utf8" });
}

// JSON is YAML.
function apply(content) {
  const file = join(server.data, "pool.yaml");
  writeFileSync(file, JSON.stringify({ pool: server.facts.userPoolId, ...content }));
  genauth("apply", "-f", file);
}

before(async () => {
  server = await Server.start();
  member = await person(server);
  apply({
    roles: [{ code: "auditor", permission_apply: true }],
    groups: [{ code: "guests" }],
    approvals: { applications: [server.facts.appId] },
    universal_invitations: { enabled: true, by_members: true, admin_consent: false },
    invitation_policies: [{ name: "partners", joins: [{ group: "guests" }] }],
  });
});
after(() => server.stop());

test("asks for a role and an application", async () => {
  const { client } = member;
  const { appId } = server.facts;
  const applications = ok(await client.getEnablePermissionApplyApplicationList({}));
  assert.deepEqual(applications.list.map((one) => one.appId), [appId]);
  const roles = ok(await client.getEnablePermissionApplyRoleList({ appId }));
  const made = ok(await client.createApproval({
    objectType: "ROLE_PERMISSION_APPLY", objectId: roles.list[0].roleId,
  }));
  assert.equal(ok(await client.getDetail({ number: made.number })).status, "PENDING");
  ok(await client.batchCreateApproval({ objectType: "APP_PERMISSION_APPLY", objectIds: [appId] }));
  assert.equal(ok(await client.initiatedList({})).totalCount, 2);
});

test("the second version's list of who may enter", async () => {
  assert.equal(ok(await member.client.listSubjectAuth()).totalCount, 1);
});

test("a member invites a guest", async () => {
  const { link } = ok(await member.client.generateUniversalInvitationByMember());
  const identifier = new URL(link).searchParams.get("identifier");
  const guest = clientOf(server);
  assert.equal(ok(await guest.getUniversalInvitationPublicConfig({ identifier })).userPool.name, "Demo");
  const { email } = stranger();
  const code = await emailCode(server, guest, "CHANNEL_REGISTER", email);
  const joined = await guest.signupByUniversal({ identifier, emailCode: code, profile: { name: "Guest", email } });
  assert.equal(ok(joined).status, "PASSED");
  ok(await member.client.clearMyAllUniversalInvitationLinks());
  const gone = await guest.getUniversalInvitationPublicConfig({ identifier });
  assert.equal(gone.statusCode, 404);
});

test("a policy lets a guest in", async () => {
  const { email } = stranger();
  const { userPoolId, appId } = server.facts;
  const [identifier, signature] = genauth("invitation", "create", "--pool", userPoolId, "--policy", "partners",
    "--application", appId, "--email", email).trim().split(".");
  const guest = clientOf(server);
  const { token } = ok(await guest.generateInviteToken({ identifier, signature, withInviteeInfo: true }));
  assert.equal(ok(await guest.getInviteCodeContext({ token })).email, email);
  const code = await emailCode(server, guest, "CHANNEL_REGISTER", email);
  ok(await guest.verifyInviteCode({ token, code, receiverType: "emailCode" }));
  ok(await guest.signupByPolicy({ token, code, receiverType: "emailCode", profile: { name: "Grace" } }));
});
