import type { Condition } from '../../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { day, deferred, define, event, hour, minute, monday, passage, settled } from './support/passage.ts';

const waitThenSend = define({
  steps: {
    settle: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
    nudge: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: null } },
  },
  exit: [{ reason: 'bought', on: 'event', event: 'Order Completed' }],
});

describe('a run', () => {
  it('starts with its entry, waits, asks for the message and ends when that is settled', () => {
    const run = passage(waitThenSend);
    expect(run.enter()).toMatchObject({
      wakeAt: monday + hour,
      finished: undefined,
      label: 'settle: waiting until 2026-03-02 09:00 UTC',
      visits: [{ visit: 1, step: 'settle', arrivedAt: monday }],
    });
    const asked = run.turn(monday + hour);
    expect(asked.wakeAt).toBeUndefined();
    expect(run.jobs(monday + hour)).toEqual([{ visit: 2, step: 'nudge', kind: 'deliver', requestedAt: monday + hour }]);
    const ended = run.turn(monday + hour + 5, settled(2));
    expect(ended.finished).toEqual({ reason: 'completed' });
    expect(ended.visits).toEqual([
      { visit: 2, step: 'nudge', arrivedAt: monday + hour, leftAt: monday + hour + 5, path: 'next' },
    ]);
  });

  it('takes nothing in once it is over, and says again how it ended', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + 1, event('Order Completed', monday + 1));
    const again = run.turn(monday + 2, event('Order Completed', monday + 2), settled(2), {
      kind: 'operator-exit',
      reason: 'by hand',
    });
    expect(again).toMatchObject({ finished: { reason: 'bought' }, visits: [], wakeAt: undefined });
  });

  it('has not ended before it was entered, and refuses an input that precedes its entry', () => {
    const run = passage(waitThenSend);
    expect(run.turn(monday)).toMatchObject({ finished: undefined, wakeAt: undefined, visits: [] });
    expect(() => run.turn(monday, event('Order Completed', monday))).toThrow(/precedes the entry/);
  });

  it('names no values in its label, whatever an operator wrote', () => {
    const run = passage(waitThenSend, { traits: { email: 'ann@example.com' } });
    run.enter();
    const { finished, label } = run.turn(monday + 1, { kind: 'operator-exit', reason: 'ann@example.com asked' });
    expect(finished).toEqual({ reason: 'ann@example.com asked' });
    expect(label).toBe('ended: by an operator');
  });

  it('is stuck, not lost, where the definition misses a step or goes round in a circle', () => {
    const lost = passage(define({ steps: { a: { type: 'branch', branches: [], paths: { else: 'constructor' } } } }));
    expect(() => lost.enter()).toThrow(expect.objectContaining({ code: 'missing-step' }));
    const round = passage(define({ steps: { a: { type: 'branch', branches: [], paths: { else: 'a' } } } }));
    expect(() => round.enter()).toThrow(expect.objectContaining({ code: 'turn-does-not-end' }));
    const without = passage(define({ steps: { a: { type: 'branch', branches: [], paths: {} } } }));
    expect(() => without.enter()).toThrow(expect.objectContaining({ code: 'missing-path' }));
  });

  it('leaves a kind of step or input that it does not know to a newer worker', () => {
    const later = expect.objectContaining({ name: 'TemporaryFailure', code: 'needs-newer-worker' });
    const unknown = passage(define({ steps: { a: { type: 'constructor', paths: {} } } }));
    expect(() => unknown.enter()).toThrow(later);
    const run = passage(define({ steps: { a: { type: 'wait', for: 'PT1H', paths: { next: null } } } }));
    run.enter();
    const before = run.state();
    for (const kind of ['later', 'constructor']) expect(() => run.turn(monday, { kind } as never)).toThrow(later);
    expect(run.state()).toBe(before);
  });
});

