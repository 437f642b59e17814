import { createKey } from '../../../store/access/keys.ts';
import { call, db, itRefuses, operationOf, type Refusal } from './api-under-test.ts';

const deep = JSON.parse('['.repeat(2_000) + ']'.repeat(2_000));
/** A fault that only the database sees: nothing that is known to be one gets so far. */
const refused = 'refused by the database';
const refuse = () =>
  db.look(`alter table events add constraint refused check (message_id not like '${refused}%') not valid`);

it('tells bad items of a batch with the codes that its description lists', async () => {
  await refuse();
  const bad = [
    { type: 'track', userId: 'u' },
    { type: 'track', event: 'Seen' },
    { type: 'track', event: 'Seen', userId: 'undefined' },
    { type: 'track', event: 'Seen', identities: { email: 'ann' } },
    { type: 'track', event: 'Seen', userId: 'u', properties: { text: 'x'.repeat(40_000) } },
    { type: 'track', event: 'Seen', userId: 'u', properties: { tree: deep } },
    { type: 'track', event: 'Seen', userId: 'u\ud83d' },
    { type: 'track', event: 'Seen', userId: 2 ** 53 },
    { type: 'track', event: 'Seen', userId: 'u', messageId: refused },
  ];
  const { answer } = await call('sendBatch', { body: { batch: bad } });
  const codes = (answer.errors as { code: string }[]).map(({ code }) => code);
  expect(codes).toHaveLength(bad.length);
  for (const code of codes) expect(operationOf('sendBatch').description).toContain(`\`${code}\``);
});

it('refuses a browser key what only a server key may do', async () => {
  const key = await createKey(db.database, { workspace: 'default', kind: 'browser', title: 'test' });
  const body = { event: 'Seen', identities: { email: 'ann@example.com' } };
  for (const name of ['sendTrack', 'sendIdentify', 'sendPage', 'sendScreen', 'sendGroup', 'sendAlias'])
    expect(await call(name, { body, key })).toMatchObject({ status: 403, code: 'needs-server-key' });
  const imported = { body: { batch: [], historical: true } };
  expect(await call('sendBatch', { ...imported, key })).toMatchObject({ status: 403, code: 'needs-server-key' });
  expect(await call('sendBatch', imported)).toMatchObject({ status: 200 });
});

const track = { event: 'Seen', userId: 'u' };

itRefuses([
  ['sendTrack', { body: { ...track, event: '' } }, 400, 'event-unreadable'],
  ...['sendTrack', 'sendIdentify', 'sendPage', 'sendScreen', 'sendGroup', 'sendAlias'].flatMap((name): Refusal[] => [
    [name, { body: { ...track, userId: 'x'.repeat(256) } }, 400, 'event-unreadable'],
    [name, { body: { event: 'Seen' } }, 400, 'nobody'],
    [name, { body: { ...track, userId: '\ud83d' } }, 400, 'id-no-text'],
    [name, { body: { ...track, userId: 2 ** 53 } }, 400, 'id-inexact'],
    [name, { body: { ...track, userId: '[object Object]' } }, 400, 'id-placeholder'],
    [name, { body: { event: 'Seen', identities: { email: 'ann' } } }, 400, 'identity-unfit'],
    [name, { body: '{"event":"Seen","userId":"u","context":{"n":1e400}}' }, 400, 'number-too-large'],
    [name, { body: { ...track, context: { tree: deep } } }, 400, 'event-too-deep'],
    [name, { body: { ...track, context: { text: 'x'.repeat(40_000) } } }, 413, 'event-too-large'],
    [name, { body: { ...track, messageId: `${refused} ${name}` } }, 422, 'event-refused'],
  ]),
  ['sendBatch', { body: { calls: [] } }, 400, 'batch-unreadable'],
]);
