import { formatDuration } from '../base/format-duration.ts';
import { kindOfChannel } from '../journey/definition/channel-names.ts';

/** Of `GET /v1/status`, what the verdict looks at. */
export interface StatusFigures {
  readonly backlog: {
    readonly stuck: number;
    readonly overdue: number;
    readonly queued: number;
    readonly oldestInputAgeMs: number | null;
    readonly oldestQueuedAgeMs: number | null;
  };
  readonly stuckRuns: readonly { readonly id: string; readonly errorCode: string | null }[];
  readonly messages: readonly { readonly channel: string; readonly state: string; readonly messages: number }[];
  readonly retried: number;
  readonly unknown: number;
  readonly alarms: readonly { readonly channel: string; readonly code: string; readonly since: string }[];
  readonly unserved: readonly { readonly channel: string; readonly messages: number; readonly since: string }[];
  readonly channels: readonly string[];
  readonly killSwitches: readonly {
    readonly id: string;
    readonly reason: string;
    readonly setBy: string;
    readonly since: string;
  }[];
}

/** How many workers take runs and serve each kind of channel; or why that is not known. */
export type WorkerCounts =
  | { readonly runs: number; readonly channels: Readonly<Record<string, number>> }
  | { readonly unknown: string };

/** What a finding is about: a page that shows it says where to go. */
export type FindingSubject =
  | 'workers'
  | 'channel'
  | 'stopped'
  | 'stuck'
  | 'overdue'
  | 'failing'
  | 'unknown'
  | 'retried';

/** Something an operator should know. "wrong": needs a hand now. "note": look when there is time. */
export interface Finding {
  readonly severity: 'wrong' | 'note';
  readonly subject: FindingSubject;
  readonly what: string;
  readonly remedy: string;
}

/** Everything has its own, faster way; what takes longer than this is not on its way. */
const LATE_MS = 30_000;
/** Attempts that fail, of those that were made in the last hour: some always do. */
const FAILING_SHARE = 0.1;
const FAILING_LEAST = 5;

/** Pure: what is wrong, the worst first, each with what to do. Nothing: all is well. */
export function judgeStatus(status: StatusFigures, workers: WorkerCounts): readonly Finding[] {
  return [
    ...missingWorkers(status, workers),
    ...alarms(status),
    ...stopped(status),
    ...unserved(status, workers),
    ...backlogs(status, workers),
    ...messages(status),
  ];
}

function missingWorkers({ channels, unserved }: StatusFigures, workers: WorkerCounts): Finding[] {
  if ('unknown' in workers) {
    return [
      note(
        'workers',
        `workers can't be counted: ${workers.unknown}`,
        'Start it, or set TEMPORAL_ADDRESS to where it answers.',
      ),
    ];
  }
  if (workers.runs === 0) {
    return [wrong('workers', 'no worker runs: runs stand still', 'Start one: throughline worker.')];
  }
  return channels
    .filter((channel) => workers.channels[kindOfChannel(channel)] === 0)
    .filter((channel) => !unserved.some((each) => each.channel === channel)) // told with what waits
    .map((channel) =>
      wrong('channel', `no worker has a provider for ${channel}, and live journeys send by it`, setUp(channel)),
    );
}

function alarms(status: StatusFigures): Finding[] {
  return status.alarms.map(({ channel, code, since }) =>
    wrong(
      'channel',
      `the provider of ${channel} refuses us (${code}) since ${since.slice(0, 16).replace('T', ' ')} UTC: its messages wait`,
      'Look at the sender address, the login and the limits there; throughline run show has its words. Attempts go on by themselves.',
    ),
  );
}

function stopped({ killSwitches }: StatusFigures): Finding[] {
  return killSwitches.map(({ id, reason, setBy, since }) =>
    wrong(
      'stopped',
      `${id} is stopped since ${since.slice(0, 16).replace('T', ' ')} UTC by ${setBy} (${reason}): its messages wait`,
      `When it may go on: throughline resume ${id === 'workspace' ? 'all' : id}.`,
    ),
  );
}

function unserved({ unserved }: StatusFigures, workers: WorkerCounts): Finding[] {
  if (!('unknown' in workers) && workers.runs === 0) return []; // all of them wait for the same
  return unserved.map(({ channel, messages, since }) =>
    wrong(
      'channel',
      `${number(messages)} ${messages === 1 ? 'message waits' : 'messages wait'} for a worker that serves ${channel}, since ${since.slice(0, 16).replace('T', ' ')} UTC`,
      `${setUp(channel)} What waits for 24 hours, or THROUGHLINE_UNSERVED_HOURS, fails.`,
    ),
  );
}