describe('an exit', () => {
  it('strikes in a wait at once', () => {
    const run = passage(waitThenSend);
    run.enter();
    const { finished, visits } = run.turn(monday + 1, event('Order Completed', monday + 1));
    expect(finished).toEqual({ reason: 'bought' });
    expect(visits).toEqual([{ visit: 1, step: 'settle', arrivedAt: monday, leftAt: monday + 1, path: undefined }]);
  });

  it('drops a job that has not begun', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + hour);
    expect(run.turn(monday + hour, event('Order Completed', monday + hour)).finished).toEqual({ reason: 'bought' });
    expect(run.jobs(monday + hour)).toEqual([]);
  });

  it('waits for a job that has begun and ends with the reason of the exit', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + hour);
    run.begin(2);
    const leaving = run.turn(monday + hour + 1, event('Order Completed', monday + hour + 1));
    expect(leaving.finished).toBeUndefined();
    expect(leaving.state).toMatchObject({ tokens: [], jobs: [{ visit: 2 }], exit: { reason: 'bought', by: 'rule' } });
    expect(leaving.label).toMatch(/^leaving: bought/);
    run.turn(monday + hour + 2, { kind: 'operator-exit', reason: 'later' });
    expect(run.turn(monday + hour + 3, settled(2)).finished).toEqual({ reason: 'bought' });
  });

  it('drops a job that was begun but deferred afterwards', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + hour);
    run.begin(2);
    run.turn(monday + hour + 1, event('Order Completed', monday + hour + 1));
    expect(run.turn(monday + hour + 2, deferred(2, monday + day)).finished).toEqual({ reason: 'bought' });
  });

  it('is not struck by the entry event itself', () => {
    const run = passage({ ...waitThenSend, exit: [{ reason: 'again', on: 'event', event: 'Start' }] });
    expect(run.enter().finished).toBeUndefined();
    expect(run.turn(monday + 1, event('Start', monday + 1)).finished).toEqual({ reason: 'again' });
  });

  it('asks its filter, with entry and customer in sight', () => {
    const where: Condition = {
      combinator: 'and',
      rules: [
        { field: 'event.properties.total', operator: '>=', value: { ref: 'entry.properties.value' } },
        { field: 'customer.traits.plan', operator: '=', value: 'pro' },
      ],
    };
    const definition = {
      ...waitThenSend,
      exit: [{ reason: 'bought', on: 'event' as const, event: 'Order Completed', where }],
    };
    const run = passage(definition, { traits: { plan: 'pro' }, entry: { value: 20 } });
    run.enter();
    expect(run.turn(monday + 1, event('Order Completed', monday + 1, { total: 19 })).finished).toBeUndefined();
    expect(run.turn(monday + 2, event('Order Completed', monday + 2, { total: 20 })).finished).toEqual({
      reason: 'bought',
    });
  });

  it('is for the run with its key only, be the key a text or a number', () => {
    const exit = [
      { reason: 'bought', on: 'event' as const, event: 'Order Completed', match: { ref: 'event.properties.cart' } },
    ];
    const keyed: JourneyDefinition = { ...waitThenSend, key: { ref: 'event.properties.cart' }, exit };
    const run = passage(keyed, { key: '17' });
    run.enter();
    expect(run.turn(monday + 1, event('Order Completed', monday + 1, { cart: 18 })).finished).toBeUndefined();
    expect(run.turn(monday + 1, event('Order Completed', monday + 1, {})).finished).toBeUndefined();
    expect(run.turn(monday + 2, event('Order Completed', monday + 2, { cart: 17 })).finished).toEqual({
      reason: 'bought',
    });
  });

  it('strikes before the token may use the same event', () => {
    const definition = define({
      steps: {
        reaction: { type: 'wait-for', events: [{ event: 'Replied', path: 'yes' }], paths: { yes: 'after' } },
        after: { type: 'wait', for: 'P1D', paths: { next: null } },
      },
      exit: [{ reason: 'gone', on: 'event', event: 'Replied' }],
    });
    const run = passage(definition);
    run.enter();
    expect(run.turn(monday + 1, event('Replied', monday + 1)).finished).toEqual({ reason: 'gone' });
  });

  it('by a step ends with the reason of the step', () => {
    const run = passage(define({ steps: { bye: { type: 'exit', reason: 'not-wanted', paths: {} } } }));
    expect(run.enter()).toMatchObject({ finished: { reason: 'not-wanted' }, label: 'ended: not-wanted' });
  });
});

