// The peer of client_credentials: oidc-provider as its documentation sets it up, access tokens as JWTs under RS256.
//   node peer_oidc.mjs PORT
import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';

const require = createRequire(`${process.cwd()}/build/node_modules/`);
const { Provider } = require('oidc-provider');

const port = Number(process.argv[2]);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const api = { scope: '', accessTokenFormat: 'jwt', accessTokenTTL: 7200, jwt: { sign: { alg: 'RS256' } } };
const provider = new Provider(`http://localhost:${port}`, {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'bench', use: 'sig', alg: 'RS256' }] },
  clients: [{
    client_id: 'bench', client_secret: 'bench-secret', token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'], redirect_uris: [], response_types: [],
  }],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true, defaultResource: () => 'urn:bench', getResourceServerInfo: () => api,
    },
  },
});
provider.listen(port, '127.0.0.1');
