import { setTimeout as pause } from 'node:timers/promises';
import { createInlineLane } from '../../services/delivery/sending/inline-lane.ts';
import type { Database } from '../../store/database/database.ts';
import { takeIn } from '../support/runs.ts';
import {
  deliverOpen,
  dies,
  enqueued,
  expireLease,
  held,
  inputs,
  insertRun,
  ledger,
  the,
  turns,
  useInlineRuns,
} from './support/inline-runs.ts';

/** What is left behind by a worker that dies, sleeps, or fails between a claim and the storing of its outcome. */
useInlineRuns();

describe('a worker that dies with an inline attempt', () => {
  it.each([
    ['claimed', 'at-most-once', 'accepted', 1],
    ['sending', 'at-most-once', 'unknown', 0],
    ['sent', 'at-most-once', 'unknown', 1],
    ['claimed', 'keyed', 'accepted', 1],
    ['sending', 'keyed', 'accepted', 1],
    ['sent', 'keyed', 'accepted', 2],
  ] as const)(
    'at "%s", %s: nobody acts before its lease ends; then %s, %i times sent',
    async (place, direction, state, times) => {
      const { id } = await insertRun();
      await expect(turns(id, dies(place), direction)).rejects.toThrow('killed');
      const inFlight = await turns(id, {}, direction);
      expect(inFlight).toMatchObject({ openJobs: [], finished: false });
      expect(inFlight.wakeIn).toBeGreaterThan(50_000);
      await expireLease();
      expect((await turns(id, {}, direction)).openJobs).toMatchObject([{ visit: 1 }]);
      await deliverOpen(id, direction);
      expect(await ledger()).toMatchObject({ state });
      expect(the.sent).toHaveLength(times);
      expect(new Set(the.sent).size).toBe(Math.min(1, times)); // always under the same key
      expect((await turns(id)).label).toMatch(/^rest/);
    },
  );

  it('an exit that comes before the next attempt waits until a keyed receiver has been asked', async () => {
    const { id, userId } = await insertRun();
    await expect(turns(id, dies('sent'))).rejects.toThrow('killed');
    await takeIn(the.db, { userId, name: 'Account Closed' });
    expect(await turns(id)).toMatchObject({ finished: false, openJobs: [] });
    await expireLease();
    await deliverOpen(id);
    expect(await turns(id)).toMatchObject({ finished: true });
    expect(the.sent).toHaveLength(2);
  });

  it('a keyed receiver is not asked again once the address is suppressed: the message is unknown', async () => {
    const { id } = await insertRun();
    await expect(turns(id, dies('sent'))).rejects.toThrow('killed');
    await expireLease();
    await the.db.look(
      `insert into suppressions (workspace, channel, address_hash, reason, at)
       select 'default', 'email', address_hash, 'complaint', now() from messages returning 1`,
    );
    await deliverOpen(id);
    expect(await ledger()).toMatchObject({ state: 'unknown' });
    expect(the.sent).toHaveLength(1);
  });
});

describe('a lease that ends while its owner lives', () => {
  it.each(['keyed', 'at-most-once'] as const)(
    'before the send: it sends nothing, another has done it (%s)',
    async (direction) => {
      const { id } = await insertRun();
      const asleep = held<void>();
      const claimed = held<void>();
      const sleeper = turns(
        id,
        {
          leaseMs: 200,
          reached(at) {
            if (at !== 'claimed') return;
            claimed.keep();
            return asleep.promise;
          },
        },
        direction,
      );
      await claimed.promise;
      await pause(250);
      await deliverOpen(id, direction);
      asleep.keep();
      await sleeper;
      expect(the.sent).toHaveLength(1);
      expect(await ledger()).toMatchObject({ state: 'accepted', attempt: 2 });
      expect((await inputs()).filter((kind) => kind === 'job-settled')).toHaveLength(1);
    },
  );

  it('while the provider answers: the outcome of the later attempt counts', async () => {
    const { id } = await insertRun();
    the.answer = async () => {
      the.answer = () => ({ result: 'failed-permanently', code: 'http-410', detail: 'gone' });
      await expireLease();
      await deliverOpen(id);
      return { result: 'failed-temporarily', code: 'http-503', detail: 'busy' };
    };
    await turns(id);
    expect(await ledger()).toMatchObject({ state: 'failed-permanently', attempt: 2 });
    expect(await inputs()).toEqual(['entry', 'job-settled']);
  });
});

describe('a turn that fails after the send', () => {
  it('by a fault of the run: the outcome is stored alone, then the turn fails by itself', async () => {
    const { id } = await insertRun();
    the.answer = async () => {
      await the.db.look(
        `update journey_runs set state = jsonb_set(state, '{tokens,0,step}', '"no-such-step"') returning 1`,
      );
      return { result: 'accepted' };
    };
    await expect(turns(id)).rejects.toMatchObject({ code: 'missing-step' });
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await inputs()).toEqual(['entry', 'job-settled']);
  });

  it('because the database is unavailable: the outcome is kept, stored later, and the run is enqueued', async () => {
    const { id } = await insertRun();
    let isAway = false;
    const database: Database = {
      ...the.db.database,
      begin: (limits) =>
        isAway
          ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
          : the.db.database.begin(limits),
    };
    const inlineLane = createInlineLane({ slots: 40 });
    the.answer = () => {
      isAway = true;
      return { result: 'accepted' };
    };
    await expect(turns(id, { database, inlineLane })).rejects.toMatchObject({ code: 'database-away' });
    expect(await ledger()).toMatchObject({ state: 'sending' });
    isAway = false;
    await inlineLane.idle();
    expect(await ledger()).toMatchObject({ state: 'accepted' });
    expect(await enqueued()).toEqual([{ label: 'job-settled' }]);
  });
});
