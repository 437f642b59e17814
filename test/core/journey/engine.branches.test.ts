import { day, define, event, hour, minute, monday, passage, settled } from './support/passage.ts';

const send = (next: string | null) => ({ type: 'send', channels: ['email'], template: 'nudge', paths: { next } });
const rest = (length: string, next: string | null) => ({ type: 'wait', for: length, paths: { next } });
const join = (next: string | null) => ({ type: 'join', paths: { next } });

describe('a parallel', () => {
  it('goes on along all of its paths at once, each with a token, and the run ends with the last of them', () => {
    const run = passage(
      define({
        steps: {
          both: { type: 'parallel', paths: { short: 'hour', long: 'day', none: null } },
          hour: rest('PT1H', null),
          day: rest('P1D', null),
        },
      }),
    );
    const entered = run.enter();
    expect(run.at()).toEqual(['hour', 'day']);
    expect(entered.visits[0]).toMatchObject({ step: 'both', path: 'all', leftAt: monday });
    expect(entered).toMatchObject({
      wakeAt: monday + hour,
      label: 'hour: waiting until 2026-03-02 09:00 UTC; day: waiting until 2026-03-03 08:00 UTC',
    });
    expect(run.turn(monday + hour)).toMatchObject({ finished: undefined, wakeAt: monday + day });
    expect(run.turn(monday + day).finished).toEqual({ reason: 'completed' });
  });

  it('is swept by an exit with all of its branches, and only a message that has begun is awaited', () => {
    const run = passage(
      define({
        exit: [{ reason: 'left', on: 'event', event: 'Left' }],
        steps: {
          both: { type: 'parallel', paths: { one: 'first', two: 'second', three: 'pause' } },
          first: send(null),
          second: send(null),
          pause: rest('P1D', null),
        },
      }),
    );
    run.enter();
    expect(run.jobs(monday).map(({ step }) => step)).toEqual(['first', 'second']);
    run.begin(3);
    const left = run.turn(monday + minute, event('Left', monday + minute));
    expect(left.state).toMatchObject({ tokens: [], jobs: [{ step: 'second' }] });
    expect(run.turn(monday + hour, settled(3)).finished).toEqual({ reason: 'left' });
  });

  it('has a limit of branches that are named in its label', () => {
    const names = Array.from({ length: 8 }, (_, index) => `s${index}`);
    const steps = Object.fromEntries(names.map((name) => [name, rest('P1D', null)]));
    const paths = Object.fromEntries(names.map((name) => [name, name]));
    const { label } = passage(define({ steps: { all: { type: 'parallel', paths }, ...steps }, start: 'all' })).enter();
    expect(label).toMatch(/^s0: .*; s4: [^;]*; and 3 more$/);
  });
});

describe('a join', () => {
  const joined = define({
    steps: {
      both: { type: 'parallel', paths: { short: 'hour', long: 'day' } },
      hour: rest('PT1H', 'together'),
      day: rest('P1D', 'together'),
      together: join('after'),
      after: send(null),
    },
  });

  it('waits for each branch, and goes on once', () => {
    const run = passage(joined);
    run.enter();
    expect(run.turn(monday + hour).label).toContain('together: waiting for the other branches');
    expect(run.at()).toEqual(['day', 'together']);
    const { visits, state } = run.turn(monday + day);
    expect(run.at()).toEqual(['after']);
    const left = visits.filter(({ step, leftAt }) => step === 'together' && leftAt === monday + day);
    expect(left.map(({ visit, path }) => `${visit} by ${path}`).sort()).toEqual(['4 by next', '5 by next']);
    expect(state).toMatchObject({ tokens: [{ forks: [] }], jobs: [{ step: 'after' }] });
  });

  it('does not wait for a branch that ended or can not come any more', () => {
    const run = passage(
      define({
        steps: {
          both: { type: 'parallel', paths: { short: 'hour', asked: 'question', gone: null } },
          hour: rest('PT1H', 'together'),
          question: {
            type: 'wait-for',
            events: [{ event: 'Yes', path: 'yes' }],
            timeout: 'P1D',
            paths: { yes: 'elsewhere', timeout: 'together' },
          },
          elsewhere: rest('P1M', null),
          together: join('after'),
          after: rest('P1D', null),
        },
      }),
    );
    run.enter();
    run.turn(monday + hour);
    expect(run.at()).toEqual(['question', 'together']);
    run.turn(monday + 2 * hour, event('Yes', monday + 2 * hour));
    expect(run.at()).toEqual(['elsewhere', 'after']);
  });

  it('closes the inner of two forks first, and one join may close both', () => {
    const nested = (inner: string) =>
      passage(
        define({
          steps: {
            outer: { type: 'parallel', paths: { left: 'inner', right: 'day' } },
            inner: { type: 'parallel', paths: { a: 'minute', b: 'hour' } },
            minute: rest('PT1M', inner),
            hour: rest('PT1H', inner),
            day: rest('P1D', 'all'),
            ...(inner === 'all' ? {} : { some: join('onward') }),
            ...(inner === 'all' ? {} : { onward: rest('PT1H', 'all') }),
            all: join('end'),
            end: rest('PT1H', null),
          },
        }),
      );
    const two = nested('some');
    two.enter();
    two.turn(monday + minute);
    two.turn(monday + hour);
    expect(two.at()).toEqual(['day', 'onward']);
    expect(two.state().tokens.map(({ forks }) => forks)).toEqual([[1], [1]]);
    two.turn(monday + 2 * hour);
    two.turn(monday + day);
    expect(two.at()).toEqual(['end']);

    const one = nested('all');
    one.enter();
    one.turn(monday + minute);
    one.turn(monday + hour);
    expect(one.at()).toEqual(['day', 'all', 'all']);
    one.turn(monday + day);
    expect(one.at()).toEqual(['end']);
    expect(one.state().tokens).toMatchObject([{ forks: [] }]);
  });

  it('sees behind it what any branch saw: an answer to one branch is not missed because the other sent later', () => {
    const run = passage(
      define({
        steps: {
          both: { type: 'parallel', paths: { now: 'first', later: 'pause' } },
          first: send('together'),
          pause: rest('PT1H', 'second'),
          second: send('together'),
          together: join('answer'),
          answer: { type: 'wait-for', events: [{ event: 'Replied', path: 'replied' }], paths: { replied: null } },
        },
      }),
    );
    run.enter();
    run.turn(monday, settled(2));
    run.turn(monday + minute, event('Replied', monday + minute));
    run.turn(monday + hour);
    const [job] = run.jobs(monday + hour);
    expect(run.turn(monday + hour, settled(job?.visit as number)).finished).toEqual({ reason: 'completed' });
  });

  it('lets a token pass that comes from no parallel', () => {
    const run = passage(define({ steps: { first: join('onward'), onward: rest('PT1H', null) } }));
    run.enter();
    expect(run.at()).toEqual(['onward']);
  });
});
