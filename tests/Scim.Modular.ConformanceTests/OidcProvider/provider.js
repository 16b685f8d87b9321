// A certified OpenID provider for the tests of sign-in: node provider.js PORT REDIRECT_URI LOGOUT_URI
import { Provider } from 'oidc-provider';

const [port, redirectUri, logoutUri] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: 'console', client_secret: 'secret of the console: +/=%', redirect_uris: [redirectUri],
    backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true,
  }],
  features: { backchannelLogout: { enabled: true } },
  // It refuses to call its own machine otherwise, where its client is here.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@acme.example`, email_verified: true, name: `${id} Acme` }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
