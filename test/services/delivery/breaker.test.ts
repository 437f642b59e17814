import { createBreakers } from '../../../services/delivery/breaker.ts';
import { listAlarms } from '../../../store/messages/channel-alarms.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await createTestDatabase();
});
afterEach(() => db.destroy());

const email = { workspace: 'default', channelId: 'email' };
const refused = { result: 'failed-temporarily', code: 'smtp-530', detail: '', refusesUs: true } as const;
const accepted = { result: 'accepted' } as const;

function open() {
  let now = 0;
  const breakers = createBreakers(db.database, () => now);
  return {
    ...breakers,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    isStopped(channel = email) {
      try {
        breakers.check(channel);
        return false;
      } catch (thrown) {
        expect(thrown).toMatchObject({ name: 'TemporaryFailure', code: 'channel-stopped' });
        return true;
      }
    },
  };
}
const alarms = async () => (await listAlarms(db.database, 'default')).map(({ channel, code }) => `${channel} ${code}`);

it('stops the channel after three refusals in a row and raises an alarm', async () => {
  const { settled, isStopped } = open();
  await settled(email, refused);
  await settled(email, refused);
  expect([isStopped(), await alarms()]).toEqual([false, []]);
  await settled(email, refused);
  expect([isStopped(), await alarms()]).toEqual([true, ['email smtp-530']]);
  expect(isStopped({ ...email, channelId: 'webhook:crm' })).toBe(false);
});

it('counts only refusals of us that nothing accepted comes between', async () => {
  const { settled, isStopped } = open();
  const busy = { result: 'failed-temporarily', code: 'smtp-451', detail: '' } as const;
  for (const result of [refused, refused, accepted, refused, refused, busy]) await settled(email, result);
  expect([isStopped(), await alarms()]).toEqual([false, []]);
});

it('lets one attempt go when its time is over; refused again it stops for twice as long', async () => {
  const { settled, isStopped, pass } = open();
  for (let times = 0; times < 3; times += 1) await settled(email, refused);
  pass(29_000);
  expect(isStopped()).toBe(true);
  pass(1_000);
  expect([isStopped(), isStopped()]).toEqual([false, true]); // one goes, the next waits for its answer
  await settled(email, refused);
  pass(59_000);
  expect(isStopped()).toBe(true);
  pass(1_000);
  expect(isStopped()).toBe(false);
});

it('goes on, and the alarm ends, with the first message that is accepted', async () => {
  const { settled, isStopped, pass } = open();
  for (let times = 0; times < 3; times += 1) await settled(email, refused);
  pass(30_000);
  expect(isStopped()).toBe(false);
  await settled(email, accepted);
  expect([isStopped(), await alarms()]).toEqual([false, []]);
});

it('a process that starts again ends the alarm that another one left', async () => {
  const dead = open();
  for (let times = 0; times < 3; times += 1) await dead.settled(email, refused);
  const next = open();
  expect(next.isStopped()).toBe(false);
  await next.settled(email, accepted);
  expect(await alarms()).toEqual([]);
});
