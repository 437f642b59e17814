import { type Draft, define, event, hour, minute, monday, passage } from '../../support/passage.ts';

const journey = define({
  exit: [{ on: 'event', event: 'Bought', reason: 'bought' }],
  steps: {
    settle: { type: 'wait', for: 'PT1H', paths: { next: 'reply' } },
    reply: {
      type: 'wait-for',
      events: [{ event: 'Replied', path: 'replied' }],
      timeout: 'P1D',
      paths: { replied: null, timeout: null },
    },
  },
});

/** An event that happened so long before the run's entry, and arrives five minutes after it. */
function late(name: string, before: number, byDevice = false): Draft {
  const sent = event(name, monday + 5 * minute) as Extract<Draft, { kind: 'event' }>;
  return { ...sent, event: { ...sent.event, timestamp: monday - before, byDevice } };
}

it.each([
  ['twenty minutes before the entry neither exits nor answers', 20 * minute, false, false],
  ['a year before the entry neither exits nor answers', 365 * 24 * hour, true, false],
  ['1,001 ms before, by a server, neither exits nor answers', 1_001, false, false],
  ['a second before, by a server, counts as after', 1_000, false, true],
  ['five minutes before, by a browser, counts as after', 5 * minute, true, true],
  ['more than five minutes before, by a browser, neither exits nor answers', 5 * minute + 1, true, false],
  ['at the same moment counts as after', 0, false, true],
])('what happened %s', (_what, before, byDevice, counts) => {
  const exits = passage(journey);
  exits.enter();
  expect(exits.turn(monday + 5 * minute, late('Bought', before, byDevice)).finished?.reason).toBe(
    counts ? 'bought' : undefined,
  );

  const answered = passage(journey);
  answered.enter();
  answered.turn(monday + 5 * minute, late('Replied', before, byDevice));
  const waits = answered.turn(monday + hour);
  expect(waits.finished?.reason).toBe(counts ? 'completed' : undefined); // looked back to, in a later turn
});
