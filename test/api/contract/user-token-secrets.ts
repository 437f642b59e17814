import { userToken } from '../../support/in-app.ts';
import { call, db, keys } from './api-under-test.ts';

it('refuses a third secret of user tokens, and to retire the only one', async () => {
  for (const [operationId, status, code] of [
    ['retireUserTokenSecret', 409, 'one-secret'],
    ['rotateUserTokenSecret', 200, undefined],
    ['rotateUserTokenSecret', 409, 'two-secrets'],
    ['retireUserTokenSecret', 200, undefined],
  ] as const)
    expect(await call(operationId)).toMatchObject({ status, ...(code && { code }) });
  keys.user = await userToken(db, 'u1');
});
