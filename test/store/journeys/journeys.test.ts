import {
  type Channel,
  decide,
  email,
  exit,
  flow,
  gives,
  journey,
  on,
  policy,
  send,
  template,
  webhook,
} from '../../../core/index.ts';
import { publish } from '../../../services/publishing/publish.ts';
import { listJourneys } from '../../../store/journeys/journey-list.ts';
import { actOnJourney, type JourneyActName } from '../../../store/journeys/journey-states.ts';
import {
  findLiveVersion,
  findShownVersion,
  listChannelsInUse,
  listVersions,
} from '../../../store/journeys/journeys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { SignedUp, templates, welcome } from '../../support/journeys.ts';
import { recordStatements } from '../../support/recorded-statements.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const content = { email: { subject: 'Hello', html: '<p>Hello</p>' }, webhook: { body: '{}' } };
const publishAll = (...journeys: object[]) =>
  publish(db.database, 'default', { journeys, templates: [...templates, { id: 'both', content }] });
const sending = (id: string, ...via: readonly [Channel, ...Channel[]]) =>
  journey(id, { purpose: 'transactional', entry: on(SignedUp) }, flow(send('hello', template('both'), { via })));

it("lists live versions and a journey's versions without their definitions", async () => {
  await publishAll({ ...welcome({ id: 'b' }), title: 'Bravo' }, welcome({ id: 'a' }));
  await publishAll(welcome({ id: 'a', settle: '2 seconds' }));
  const version = (number: number) => ({
    version: number,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    publishedAt: expect.any(Number),
    publishedBy: null,
  });
  const listed = (number: number) => ({
    ...version(number),
    updatedAt: expect.any(Number),
    purpose: 'transactional',
    hasGoal: false,
    priority: 50,
    owner: null,
    reviewBy: null,
    tags: [],
    state: 'live',
    isObserved: false,
  });
  expect(await listJourneys(db.database, 'default', { unpublished: false })).toEqual([
    { journeyId: 'a', ...listed(2) },
    { journeyId: 'b', title: 'Bravo', ...listed(1) },
  ]);
  const asked = { workspace: 'default', journeyId: 'a' };
  expect(await listVersions(db.database, asked)).toEqual([version(2), version(1)]);
  expect(await findLiveVersion(db.database, asked)).toEqual({
    ...version(2),
    definition: welcome({ id: 'a', settle: '2 seconds' }),
  });
  expect(await findLiveVersion(db.database, { ...asked, journeyId: 'none' })).toBeUndefined();
});

it('says which state each journey is in, and shows one that was unpublished by its newest version', async () => {
  await publishAll(...['a', 'b', 'c', 'd'].map((id) => welcome({ id })));
  await publishAll(welcome({ id: 'd', settle: '2 seconds' }));
  const act = (journeyId: string, name: JourneyActName) =>
    actOnJourney(db.database, { workspace: 'default', journeyId, act: name, reason: 'test', by: 'ann' });
  await act('a', 'pause');
  await act('b', 'drain');
  await act('c', 'observe');
  await act('d', 'drain');
  await act('d', 'unpublish');
  const list = async (unpublished: boolean) =>
    (await listJourneys(db.database, 'default', { unpublished })).map(({ journeyId, version, state, isObserved }) => [
      ...[journeyId, version, state, isObserved],
    ]);
  const live = [
    ['a', 1, 'paused', false],
    ['b', 1, 'draining', false],
    ['c', 1, 'live', true],
  ];
  expect(await list(false)).toEqual(live);
  expect(await list(true)).toEqual([...live, ['d', 2, 'unpublished', false]]);
  const shown = (journeyId: string) => findShownVersion(db.database, { workspace: 'default', journeyId });
  expect(await shown('a')).toMatchObject({ version: 1, isLive: true });
  expect(await shown('d')).toMatchObject({
    version: 2,
    isLive: false,
    definition: welcome({ id: 'd', settle: '2 seconds' }),
  });
  expect(await shown('none')).toBeUndefined();
});

it('lists the channels that live versions send by, each once', async () => {
  await publishAll(
    sending('a', email, webhook),
    sending('b', email),
    journey('c', { purpose: 'transactional', entry: on(SignedUp) }, flow(exit('gone', 'gone'))),
  );
  const { database, statements } = recordStatements(db.database);
  expect(await listChannelsInUse(database, 'default')).toEqual(['email', 'webhook']);
  expect(statements.map(({ rows }) => rows)).toEqual([2]);
  await publishAll(sending('a', email));
  expect(await listChannelsInUse(database, 'default')).toEqual(['email']);
});

it('lists the channels that policies may give, where a step sends by what was decided', async () => {
  const way = policy('way', {
    candidates: [
      gives('mail', { template: template('both'), via: [email] }),
      gives('call', { template: template('both'), via: [webhook] }),
    ],
    rank: { by: 'order' },
  });
  const chosen = decide('way', way);
  const told = journey(
    'told',
    { purpose: 'transactional', entry: on(SignedUp) },
    flow(chosen, send('tell', chosen.template, { via: chosen.channels })),
  );
  const both = { id: 'both', content };
  await publish(db.database, 'default', { journeys: [told], policies: [way], templates: [...templates, both] });
  expect(await listChannelsInUse(db.database, 'default')).toEqual(['email', 'webhook']);
  await publishAll(sending('a', email)); // whose check of channels reads those of "told"
});

it('makes the next version, finds an earlier one with the same meaning, and changes titles in place', async () => {
  const change = async (definition: object) => (await publishAll(definition)).journeys[0];
  const [first, second] = [welcome(), welcome({ settle: '2 seconds' })];
  expect(await change(first)).toEqual({ id: 'welcome', version: 1, change: 'published' });
  expect(await change(second)).toEqual({ id: 'welcome', version: 2, change: 'published' });
  expect(await change(second)).toEqual({ id: 'welcome', version: 2, change: 'unchanged' });
  expect(await change(first)).toEqual({ id: 'welcome', version: 1, change: 'live-again' });
  expect(await change({ ...first, title: 'Welcome' })).toEqual({ id: 'welcome', version: 1, change: 'relabelled' });
  expect(await change(welcome({ settle: '3 seconds' }))).toEqual({ id: 'welcome', version: 3, change: 'published' });
});
