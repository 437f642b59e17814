import type { Condition, Rule } from '../../../core/condition/schema.ts';
import { changed, day, define, event, hour, monday, passage, settled } from './support/passage.ts';

const all = (...rules: Rule[]): Condition => ({ combinator: 'and', rules });
const of = (field: string, value: string | boolean): Rule => ({ field, operator: '=', value });
const isPro = all(of('customer.traits.plan', 'pro'));
const opened = all(of('messages.hello.opened', true));
const send = (next: string | null, more: object = {}) => ({
  type: 'send',
  channels: ['email'],
  template: 'nudge',
  paths: { next },
  ...more,
});
const rest = (length: string, next: string | null) => ({ type: 'wait', for: length, paths: { next } });

describe('an exit by condition', () => {
  const exit = [{ reason: 'pro', on: 'condition' as const, when: isPro }];
  const definition = define({ exit, steps: { pause: rest('P1D', 'hello'), hello: send(null) } });

  it('ends the run on entry, before it comes to any step', () => {
    const run = passage(definition, { traits: { plan: 'pro' } });
    const { finished, state } = run.enter();
    expect(finished).toEqual({ reason: 'pro' });
    expect(state.exit).toEqual({ reason: 'pro', at: monday, by: 'rule' });
  });

  it('ends the run when the customer changes, and on arrival at a step', () => {
    const told = passage(definition);
    told.enter();
    told.learn({ plan: 'pro' });
    expect(told.turn(monday + hour, changed).finished).toEqual({ reason: 'pro' });

    const untold = passage(definition);
    untold.enter();
    untold.learn({ plan: 'pro' });
    expect(untold.turn(monday + day)).toMatchObject({ finished: { reason: 'pro' }, state: { jobs: [] } });
  });

  it('takes back a message that was requested and has not begun', () => {
    const run = passage(definition);
    run.enter();
    run.turn(monday + day);
    expect(run.jobs(monday + day)).toHaveLength(1);
    run.learn({ plan: 'pro' });
    expect(run.turn(monday + day, changed)).toMatchObject({ finished: { reason: 'pro' }, state: { jobs: [] } });
  });
});

describe('a wait-for on a condition', () => {
  const definition = define({
    steps: {
      hello: send('reaction'),
      reaction: {
        type: 'wait-for',
        events: [{ event: 'Replied', path: 'replied' }],
        conditions: [
          { path: 'pro', when: isPro },
          { path: 'opened', when: opened },
        ],
        timeout: 'P1D',
        paths: { replied: 'replied', pro: 'pro', opened: 'opened', timeout: 'late' },
      },
      ...Object.fromEntries(['replied', 'pro', 'opened', 'late'].map((id) => [id, rest('P1D', null)])),
    },
  });
  const sent = () => {
    const run = passage(definition);
    run.enter();
    return run;
  };

  it('leaves on arrival if it holds then, but an event that was there comes before it', () => {
    const run = sent();
    run.learn({ plan: 'pro' });
    run.turn(monday, settled(1));
    expect(run.at()).toEqual(['pro']);

    const answered = sent();
    answered.learn({ plan: 'pro' });
    answered.turn(monday, event('Replied', monday), settled(1));
    expect(answered.at()).toEqual(['replied']);
  });

  it('leaves when the customer or the message comes to meet it', () => {
    const run = sent();
    run.turn(monday, settled(1));
    expect(run.at()).toEqual(['reaction']);
    run.engage('hello', { sent: true, opened: true });
    run.turn(monday + hour, event('Message Opened', monday + hour, { step: 'hello', journey_run_id: 'run' }));
    expect(run.at()).toEqual(['opened']);
  });

  it('comes before the timeout at the deadline itself, and else the timeout comes', () => {
    const met = sent();
    met.turn(monday, settled(1));
    met.learn({ plan: 'pro' });
    met.turn(monday + day);
    expect(met.at()).toEqual(['pro']);

    const unmet = sent();
    unmet.turn(monday, settled(1));
    unmet.turn(monday + day);
    expect(unmet.at()).toEqual(['late']);
  });
});

describe('a send with onlyIf', () => {
  const asked = (paths: object) =>
    passage(
      define({
        steps: { hello: send('next', { onlyIf: isPro, paths }), next: rest('P1D', null), no: rest('P1D', null) },
      }),
    );

  it('requests the message if it holds on arrival', () => {
    const run = asked({ next: 'next' });
    run.learn({ plan: 'pro' });
    run.enter();
    run.learn({ plan: 'free' }); // the claim asks again, the step does not
    expect(run.turn(monday + hour).state.jobs).toHaveLength(1);
  });

  it.each([
    [{ next: 'next', blocked: 'no' }, 'no'],
    [{ next: 'next' }, 'next'],
  ])('else goes on as blocked, by %j, and says which message was not requested', (paths, at) => {
    const run = asked(paths);
    const { state, blocked } = run.enter();
    expect(run.at()).toEqual([at]);
    expect(state.jobs).toEqual([]);
    expect(blocked).toEqual([
      { job: { visit: 1, step: 'hello', kind: 'deliver', requestedAt: monday }, rule: 'only-if' },
    ]);
  });
});

describe('engagement that is unknown', () => {
  const not: Condition = { combinator: 'and', not: true, rules: [of('messages.hello.opened', true)] };

  it.each([
    ['opened', opened, { opened: true }, 'yes'],
    ['not opened', opened, { opened: false }, 'else'],
    ['unknown', opened, { opened: undefined }, 'else'],
    ['not, of what is not opened', not, { opened: false }, 'yes'],
    ['not, of what is unknown', not, { opened: undefined }, 'else'],
  ])('takes the else path of a branch: %s', (_title, when, levels, path) => {
    const run = passage(
      define({
        steps: {
          pause: rest('PT1H', 'choice'),
          choice: { type: 'branch', branches: [{ path: 'yes', when }], paths: { yes: null, else: null } },
        },
      }),
    );
    run.enter();
    run.engage('hello', { sent: true, ...levels });
    const { visits } = run.turn(monday + hour);
    expect(visits.find(({ step }) => step === 'choice')?.path).toBe(path);
  });
});

describe('an event about a message of this run', () => {
  const clicked = (properties: Record<string, string>) => event('Message Clicked', monday + hour, properties);

  it.each([
    ['is heard', { step: 'hello', journey_run_id: 'run' }, []],
    ['of another step is not', { step: 'other', journey_run_id: 'run' }, ['reaction']],
    ['of another run is not', { step: 'hello', journey_run_id: 'other' }, ['reaction']],
    ['that names no run is not', {}, ['reaction']],
  ])('%s, in a keyed journey too and without a match', (_title, properties, at) => {
    const run = passage(
      define({
        key: { ref: 'event.properties.order' },
        steps: {
          hello: send('reaction'),
          reaction: {
            type: 'wait-for',
            events: [{ event: 'Message Clicked', message: 'hello', path: 'clicked' }],
            paths: { clicked: null },
          },
        },
      }),
      { key: 'o1' },
    );
    run.enter();
    run.turn(monday, settled(1));
    run.turn(monday + hour, clicked(properties));
    expect(run.at()).toEqual(at);
  });
});
