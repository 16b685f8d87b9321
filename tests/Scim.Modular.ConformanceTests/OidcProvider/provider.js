// A certified OpenID provider for the tests of sign-in: node provider.js PORT REDIRECT_URI
import { Provider } from 'oidc-provider';

const [port, redirectUri] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: 'console', client_secret: 'secret of the console: +/=%', redirect_uris: [redirectUri] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@acme.example`, email_verified: true, name: `${id} Acme` }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
