import type { StatusAnswer } from '../../../api/operations/service/get-status.ts';
import { statusInWords } from '../../../cli/format/status-words.ts';
import { judgeStatus } from '../../../core/status/verdict.ts';

const well: StatusAnswer = {
  version: '0.1.0',
  now: '2026-11-22T19:27:34.000Z',
  openRuns: { total: 1_204, estimated: false, byVersion: [{ journey: 'welcome', version: 1, runs: 1_204 }] },
  backlog: { stuck: 0, overdue: 0, oldestInputAgeMs: 200, queued: 3, oldestQueuedAgeMs: 2_000 },
  stuckRuns: [],
  messages: [
    { channel: 'email', state: 'accepted', messages: 96 },
    { channel: 'email', state: 'failed-temporarily', messages: 4 },
    { channel: 'webhook', state: 'blocked', messages: 2 },
  ],
  retried: 0,
  unknown: 0,
  alarms: [],
  unserved: [],
  killSwitches: [],
  events: { lastMinute: 12, lastHour: 1_000_000 },
  latencies: { clickToAcceptance: { measured: 1_204, p50Ms: 14, p99Ms: 1_430 }, acceptanceToProvider: null },
  channels: ['email'],
  processes: [
    {
      role: 'api',
      version: '0.1.0',
      host: 'web-1',
      since: '2026-11-21T08:00:00.000Z',
      lastSeen: '2026-11-22T19:27:31.000Z',
    },
    {
      role: 'worker',
      version: '0.2.0',
      host: 'work-1',
      since: '2026-11-22T18:00:00.000Z',
      lastSeen: '2026-11-22T19:27:33.000Z',
    },
  ],
};
const workers = { address: 'temporal:7233', runs: 2, channels: { email: 2, webhook: 0 } };
const stuckRun = {
  id: 'r1',
  journey: 'welcome',
  stuckAt: '2026-11-22T19:00:00.000Z',
  errorId: 'e1',
  errorCode: 'template-gone',
};
const found = (status: Partial<StatusAnswer>, polled: Parameters<typeof judgeStatus>[1] = workers) =>
  judgeStatus({ ...well, ...status }, polled).map(({ severity, what }) => `${severity}: ${what}`);
const backlog = (more: Partial<StatusAnswer['backlog']>) => ({ backlog: { ...well.backlog, ...more } });

it('a few late things, a few failures, a channel nobody uses: all is well', () => {
  expect(judgeStatus(well, workers)).toEqual([]);
});

it.each<[string, Partial<StatusAnswer>, RegExp]>([
  ['a stuck run', { ...backlog({ stuck: 1 }), stuckRuns: [stuckRun] }, /^wrong: 1 run is stuck \(template-gone\)$/],
  [
    'an outbox that stands still',
    backlog({ queued: 1_200, oldestQueuedAgeMs: 95_000 }),
    /^wrong: .*1,200 .*1 minute 35 seconds$/,
  ],
  ['overdue runs', backlog({ overdue: 2 }), /^wrong: 2 runs are overdue/],
  ['an input that waits', backlog({ oldestInputAgeMs: 61_000 }), /^wrong: .*waited for 1 minute 1 second$/],
  [
    'a channel that fails',
    {
      messages: [
        { channel: 'email', state: 'failed-permanently', messages: 6 },
        { channel: 'email', state: 'accepted', messages: 20 },
      ],
    },
    /^wrong: 6 of 26 messages by email fail$/,
  ],
  ['unknown outcomes', { unknown: 1 }, /^note: 1 message without an outcome to decide/],
  [
    'a provider that refuses us',
    {
      alarms: [
        {
          channel: 'email',
          code: 'smtp-530',
          errorId: null,
          since: '2026-11-23T09:00:00.000Z',
          lastAt: '2026-11-23T09:30:00.000Z',
        },
      ],
    },
    /^wrong: the provider of email refuses us \(smtp-530\) since 2026-11-23 09:00 UTC/,
  ],
  [
    'a channel that no worker serves',
    { unserved: [{ channel: 'email', messages: 1_200, since: '2026-11-23T09:00:00.000Z' }] },
    /^wrong: 1,200 messages wait for a worker that serves email, since 2026-11-23 09:00 UTC$/,
  ],
  ['retries', { retried: 3 }, /^note: 3 failed temporarily/],
])('%s is reported', (_what, status, expected) => {
  expect(found(status)).toEqual([expect.stringMatching(expected)]);
});

