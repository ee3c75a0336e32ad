// An OpenID Provider that is none of ours: oidc-provider with the pages of its development mode. Each start has new
// signing keys. Whoever signs in as NAME has the address NAME@op.example.org, verified unless NAME begins with "un".
//   node oidc_provider.mjs PORT CALLBACK
import { createRequire } from 'node:module';
import { generateKeyPairSync, randomUUID } from 'node:crypto';

const require = createRequire(`${process.cwd()}/build/node_modules/`);
const { Provider } = require('oidc-provider');

const [port, callback] = process.argv.slice(2);
const key = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg,
});
// Native, since a web client may not be told of a callback on loopback.
const client = (id, how, more) => ({
  client_id: id, application_type: 'native', token_endpoint_auth_method: how, redirect_uris: [callback],
  ...(how === 'none' ? {} : { client_secret: 'secret-of-ours:with/odd characters' }), ...more,
});
const front = { response_types: ['id_token'], grant_types: ['implicit'] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  jwks: {
    keys: [key('rsa', { modulusLength: 2048 }, 'RS256'), key('ec', { namedCurve: 'P-256' }, 'ES256'),
      key('ed25519', {}, 'EdDSA')],
  },
  clients: [
    client('basic', 'client_secret_basic', { id_token_signed_response_alg: 'RS256' }),
    client('post', 'client_secret_post', { id_token_signed_response_alg: 'ES256' }),
    client('public', 'none', { id_token_signed_response_alg: 'EdDSA' }),
    client('front', 'none', front),
  ],
  enabledJWA: { idTokenSigningAlgValues: ['RS256', 'ES256', 'EdDSA'] },
  responseTypes: ['code', 'id_token'],
  pkce: { required: () => true },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'nickname'] },
  cookies: { keys: ['of-the-tests'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id, email: `${id}@op.example.org`, email_verified: !id.startsWith('un'), name: `${id} Example`,
      nickname: id,
    }),
  }),
});
provider.listen(Number(port), '127.0.0.1');
