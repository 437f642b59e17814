import { Webhook } from 'svix';
import { publication } from '../../../api/operations/journeys/examples.ts';
import { call, exampleOf, feedbackSecret, itRefuses, operationOf, strangeId, withoutChance } from './api-under-test.ts';

it('imports the example, refuses what is no kind, and says what is wrong with rows', async () => {
  const { body, answer } = operationOf('importRows');
  const example = body && (exampleOf(body) as { rows: object[] });
  const done = await call('importRows', { id: 'customers', body: example });
  expect(done.answer).toEqual(exampleOf(answer));
  const many = Array.from({ length: 500 }, (_, row) => ({ row, fields: { userId: `m${row}`, traits: { n: row } } }));
  expect(await call('importRows', { id: 'customers', body: { ...example, name: 'many', rows: many } })).toMatchObject({
    answer: { accepted: 500 },
  });
  expect(await call('importRows', { id: 'orders', body: example })).toMatchObject({ code: 'import-kind-unknown' });
  expect(await call('importRows', { id: 'customers', body: { ...example, rows: 1 } })).toMatchObject({ status: 422 });
  const unfit = { ...example, rows: [{ row: 7, fields: { userId: '\u0000' } }] };
  expect(await call('importRows', { id: 'consents', body: unfit })).toMatchObject({ code: 'data-refused' });
});

it('lists imports with what was wrong with their first rows, and refuses an id that another kind has', async () => {
  const id = '01a2042f-b4e2-72fe-95bd-718adb295700';
  const rows = [
    { row: 2, fields: { userId: 'i1' } },
    { row: 3, fields: { userId: 'i2', timestamp: 'never' } },
  ];
  const refused = [
    { row: 4, code: 'value-unfit', where: 'traits.n', problem: 'the value is no number', remedy: 'Look.' },
  ];
  const body = { id, name: 'followed', file: 'people.csv', asOf: '2026-03-03T08:00:00Z', total: 3, rows, refused };
  await call('importRows', { id: 'customers', body });
  const { answer } = await call('listImports', { query: 'limit=1' });
  expect(answer).toMatchObject({ items: [{ id, file: 'people.csv', startedBy: 'test', state: 'finished' }], next: id });
  expect((await call('getImport', { id })).answer).toMatchObject({
    ...{ total: 3, done: 1, failed: 2, problems: [{ row: 3 }, { row: 4, code: 'value-unfit' }] },
  });
  expect(await call('importRows', { id: 'events', body })).toMatchObject({ status: 409, code: 'import-mixed' });
  expect(await call('getImport', { id: strangeId })).toMatchObject({ status: 404, code: 'not-found' });
});

it('erases a customer, once', async () => {
  await call('sendIdentify', { body: { userId: 'to-erase' } });
  const { answer } = await call('eraseCustomer', { id: 'to-erase' });
  expect(withoutChance(answer)).toEqual({ customerId: '(id)', runs: 0, keptRefusals: 0 });
  expect(await call('eraseCustomer', { id: 'to-erase' })).toMatchObject({ status: 404, code: 'customer-unknown' });
});

it('pauses, resumes, drains and unpublishes a journey, and tells who did it and why', async () => {
  await call('publish', { body: publication });
  const act = (name: string, more: object = {}) =>
    call('actOnJourney', { id: 'trial', body: { act: name, reason: 'why', ...more } });
  expect(await act('resume')).toMatchObject({ status: 409, code: 'journey-not-paused' });
  expect(await act('go-live')).toMatchObject({ status: 409, code: 'journey-not-observed' });
  expect(await act('observe')).toMatchObject({ status: 200 });
  expect(await act('observe')).toMatchObject({ status: 409, code: 'journey-observed' });
  expect(await act('go-live')).toMatchObject({ status: 200 });
  for (const name of ['pause', 'resume', 'drain', 'unpublish']) expect(await act(name)).toMatchObject({ status: 200 });
  expect(await act('unpublish')).toMatchObject({ status: 409, code: 'journey-not-live' });
  expect(await call('getJourneyState', { id: 'trial' })).toMatchObject({
    answer: {
      state: 'draining',
      by: 'test',
      reason: 'why',
      acts: [{ act: 'unpublish' }, {}, {}, { act: 'pause' }, { act: 'go-live' }, { act: 'observe' }],
    },
  });
  await act('resume');
  expect(await call('publish', { body: publication })).toMatchObject({ status: 200 });
});

