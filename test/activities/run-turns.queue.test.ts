import type { JobDependencies } from '../../activities/jobs/job-kind.ts';
import type { Channel, SendResult } from '../../services/channels/channel.ts';
import { createBreakers } from '../../services/delivery/breaker.ts';
import { createInlineLane } from '../../services/delivery/sending/inline-lane.ts';
import { eventually } from '../support/eventually.ts';
import { dependencies, held, insertRun, standing, the, turns, useInlineRuns } from './support/inline-runs.ts';

/** When a first attempt does not go inline. */
useInlineRuns();

describe('a first attempt waits on its queue', () => {
  const leftOpen = async (more: Partial<JobDependencies>, definition = standing) => {
    const { id } = await insertRun(definition);
    const because: string[] = [];
    const result = await turns(id, { leftToQueue: (reason) => because.push(reason), ...more });
    expect(result.openJobs).toMatchObject([{ visit: 1, activity: 'deliver' }]);
    expect(the.sent).toEqual([]);
    return because;
  };
  const own = { workspace: 'default', channelId: 'email' };
  const laneAfter = (...answers: readonly [number, SendResult['result'], number][]) => {
    const inlineLane = createInlineLane({ slots: 40 });
    for (const [times, result, tookMs] of answers)
      for (let time = 0; time < times; time += 1) inlineLane.answered(own, { result } as SendResult, tookMs);
    return { inlineLane };
  };

  it('where more than one of twenty recent answers was slow, or failed for now', async () => {
    expect(await leftOpen(laneAfter([18, 'accepted', 10], [2, 'accepted', 301]))).toEqual(['slow']);
    expect(await leftOpen(laneAfter([18, 'accepted', 10], [2, 'failed-temporarily', 10]))).toEqual(['slow']);
  });

  it('but not where fewer than twenty are known, one was slow, or fast answers followed', async () => {
    for (const known of [
      laneAfter([19, 'accepted', 5_000]),
      laneAfter([19, 'accepted', 10], [1, 'accepted', 301]),
      laneAfter([40, 'accepted', 5_000], [38, 'failed-permanently', 300]),
    ]) {
      await turns((await insertRun()).id, known);
    }
    expect(the.sent).toHaveLength(3);
  });

  it('while a quarter of the slots are busy sending', async () => {
    const inlineLane = createInlineLane({ slots: 8 });
    const late = held<SendResult>();
    the.answer = () => late.promise;
    const busy = [(await insertRun()).id, (await insertRun()).id].map((id) => turns(id, { inlineLane }));
    await eventually(
      async () => the.sent.length,
      (times) => times === 2,
    );
    the.sent = [];
    expect(await leftOpen({ inlineLane })).toEqual(['busy']);
    late.keep({ result: 'accepted' });
    await Promise.all(busy);
  });

  it('while the breaker is open or tries again, and where the channel limits its rate', async () => {
    const breakers = createBreakers(the.db.database);
    const refused = { result: 'failed-temporarily', code: 'smtp-535', detail: '', refusesUs: true } as const;
    for (let time = 0; time < 3; time += 1) await breakers.settled(own, refused);
    expect(await leftOpen({ breakers })).toEqual(['stopped']);
    const limited = [...dependencies().channels.values()].map((channel) => ({ ...channel, limitsRate: true as const }));
    expect(await leftOpen({ channels: new Map([['email', limited[0] as Channel]]) })).toEqual(['limited']);
  });

  it('where this worker has no provider, or the claim can not be made', async () => {
    expect(await leftOpen({ channels: new Map() })).toEqual(['closed']);
    const { id } = await insertRun();
    await the.db.look(`update templates set live_version = 99 where id = 'hello' returning 1`);
    const because: string[] = [];
    const result = await turns(id, { leftToQueue: (reason) => because.push(reason) });
    await the.db.look(`update templates set live_version = 1 where id = 'hello' returning 1`);
    expect({ because, open: result.openJobs.length, stuck: result.stuck }).toEqual({
      ...{ because: ['failure'], open: 1, stuck: false },
    });
  });
});
