import { publish } from '../../../services/publishing/publish.ts';
import { sendInApp, userToken } from '../../support/in-app.ts';
import {
  call,
  db,
  exampleOf,
  itRefuses,
  operationOf,
  type Refusal,
  strangeId,
  withoutChance,
} from './api-under-test.ts';

it('takes and gives the examples of inboxes and their secrets', async () => {
  const reader = 'reader-of-inbox';
  const key = await userToken(db, reader);
  const messageId = await sendInApp(db, reader, {
    ...{ title: 'Your trial ends on Friday', url: '/pricing', button: 'See the plans', place: 'banner' },
    body: 'Keep your project: the **[team plan](/pricing)** is 20 % off this week.',
  });
  const page = withoutChance(exampleOf(operationOf('listInbox').answer)) as { items: object[] };
  expect(withoutChance((await call('listInbox', { key })).answer)).toEqual({
    ...page,
    items: [{ ...page.items[0], position: expect.any(Number) }],
    position: expect.any(Number),
  });
  expect(await call('listInboxMessages', { query: `userId=${reader}` })).toMatchObject({
    answer: { items: [{ id: messageId, userId: reader }] },
  });
  expect(await call('makeStreamTicket', { key })).toMatchObject({ status: 200 });
  expect(await call('markManySeen', { key, body: { ids: [messageId] } })).toMatchObject({ answer: { unread: 0 } });
  for (const name of ['markSeen', 'markClicked', 'markDismissed'])
    expect(await call(name, { key, id: messageId })).toMatchObject({ answer: { unread: 0 } });
  expect(await call('listUserTokenSecrets')).toMatchObject({ answer: { items: [{}] } });
});

it('takes and gives the examples of web push', async () => {
  const [published] = await db.look<{ configuration: object }>(
    'select configuration from configuration_versions order by version desc limit 1',
  );
  expect(await call('getPushKey')).toMatchObject({ status: 404, code: 'not-found' });
  const push = { subject: 'mailto:push@shop.example', privateKey: { env: 'THROUGHLINE_SECRET_PUSH' } };
  await publish(db.database, 'default', {
    journeys: [],
    templates: [],
    workspace: { ...published?.configuration, push },
  });
  const example = exampleOf(operationOf('getPushKey').answer);
  expect((await call('getPushKey')).answer).toEqual(example);
  for (const name of ['subscribeBrowser', 'unsubscribeBrowser']) {
    const body = Object.values(operationOf(name).body?.examples ?? {})[0]?.value;
    expect(await call(name, { body })).toMatchObject({ status: 200 });
  }
});

itRefuses([
  ['subscribeBrowser', { body: { endpoint: 'ftp://push.example' } }, 422, 'parameter-wrong'],
  ['unsubscribeBrowser', { body: {} }, 422, 'parameter-wrong'],
  ['listInbox', { query: 'limit=0' }, 422, 'parameter-wrong'],
  ['listInboxMessages', { query: 'limit=0' }, 422, 'parameter-wrong'],
  ['listInboxMessages', { query: 'userId=%00' }, 422, 'data-refused'],
  ['markManySeen', { body: { ids: [] } }, 422, 'parameter-wrong'],
  ...['markSeen', 'markClicked', 'markDismissed'].flatMap((name): Refusal[] => [
    [name, { id: strangeId }, 404, 'not-found'],
    [name, { id: '%zz' }, 400, 'address-unreadable'],
  ]),
]);
