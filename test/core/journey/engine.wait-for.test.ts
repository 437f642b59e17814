import { day, define, event, hour, minute, monday, passage, settled } from './support/passage.ts';

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