it('runs that a named channel keeps are no sign of too few workers, unless inputs wait, too', () => {
  const unserved = [{ channel: 'email', messages: 40, since: '2026-11-23T09:00:00.000Z' }];
  expect(found({ unserved, ...backlog({ overdue: 40 }) })[1]).toMatch(/^note: 40 runs are overdue/);
  expect(found({ unserved, ...backlog({ overdue: 40, oldestInputAgeMs: 61_000 }) })[1]).toMatch(/^wrong: 40 runs/);
});

it('no worker is wrong, a channel in use without one too; a Temporal that does not answer is only a note', () => {
  expect(found({}, { ...workers, runs: 0 })).toEqual([expect.stringMatching(/^wrong: no worker runs/)]);
  expect(found({}, { ...workers, channels: { email: 0, webhook: 0 } })).toEqual([
    expect.stringMatching(/^wrong: no worker has a provider for email/),
  ]);
  const unserved = [{ channel: 'email', messages: 1, since: '2026-11-23T09:00:00.000Z' }];
  expect(found({ unserved }, { ...workers, channels: { email: 0, webhook: 0 } })).toEqual([
    expect.stringMatching(/^wrong: 1 message waits for a worker that serves email/),
  ]);
  expect(found({ unserved }, { ...workers, runs: 0 })).toEqual([expect.stringMatching(/^wrong: no worker runs/)]);
  expect(found({}, { unknown: 'Temporal does not answer at t:7233' })).toEqual([
    "note: workers can't be counted: Temporal does not answer at t:7233",
  ]);
});

it('an outbox that stands still is reported with where to look: at Temporal, or at the workers', () => {
  const remedies = (polled: Parameters<typeof judgeStatus>[1]) =>
    judgeStatus({ ...well, ...backlog({ oldestQueuedAgeMs: 40_000 }) }, polled).map(({ remedy }) => remedy);
  expect(remedies(workers)).toEqual([expect.stringContaining('look at the workers')]);
  expect(remedies({ unknown: 'Temporal does not answer' })).toContainEqual(expect.stringContaining('Is Temporal up?'));
});

it('reads as lines for a terminal: the verdict first, each fault with what to do', () => {
  const status = { ...well, ...backlog({ stuck: 1 }), stuckRuns: [stuckRun] };
  expect(statusInWords('http://api', status, workers, judgeStatus(status, workers)).join('\n')).toBe(
    `One thing is wrong:
  - 1 run is stuck (template-gone)
    See why: throughline run show r1; fix it, then: throughline run retry r1.

API         http://api, version 0.1.0, at 2026-11-22 19:27:34 UTC
Workers     2 for runs, 2 for email, none for webhook (Temporal at temporal:7233)
Processes   2
              api on web-1      version 0.1.0, since 2026-11-21 08:00:00 UTC, last seen 19:27:31
              worker on work-1  version 0.2.0, since 2026-11-22 18:00:00 UTC, last seen 19:27:33
Events      1,000,000 or more in the last hour, 12 in the last minute
Latency     click to acceptance: p50 14 ms, p99 1.4 s (1,204 of the last hour)
            acceptance to provider: nothing measured in the last hour
Open runs   1,204
              welcome v1  1,204
Stuck       1, since 2026-11-22 19:00:00 UTC
Overdue     none
Inputs      the oldest has waited for under a second
Outbox      3 queued, oldest 2 seconds
Messages    of the last hour
              email    96 accepted, 4 failed temporarily
              webhook  2 blocked by a rule`,
  );
  expect(statusInWords('http://api', well, workers, [])[0]).toBe('All is well.');
});
