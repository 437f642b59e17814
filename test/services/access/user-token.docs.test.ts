import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { userTokenKey, verifyUserToken } from '../../../services/access/user-token.ts';

/** The example of docs/in-app.md, taken out and run as a customer's server would. */
const page = readFileSync(path.join(__dirname, '../../../docs/in-app.md'), 'utf8');

it('the Node example of the documentation signs a token that holds', async () => {
  const [, code = ''] = /```js\n([\s\S]*?)\napp\.get/.exec(page) ?? [];
  const secret = { id: 'a', secret: Buffer.alloc(32, 7), createdAt: 0 };
  const context = { require, Buffer, process: { env: { THROUGHLINE_USER_TOKEN_SECRET: userTokenKey(secret.secret) } } };
  const token = runInNewContext(`${code}\nuserToken('ann')`, context) as string;
  const verdict = await verifyUserToken({ find: async () => [secret] }, { token, now: Date.now() });
  expect(verdict).toMatchObject({ user: { userId: 'ann', workspace: 'default' } });
});