it('lists schedules with their next times, and waves', async () => {
  const entry = [{ on: 'schedule', id: 'weekly', every: { days: ['mon'], time: '09:00' }, zone: 'Europe/Berlin' }];
  const weekly = { ...(publication.journeys[0] as object), id: 'weekly', reentry: 'always', entry };
  expect(await call('publish', { body: { ...publication, journeys: [weekly] } })).toMatchObject({ status: 200 });
  const schedule = { journey: 'weekly', schedule: 'weekly', zones: [{ zone: 'Europe/Berlin', ofCustomers: false }] };
  expect((await call('listSchedules')).answer).toMatchObject({ items: [schedule] });
  expect((await call('listSchedules', { query: 'journey=trial' })).answer).toEqual({ items: [], dates: [] });
  expect((await call('listWaves', { query: 'journey=weekly' })).answer).toEqual({ items: [] });
  const byDate = [{ on: 'date', id: 'ends', date: { ref: 'customer.traits.renewal' }, every: 'once', ifPast: 'skip' }];
  const renewal = { ...weekly, id: 'renewal', entry: byDate };
  expect(await call('publish', { body: { ...publication, journeys: [renewal] } })).toMatchObject({ status: 200 });
  expect((await call('listSchedules', { query: 'journey=renewal' })).answer).toMatchObject({
    ...{ items: [], dates: [{ entry: 'ends', words: 'on renewal', next: null }] },
  });
  for (const id of ['weekly', 'renewal'])
    await call('actOnJourney', { id, body: { act: 'unpublish', reason: 'over' } });
  expect((await call('listSchedules')).answer).toEqual({ items: [], dates: [] });
});

it('takes in what a source sends, signed, and shows its payloads', async () => {
  const secrets = [{ env: 'THROUGHLINE_SECRET_FEEDBACK' }];
  const own = { type: 'own', secrets, calls: [{ event: 'Bought', map: { email: 'email' } }] };
  const unset = { ...own, secrets: [{ env: 'THROUGHLINE_SECRET_NOT_SET' }] };
  await call('publish', { body: { journeys: [], workspace: { sources: { own, unset } } } });
  const send = (id: string, body: unknown) => {
    const at = new Date();
    const signature = new Webhook(feedbackSecret).sign('s1', at, JSON.stringify(body));
    const headers = { 'webhook-id': 's1', 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
    return call('receiveSource', { id, body, headers: { ...headers, 'webhook-signature': signature } });
  };
  const { body, answer } = operationOf('receiveSource');
  const example = body && exampleOf(body);
  expect((await send('own', example)).answer).toEqual(exampleOf(answer));
  expect(await send('own', [1])).toMatchObject({ status: 422, code: 'payload-unreadable' });
  expect(await send('nobody', example)).toMatchObject({ status: 404, code: 'not-found' });
  expect(await send('unset', example)).toMatchObject({ status: 503, code: 'secret-missing' });
  expect(await call('receiveSource', { id: 'own', body: example })).toMatchObject({ code: 'signature-wrong' });
  expect(await call('listPayloads', { id: 'own' })).toMatchObject({ answer: { items: [{ calls: ['Bought'] }] } });
  expect(await call('listPayloads', { id: 'nobody' })).toMatchObject({ status: 404, code: 'not-found' });
});

const unfit = '%zz';
const pause = { act: 'pause', reason: 'why' };
itRefuses([
  ['receiveSource', { id: unfit, body: {} }, 400, 'address-unreadable'],
  ['listPayloads', { id: unfit }, 400, 'address-unreadable'],
  ['importRows', { id: unfit, body: { name: 'x', asOf: '2026-03-03T08:00:00Z', rows: [] } }, 400, 'address-unreadable'],
  ['listImports', { query: 'after=x' }, 422, 'parameter-wrong'],
  ['getImport', { id: unfit }, 400, 'address-unreadable'],
  ['getImport', { id: 'x' }, 404, 'not-found'],
  ['eraseCustomer', { id: unfit }, 400, 'address-unreadable'],
  ['eraseCustomer', { id: '%00' }, 422, 'data-refused'],
  ['eraseCustomer', { id: 'x'.repeat(300) }, 404, 'customer-unknown'],
  ['getJourneyState', { id: unfit }, 400, 'address-unreadable'],
  ['getJourneyState', { id: 'No Journey' }, 404, 'not-found'],
  ['listSchedules', { query: 'journey=No Journey' }, 422, 'parameter-wrong'],
  ['listWaves', { query: 'limit=0' }, 422, 'parameter-wrong'],
  ['actOnJourney', { id: unfit, body: pause }, 400, 'address-unreadable'],
  ['actOnJourney', { id: 'none', body: pause }, 404, 'not-found'],
  ['actOnJourney', { id: 'trial', body: { act: 'stop', reason: 'why' } }, 422, 'parameter-wrong'],
  ['actOnJourney', { id: 'trial', body: { ...pause, reason: '\u0000' } }, 422, 'data-refused'],
]);
