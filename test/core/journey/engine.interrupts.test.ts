import type { Condition } from '../../../core/condition/schema.ts';
import type { InterruptRule, JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { changed, day, define, event, hour, minute, monday, passage, settled } from './support/passage.ts';

const send = (next: string | null) => ({ type: 'send', channels: ['email'], template: 'nudge', paths: { next } });
const rest = (length: string, next: string | null) => ({ type: 'wait', for: length, paths: { next } });
const is = (field: string, value: string | boolean): Condition => ({
  combinator: 'and',
  rules: [{ field, operator: '=', value }],
});
const isPro = is('customer.traits.plan', 'pro');
const prices = { id: 'prices', on: 'event', event: 'Pricing Viewed' } as const;
const seen = (at: number) => event('Pricing Viewed', at);

/** hello ▸ a day ▸ day-3 ▸ an hour; beside it, at the word of an interrupt: alert. */
const journey = (on: readonly InterruptRule[], parts: Partial<JourneyDefinition> = {}): JourneyDefinition =>
  define({
    on: [...on],
    steps: {
      hello: send('pause'),
      pause: rest('P1D', 'day-3'),
      'day-3': send('end'),
      end: rest('PT1H', null),
      alert: send(null),
      later: rest('P1D', null),
    },
    ...parts,
  });

function waiting(definition: JourneyDefinition) {
  const run = passage(definition);
  run.enter();
  run.turn(monday, settled(1));
  return run;
}

describe('an interrupt that skips', () => {
  it('lets a step still to come be left by next on arrival, and no message is requested', () => {
    const run = waiting(journey([{ ...prices, skip: ['day-3'] }]));
    run.turn(monday + hour, seen(monday + hour));
    expect(run.at()).toEqual(['pause']);
    expect(run.state()).toMatchObject({
      skipped: { 'day-3': { by: 'prices', at: monday + hour } },
      interrupts: { prices: { times: 1, at: monday + hour } },
    });
    const { visits, state } = run.turn(monday + day);
    expect(run.at()).toEqual(['end']);
    expect(visits).toContainEqual(expect.objectContaining({ step: 'day-3', path: 'next', leftAt: monday + day }));
    expect(state.jobs).toEqual([]);
  });

  it('lets the step be left at once where a token waits there, and takes a message back that has not begun', () => {
    const run = waiting(journey([{ ...prices, skip: ['day-3'] }]));
    run.turn(monday + day);
    expect(run.jobs(monday + day)).toHaveLength(1);
    run.turn(monday + day + minute, seen(monday + day + minute));
    expect(run.at()).toEqual(['end']);
    expect(run.jobs(monday + day + minute)).toEqual([]);
  });

  it('recalls no message that has begun: the run goes on, and awaits its outcome before it ends', () => {
    const run = waiting(journey([{ ...prices, skip: ['day-3'] }]));
    run.turn(monday + day);
    run.begin(3);
    run.turn(monday + day + minute, seen(monday + day + minute));
    expect(run.at()).toEqual(['end']);
    const atEnd = run.turn(monday + day + minute + hour);
    expect(atEnd).toMatchObject({ finished: undefined, label: expect.stringContaining('is awaited') });
    expect(run.turn(monday + 2 * day, settled(3)).finished).toEqual({ reason: 'completed' });
  });
});

describe('an interrupt that opens a side path', () => {
  it('goes on beside the main path, and the run ends when both have ended', () => {
    const run = waiting(journey([{ ...prices, skip: ['day-3'], do: 'alert' }]));
    run.turn(monday + hour, seen(monday + hour));
    expect(run.at()).toEqual(['pause', 'alert']);
    expect(run.state().tokens[1]).toMatchObject({ side: 'prices', forks: [] });
    run.turn(monday + day);
    expect(run.turn(monday + day + hour).finished).toBeUndefined();
    const [alert] = run.jobs(monday + day + hour);
    expect(run.turn(monday + 2 * day, settled(alert?.visit as number)).finished).toEqual({ reason: 'completed' });
  });

  it('looks back to nothing that came before it, the event that opened it included', () => {
    const question = { type: 'wait-for', events: [{ event: 'Pricing Viewed', path: 'again' }], paths: { again: null } };
    const definition = journey([{ ...prices, do: 'question' }]);
    const run = waiting({ ...definition, steps: { ...definition.steps, question } });
    run.turn(monday + hour, seen(monday + hour));
    expect(run.at()).toEqual(['pause', 'question']);
    run.turn(monday + 2 * hour, seen(monday + 2 * hour));
    expect(run.at()).toEqual(['pause']);
  });

  it('is swept by an exit, and an exit at the same event comes before it', () => {
    const exit = [
      { reason: 'left', on: 'event' as const, event: 'Left' },
      { reason: 'pro', on: 'event' as const, event: 'Pricing Viewed', where: isPro },
    ];
    const run = waiting(journey([{ ...prices, do: 'later' }], { exit }));
    run.turn(monday + hour, seen(monday + hour));
    expect(run.turn(monday + hour, event('Left', monday + hour)).finished).toEqual({ reason: 'left' });

    const pro = waiting(journey([{ ...prices, do: 'later' }], { exit }));
    pro.learn({ plan: 'pro' });
    const { finished, state } = pro.turn(monday + hour, seen(monday + hour));
    expect(finished).toEqual({ reason: 'pro' });
    expect(state.interrupts).toBeUndefined();
  });
});

describe('an interrupt that jumps', () => {
  it('ends the main path with all of its branches and goes on at the step; a side path stays', () => {
    const run = passage(
      define({
        on: [
          { ...prices, do: 'later' },
          { id: 'bought', on: 'event', event: 'Bought', jump: 'thanks' },
        ],
        steps: {
          both: { type: 'parallel', paths: { one: 'first', two: 'pause' } },
          first: send(null),
          pause: rest('P1D', null),
          later: rest('P1D', null),
          thanks: rest('PT1H', null),
        },
      }),
    );
    run.enter();
    run.turn(monday, seen(monday));
    const { visits } = run.turn(monday + hour, event('Bought', monday + hour));
    expect(run.at()).toEqual(['later', 'thanks']);
    expect(run.jobs(monday + hour)).toEqual([]);
    expect(visits.filter(({ path, leftAt }) => leftAt !== undefined && path === undefined)).toHaveLength(2);
    run.turn(monday + 2 * hour);
    const again = run.turn(monday + 3 * hour, event('Bought', monday + 3 * hour));
    expect({ at: run.at(), jumped: again.state.interrupts?.bought?.times }).toEqual({ at: ['later'], jumped: 1 });
  });

  it('leaves nothing of the main path to jump from once that has ended', () => {
    const run = waiting(
      journey([
        { ...prices, do: 'later' },
        { id: 'bought', on: 'event', event: 'Bought', jump: 'end' },
      ]),
    );
    run.turn(monday + day - minute, seen(monday + day - minute));
    run.turn(monday + day);
    run.turn(monday + day, settled(4));
    run.turn(monday + day + hour);
    expect(run.at()).toEqual(['later']);
    run.turn(monday + day + hour, event('Bought', monday + day + hour));
    expect(run.at()).toEqual(['later']);
  });
});

describe('an interrupt', () => {
  it('acts once a run, and with `repeat` each time, but not while its side path is under way', () => {
    const once = waiting(journey([{ ...prices, do: 'alert' }]));
    const repeated = waiting(journey([{ ...prices, do: 'alert', repeat: true }]));
    for (const run of [once, repeated]) {
      run.turn(monday + 1, seen(monday + 1));
      run.turn(monday + 2, seen(monday + 2));
      const [alert] = run.jobs(monday + 2);
      run.turn(monday + 3, settled(alert?.visit as number));
      run.turn(monday + 4, seen(monday + 4));
    }
    expect(once.at()).toEqual(['pause']);
    expect(repeated.at()).toEqual(['pause', 'alert']);
    expect(repeated.state().interrupts).toEqual({ prices: { times: 2, at: monday + 4 } });
  });

  it('by an event acts only while `when` holds of the run at that moment', () => {
    const when = is('messages.hello.opened', true);
    const run = waiting(journey([{ ...prices, when, skip: ['day-3'] }]));
    run.turn(monday + 1, seen(monday + 1));
    expect(run.state().skipped).toBeUndefined();
    expect(run.state().interrupts).toEqual({ prices: { times: 0, refusedAt: monday + 1 } });
    run.engage('hello', { sent: true, opened: true });
    run.turn(monday + 2);
    expect(run.state().skipped).toBeUndefined();
    run.turn(monday + 3, seen(monday + 3));
    expect(run.state().skipped).toEqual({ 'day-3': { by: 'prices', at: monday + 3 } });
  });

  it('by a condition acts when that comes to hold, or holds on entry', () => {
    const rule: InterruptRule = { id: 'pro', on: 'condition', when: isPro, jump: 'end' };
    const run = waiting(journey([rule]));
    expect(run.at()).toEqual(['pause']);
    run.learn({ plan: 'pro' });
    run.turn(monday + hour, changed);
    expect(run.at()).toEqual(['end']);

    const born = passage(journey([rule]), { traits: { plan: 'pro' } });
    born.enter();
    expect(born.at()).toEqual(['end']);
  });

  it('by a condition with `repeat` acts again only after the condition was false', () => {
    const run = waiting(journey([{ id: 'pro', on: 'condition', when: isPro, do: 'alert', repeat: true }]));
    const become = (plan: string, now: number) => {
      run.learn({ plan });
      run.turn(now, changed);
      for (const { visit } of run.jobs(now)) run.turn(now, settled(visit));
      return run.state().interrupts?.pro?.times ?? 0;
    };
    expect(become('free', monday + 1)).toBe(0);
    expect(become('pro', monday + 2)).toBe(1);
    expect(become('pro', monday + 3)).toBe(1);
    expect(become('free', monday + 4)).toBe(1);
    expect(become('pro', monday + 5)).toBe(2);
  });
});

describe('an event that an interrupt has acted on', () => {
  it('still serves the wait-for at which the run waits', () => {
    const definition = journey([{ ...prices, skip: ['day-3'] }]);
    const pause = { type: 'wait-for', events: [{ event: 'Pricing Viewed', path: 'seen' }], paths: { seen: 'day-3' } };
    const run = waiting({ ...definition, steps: { ...definition.steps, pause } });
    run.turn(monday + hour, seen(monday + hour));
    expect(run.at()).toEqual(['end']);
  });
});