/** What makes a worker serve a channel. */
function setUp(channel: string): string {
  if (channel === 'email') return 'Set THROUGHLINE_SMTP_URL for the workers.';
  if (channel === 'webhook') return 'Set THROUGHLINE_WEBHOOK_URL for the workers.';
  return 'Start a worker: throughline worker.';
}

function backlogs({ backlog, stuckRuns, alarms, unserved }: StatusFigures, workers: WorkerCounts): Finding[] {
  const found: Finding[] = [];
  const [stuck] = stuckRuns;
  if (stuck) {
    const code = stuck.errorCode === null ? '' : ` (${stuck.errorCode})`;
    found.push(
      wrong(
        'stuck',
        `${number(backlog.stuck)} ${backlog.stuck === 1 ? 'run is' : 'runs are'} stuck${code}`,
        `See why: throughline run show ${stuck.id}; fix it, then: throughline run retry ${stuck.id}.`,
      ),
    );
  }
  if ((backlog.oldestQueuedAgeMs ?? 0) > LATE_MS) {
    const since = formatDuration(backlog.oldestQueuedAgeMs ?? 0);
    found.push(
      wrong(
        'overdue',
        `Runs wait for their turn: ${number(backlog.queued)} queued, the oldest for ${since}`,
        'unknown' in workers
          ? 'Is Temporal up? Until it is back nothing is lost, and nothing moves.'
          : 'Temporal answers here, so look at the workers: a burst is worked off in order, but if this grows they are too few or hindered.',
      ),
    );
  } else if (backlog.overdue > 0 || (backlog.oldestInputAgeMs ?? 0) > LATE_MS) {
    const oldest = backlog.oldestInputAgeMs;
    const input = oldest === null ? '' : `, the oldest input has waited for ${formatDuration(oldest)}`;
    const what = `${number(backlog.overdue)} ${backlog.overdue === 1 ? 'run is' : 'runs are'} overdue${input}`;
    const waitsForChannel = alarms.length + unserved.length > 0 && (oldest ?? 0) <= LATE_MS;
    found.push(
      waitsForChannel
        ? note('overdue', what, 'A message of a channel that is named above keeps them; they go on with it.')
        : wrong('overdue', what, 'The workers are too few or hindered: look at their log and load, or start another.'),
    );
  }
  return found;
}

function messages({ messages, retried, unknown }: StatusFigures): Finding[] {
  const found: Finding[] = [];
  for (const channel of new Set(messages.map((each) => each.channel))) {
    const own = messages.filter((each) => each.channel === channel);
    const count = (...states: string[]) =>
      own.filter(({ state }) => states.includes(state)).reduce((sum, each) => sum + each.messages, 0);
    const failing = count('failed-temporarily', 'failed-permanently');
    const tried = failing + count('accepted', 'unknown');
    if (failing >= FAILING_LEAST && failing >= tried * FAILING_SHARE) {
      found.push(
        wrong(
          'failing',
          `${number(failing)} of ${number(tried)} messages by ${channel} fail`,
          'throughline run show says with which error; those that failed temporarily are tried again by themselves for a day.',
        ),
      );
    }
  }
  if (unknown > 0) {
    found.push(
      note(
        'unknown',
        `${number(unknown)} ${unknown === 1 ? 'message' : 'messages'} without an outcome to decide: they may have been sent or not`,
        'throughline messages unknown lists them. Ask the provider for their Message-ID, then: throughline messages resend or accept.',
      ),
    );
  }
  if (retried > 0 && found.every(({ severity }) => severity !== 'wrong')) {
    found.push(
      note('retried', `${number(retried)} failed temporarily and are tried again`, 'Nothing, unless they grow more.'),
    );
  }
  return found;
}

function wrong(subject: FindingSubject, what: string, remedy: string): Finding {
  return { severity: 'wrong', subject, what, remedy };
}

function note(subject: FindingSubject, what: string, remedy: string): Finding {
  return { severity: 'note', subject, what, remedy };
}

export function number(count: number): string {
  return count.toLocaleString('en-US');
}
