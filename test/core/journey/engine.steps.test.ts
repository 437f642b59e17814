import { deferred, define, hour, monday, passage, settled, waitThenSend } from './support/passage.ts';

describe('a message', () => {
  const steps = (paths: Record<string, string | null>) =>
    define({
      steps: {
        nudge: { type: 'send', channels: ['email'], template: 'nudge', paths },
        on: { type: 'exit', reason: 'went-on', paths: {} },
        off: { type: 'exit', reason: 'blocked', paths: {} },
        broken: { type: 'exit', reason: 'failed', paths: {} },
      },
    });
  const reasonAfter = (paths: Record<string, string | null>, result: 'accepted' | 'blocked' | 'failed' | 'unknown') => {
    const run = passage(steps(paths));
    run.enter();
    return run.turn(monday + 1, settled(1, result)).finished?.reason;
  };

  it('goes on by the path of its outcome', () => {
    const all = { next: 'on', blocked: 'off', failed: 'broken' };
    expect(reasonAfter(all, 'accepted')).toBe('went-on');
    expect(reasonAfter(all, 'unknown')).toBe('went-on');
    expect(reasonAfter(all, 'blocked')).toBe('blocked');
    expect(reasonAfter(all, 'failed')).toBe('failed');
  });

  it('goes on by next where it has no path for its outcome', () => {
    for (const result of ['accepted', 'blocked', 'failed', 'unknown'] as const)
      expect(reasonAfter({ next: 'on' }, result)).toBe('went-on');
  });

  it('ends the run where the path of its outcome leads to the end', () => {
    expect(reasonAfter({ next: 'on', blocked: null }, 'blocked')).toBe('completed');
  });

  it('deferred stands until then, and may be performed again from that moment', () => {
    const run = passage(steps({ next: 'on' }));
    run.enter();
    const morning = monday + 9 * hour;
    const held = run.turn(monday + 1, deferred(1, morning));
    expect(held).toMatchObject({
      wakeAt: morning,
      label: 'nudge: sending nudge by email, deferred until 2026-03-02 17:00 UTC',
    });
    expect(run.jobs(morning - 1)).toEqual([]);
    expect(run.turn(morning).wakeAt).toBeUndefined(); // the job brings an input
    expect(run.jobs(morning)).toMatchObject([{ visit: 1, notBefore: morning, deferredBy: 'quiet-hours' }]);
  });

  it('is asked for once, however often we look, and a late or second outcome changes nothing', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + 2, settled(1)); // a wait has no job
    expect(run.at()).toEqual(['settle']);
    run.turn(monday + hour);
    run.turn(monday + hour);
    expect(run.jobs(monday + hour)).toHaveLength(1);
    expect(run.turn(monday + hour + 1, settled(2), settled(2, 'failed')).finished).toEqual({ reason: 'completed' });
  });
});

describe('a wait', () => {
  it("counts days in the customer's zone, over the night that is an hour short", () => {
    const definition = define({ steps: { settle: { type: 'wait', for: 'P1D', paths: { next: null } } } });
    const evening = Date.UTC(2026, 2, 28, 19); // 20:00 in Berlin
    expect(passage(definition, { timeZone: 'Europe/Berlin', now: evening }).enter().wakeAt).toBe(evening + 23 * hour);
    expect(passage(definition, { timeZone: 'UTC', now: evening }).enter().wakeAt).toBe(evening + 24 * hour);
  });
});

describe('a branch', () => {
  const definition = define({
    steps: {
      size: {
        type: 'branch',
        branches: [
          {
            path: 'big',
            when: { combinator: 'and', rules: [{ field: 'entry.properties.value', operator: '>=', value: 500 }] },
          },
          {
            path: 'known',
            when: { combinator: 'and', rules: [{ field: 'customer.traits.plan', operator: 'notNull' }] },
          },
        ],
        paths: { big: 'a', known: 'b', else: null },
      },
      a: { type: 'exit', reason: 'big', paths: {} },
      b: { type: 'exit', reason: 'known', paths: {} },
    },
  });

  it('takes the first case that holds, else the last way', () => {
    expect(passage(definition, { entry: { value: 500 }, traits: { plan: 'pro' } }).enter().finished?.reason).toBe(
      'big',
    );
    expect(passage(definition, { entry: { value: '500' }, traits: { plan: 'pro' } }).enter().finished?.reason).toBe(
      'known',
    );
    expect(passage(definition).enter().finished?.reason).toBe('completed');
  });
});
