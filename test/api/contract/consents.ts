import { createKey } from '../../../store/access/keys.ts';
import { call, db, exampleOf, operationOf, withoutChance } from './api-under-test.ts';

it('takes the examples of consents, and shows them as its examples do', async () => {
  await call('sendIdentify', { body: { userId: 'u1' } });
  for (const operationId of ['recordConsents', 'recordCustomerConsents', 'getCustomerConsents']) {
    const { body, answer } = operationOf(operationId);
    const real = await call(operationId, { id: 'u1', ...(body && { body: exampleOf(body) }) });
    expect({ operationId, answer: withoutChance(real.answer) }).toEqual({
      ...{ operationId, answer: withoutChance(exampleOf(answer)) },
    });
  }
});

it('refuses consents that must not be recorded', async () => {
  const key = await createKey(db.database, { workspace: 'default', kind: 'browser', title: 'test' });
  const statement = (name: string, state = 'withdrawn') => ({ subject: 'topic', name, state });
  const userId = 'of-consents';
  await call('sendIdentify', { body: { userId } });
  await call('publish', { body: { journeys: [], workspace: { topics: { offers: { title: 'Offers' } } } } });
  const granted = { userId, statements: [statement('offers', 'granted')] };
  const withdrawn = { userId, statements: [statement('offers')] };
  expect(await call('recordConsents', { key, body: granted })).toMatchObject({ code: 'grant-not-allowed' });
  expect(await call('recordConsents', { key, body: withdrawn })).toMatchObject({ answer: { recorded: 1 } });
  const unknown = [
    ['recordConsents', { body: { ...withdrawn, userId: 'nobody' } }],
    ['recordCustomerConsents', { id: 'nobody', body: { statements: withdrawn.statements } }],
    ['getCustomerConsents', { id: 'nobody' }],
  ] as const;
  for (const [name, what] of unknown)
    expect(await call(name, what)).toMatchObject({ status: 404, code: 'customer-unknown' });
  const misspelt = { statements: [statement('ofers')] };
  const wrong = [
    ['recordConsents', { body: { userId, ...misspelt } }, 'unknown-topic'],
    ['recordConsents', { body: { ...withdrawn, userId: '\u0000' } }, 'data-refused'],
    ['recordConsents', { body: { ...withdrawn, anonymousId: 'a' } }, 'parameter-wrong'],
    ['recordCustomerConsents', { id: userId, body: misspelt }, 'unknown-topic'],
    ['recordCustomerConsents', { id: '%00', body: { statements: withdrawn.statements } }, 'data-refused'],
    ['recordCustomerConsents', { id: userId, body: { statements: [] } }, 'parameter-wrong'],
    ['getCustomerConsents', { id: '%00' }, 'data-refused'],
    ['getCustomerConsents', { id: userId, query: 'limit=0' }, 'parameter-wrong'],
  ] as const;
  for (const [name, what, code] of wrong) expect(await call(name, what)).toMatchObject({ status: 422, code });
  for (const name of ['recordCustomerConsents', 'getCustomerConsents'])
    expect(
      await call(name, { id: '%zz', ...(name === 'getCustomerConsents' ? {} : { body: misspelt }) }),
    ).toMatchObject({ code: 'address-unreadable' });
  const purpose = { subject: 'purpose', name: 'offers', state: 'withdrawn' };
  expect(await call('recordCustomerConsents', { id: userId, body: { statements: [purpose] } })).toMatchObject({
    code: 'parameter-wrong',
  });
});
