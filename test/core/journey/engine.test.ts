import type { Condition } from '../../../core/condition/schema.ts';
import type { JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { day, deferred, define, event, hour, monday, passage, settled, waitThenSend } from './support/passage.ts';

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
    run.fail(2);
    expect(run.turn(monday + hour + 2, deferred(2, monday + day)).finished).toEqual({ reason: 'bought' });
  });

  it('waits for a job that was deferred and may have arrived all the same', () => {
    const run = passage(waitThenSend);
    run.enter();
    run.turn(monday + hour);
    run.begin(2);
    run.turn(monday + hour + 1, event('Order Completed', monday + hour + 1));
    const turn = run.turn(monday + hour + 2, deferred(2, monday + day));
    expect(turn).toMatchObject({ finished: undefined, wakeAt: monday + day });
    expect(run.jobs(monday + day)).toMatchObject([{ visit: 2 }]);
    expect(run.turn(monday + day, settled(2)).finished).toEqual({ reason: 'bought' });
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
