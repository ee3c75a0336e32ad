// oidc-provider as its documentation sets it up, with its in-memory adapter. Access tokens are JWTs under RS256,
// as ours are, but those of `reader`, which are opaque, as is its default: its userinfo and introspection know no
// others.
//   node peer_oidc.mjs PORT [ACCOUNT HASH]    with somebody who signs in by a password, an Argon2id hash of libsodium
import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';

const require = createRequire(`${process.cwd()}/build/node_modules/`);
const { Provider } = require('oidc-provider');
const argon2 = require('argon2');

const [port, account, hash] = process.argv.slice(2);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const api = { scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 7200, jwt: { sign: { alg: 'RS256' } } };
const web = {
  client_secret: 'bench-secret', token_endpoint_auth_method: 'client_secret_post',
  redirect_uris: ['https://app.example.com/callback'], response_types: ['code'],
};
const provider = new Provider(`http://localhost:${port}`, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }] },
  clients: [{
    client_id: 'bench', client_secret: 'bench-secret', token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
  }, { client_id: 'web', grant_types: ['authorization_code'], ...web },
  { client_id: 'keeper', grant_types: ['authorization_code', 'refresh_token'], ...web },
  { client_id: 'reader', grant_types: ['authorization_code', 'refresh_token'], ...web }],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    resourceIndicators: {
      enabled: true, getResourceServerInfo: () => api, useGrantedResource: () => true,
      defaultResource: (ctx, client) => (client.clientId === 'reader' ? undefined : 'urn:bench'),
    },
  },
  claims: { openid: ['sub'], profile: ['name'] },
  cookies: { keys: ['of-the-bench'] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: 'Bench' }) }),
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  // Nobody is asked for consent, as by a first party.
  async loadExistingGrant(ctx) {
    const known = ctx.oidc.session.grantIdFor(ctx.oidc.client.clientId);
    if (known) return ctx.oidc.provider.Grant.find(known);
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

const bodyOf = async (request) => {
  let text = '';
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

provider.use(async (ctx, next) => {
  if (ctx.method !== 'POST' || !ctx.path.startsWith('/interaction/')) return next();
  await provider.interactionDetails(ctx.req, ctx.res);
  const form = await bodyOf(ctx.req);
  if (form.get('account') !== account || !await argon2.verify(hash, form.get('password'))) return ctx.throw(401);
  ctx.body = await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: account } });
});
provider.listen(port, '127.0.0.1');
