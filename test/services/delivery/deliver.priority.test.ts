import { actOnJourney } from '../../../store/journeys/journey-states.ts';
import { setKillSwitch } from '../../../store/messages/kill-switches.ts';
import {
  ask,
  attempt,
  db,
  enqueued,
  enter,
  known,
  now,
  publishWith,
  rules,
  skip,
  useTwoJourneys,
  workerLives,
} from './support/two-journeys.ts';

useTwoJourneys();

describe('a message of a higher priority', () => {
  it('goes first under a shared cap: the lower one waits for its outcome, which wakes it', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await attempt(low);
    expect(await rules()).toEqual([
      { journey: 'listed', state: 'requested', rule: null },
      { journey: 'ordered', state: 'deferred', rule: 'priority' },
    ]);
    await attempt(high);
    expect(await enqueued()).toEqual([{ id: low }]);
    await attempt(low);
    expect(await rules()).toEqual([
      { journey: 'listed', state: 'accepted', rule: null },
      { journey: 'ordered', state: 'blocked', rule: 'caps' },
    ]);
  });

  it('lets the lower one go by a timer where its own attempt never comes', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await attempt(low);
    await skip(60_000);
    await workerLives();
    await attempt(low);
    expect(await rules()).toContainEqual({ journey: 'ordered', state: 'accepted', rule: null });
  });

  it('holds nobody back while its run is stuck, a kill switch stops it, or no worker serves its channel', async () => {
    await publishWith({ two: { most: 1, within: 'PT1M' } });
    await known();
    const high = await enter('Listed');
    await ask(high);
    await attempt(await enter('Ordered')); // no worker
    await skip(60_000);
    await workerLives();
    await db.look(`update messages set updated_at = ? where state = 'requested' returning 1`, [new Date(now)]);
    await db.look('update journey_runs set stuck_at = now() where id = ? returning 1', [high]);
    await attempt(await enter('Ordered'));
    await skip(60_000);
    await workerLives();
    await db.look('update journey_runs set stuck_at = null where id = ? returning 1', [high]);
    await db.look(`update messages set updated_at = ? where state = 'requested' returning 1`, [new Date(now)]);
    await setKillSwitch(db.database, {
      workspace: 'default',
      scope: 'journey',
      name: 'listed',
      reason: 'x',
      setBy: 'x',
    });
    await attempt(await enter('Ordered'));
    expect((await rules()).map(({ state }) => state)).toEqual(['requested', 'accepted', 'accepted', 'accepted']);
  });

  it('holds nobody back while its journey is paused', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } });
    await known();
    await workerLives();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    await ask(high);
    await actOnJourney(db.database, { workspace: 'default', journeyId: 'listed', act: 'pause', reason: 'x', by: 'x' });
    await attempt(low);
    expect(await rules()).toContainEqual({ journey: 'ordered', state: 'accepted', rule: null });
  });

  it('goes first where both wait for the end of the same quiet hours', async () => {
    await publishWith({ daily: { most: 1, calendar: 'day' } }, { default: { from: '09:00', until: '11:00' } });
    await known();
    const [low, high] = [await enter('Ordered'), await enter('Listed')];
    for (const run of [low, high]) await attempt(run);
    const [held] = await db.look<{ until: string }>('select min(rule_value) as until from messages');
    await skip(Date.parse(held?.until as string) - now);
    await workerLives();
    for (const run of [low, high, low]) await attempt(run);
    expect(await rules()).toEqual([
      { journey: 'ordered', state: 'blocked', rule: 'caps' },
      { journey: 'listed', state: 'accepted', rule: null },
    ]);
  });
});