describe('wait-for', () => {
  const reaction = define({
    steps: {
      nudge: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: 'pause' } },
      pause: { type: 'wait', for: 'PT1H', paths: { next: 'reaction' } },
      reaction: {
        type: 'wait-for',
        events: [{ event: 'Replied', path: 'replied' }],
        timeout: 'P1D',
        paths: { replied: 'second', timeout: 'late' },
      },
      second: {
        type: 'wait-for',
        events: [{ event: 'Replied', path: 'again' }],
        timeout: 'P1D',
        paths: { again: null, timeout: null },
      },
      late: { type: 'exit', reason: 'no-answer', paths: {} },
    },
  });

  function standingInPause() {
    const run = passage(reaction);
    run.enter();
    run.turn(monday + 1, settled(1));
    expect(run.at()).toEqual(['pause']);
    return run;
  }

  it('finds an answer that came during a wait before it', () => {
    const run = standingInPause();
    run.turn(monday + minute, event('Replied', monday + minute));
    run.turn(monday + 1 + hour);
    expect(run.at()).toEqual(['second']);
  });

  it('finds an answer that came while the message was still being sent, for the view opens when it is asked for', () => {
    const run = passage(reaction);
    run.enter();
    run.turn(monday + 1, event('Replied', monday + 1));
    run.turn(monday + 2, settled(1));
    run.turn(monday + 2 + hour);
    expect(run.at()).toEqual(['second']);
  });

  it('does not look back beyond its latest message (negative control: without one it does)', () => {
    const withSend = define({
      steps: {
        first: { type: 'wait', for: 'PT1H', paths: { next: 'nudge' } },
        nudge: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: 'reaction' } },
        reaction: { type: 'wait-for', events: [{ event: 'Replied', path: 'yes' }], paths: { yes: null } },
      },
    });
    const sent = passage(withSend);
    sent.enter();
    sent.turn(monday + 1, event('Replied', monday + 1));
    sent.turn(monday + hour);
    sent.turn(monday + hour, settled(2));
    expect(sent.at()).toEqual(['reaction']);

    const first = { type: 'wait', for: 'PT1H', paths: { next: 'reaction' } };
    const silent = passage({ ...withSend, steps: { ...withSend.steps, first } });
    silent.enter();
    silent.turn(monday + 1, event('Replied', monday + 1));
    expect(silent.turn(monday + hour).finished).toEqual({ reason: 'completed' });
  });

  it('does not look back beyond a message that was asked for in the same turn', () => {
    const twice = define({
      steps: {
        first: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: 'second' } },
        second: { type: 'send', channels: ['email'], template: 'nudge', paths: { next: 'reaction' } },
        reaction: { type: 'wait-for', events: [{ event: 'Replied', path: 'yes' }], paths: { yes: null } },
      },
    });
    const run = passage(twice);
    run.enter();
    const outcome = run.turn(monday + 1, event('Replied', monday + 1), settled(1), settled(2));
    expect(outcome.state.tokens).toMatchObject([{ step: 'reaction', lookBackFrom: 2, consumed: [] }]);
    expect(run.turn(monday + 2, event('Replied', monday + 2)).finished).toEqual({ reason: 'completed' });
  });

  it('passes over an event that came too late for one behind it that did not', () => {
    const run = standingInPause();
    const arrived = monday + 1 + hour;
    run.turn(arrived);
    const late = arrived + 2 * day;
    const { visits } = run.turn(late, event('Replied', arrived + day + 1), event('Replied', arrived + day));
    expect(visits).toContainEqual(expect.objectContaining({ step: 'reaction', path: 'replied' }));
    expect(visits).toContainEqual(expect.objectContaining({ step: 'second', path: 'again' })); // the other serves here
  });

  it('lets an event serve one wait-for only', () => {
    const run = standingInPause();
    run.turn(monday + minute, event('Replied', monday + minute));
    run.turn(monday + 1 + hour);
    expect(run.at()).toEqual(['second']);
    expect(run.turn(monday + 2 * hour, event('Replied', monday + 2 * hour)).finished).toEqual({ reason: 'completed' });
  });

  it('never counts the entry event', () => {
    const definition = define({
      steps: { again: { type: 'wait-for', events: [{ event: 'Start', path: 'yes' }], paths: { yes: null } } },
    });
    const run = passage(definition);
    expect(run.enter().finished).toBeUndefined();
    expect(run.turn(monday + 1, event('Start', monday + 1)).finished).toEqual({ reason: 'completed' });
  });

  it('counts what was accepted at the deadline or before, however late we look', () => {
    const deadline = monday + 1 + hour + day;
    for (const [acceptedAt, step] of [
      [deadline, 'second'],
      [deadline + 1, undefined],
    ] as const) {
      const run = standingInPause();
      run.turn(monday + 1 + hour);
      const late = deadline + 3 * hour;
      const outcome = run.turn(late, event('Something Else', deadline - 1), event('Replied', acceptedAt));
      if (step) expect(run.at()).toEqual([step]);
      else expect(outcome.wakeAt).toBe(late); // time is up, and passes in a turn without inputs
      if (!step) expect(run.turn(late).finished).toEqual({ reason: 'no-answer' });
    }
  });

  it('takes the oldest event that fits, and of its listeners the first', () => {
    const definition = define({
      steps: {
        pause: { type: 'wait', for: 'PT1H', paths: { next: 'reaction' } },
        reaction: {
          type: 'wait-for',
          events: [
            {
              event: 'B',
              path: 'big',
              where: { combinator: 'and', rules: [{ field: 'event.properties.n', operator: '>', value: 5 }] },
            },
            { event: 'B', path: 'any' },
            { event: 'A', path: 'a' },
          ],
          paths: { big: 'x', any: 'y', a: 'z' },
        },
        x: { type: 'wait', for: 'P1D', paths: { next: null } },
        y: { type: 'wait', for: 'P1D', paths: { next: null } },
        z: { type: 'wait', for: 'P1D', paths: { next: null } },
      },
    });
    const leads = (...events: [string, number][]) => {
      const run = passage(definition);
      run.enter();
      run.turn(monday + 1, ...events.map(([name, n], index) => event(name, monday + index, { n })));
      run.turn(monday + hour);
      return run.at();
    };
    expect(leads(['B', 9], ['A', 0])).toEqual(['x']);
    expect(leads(['B', 5], ['B', 9])).toEqual(['y']);
    expect(leads(['A', 9], ['B', 9])).toEqual(['z']);
  });
});

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
    expect(run.turn(morning).wakeAt).toBeUndefined(); // whoever performs it brings an input
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
