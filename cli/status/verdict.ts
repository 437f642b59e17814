import type { StatusAnswer } from '../../api/operations/service/get-status.ts';
import { formatDuration } from '../../core/base/format-duration.ts';
import { kindOfChannel } from '../../core/journey/definition/index.ts';
import type { Workers } from './pollers.ts';

/** Something an operator should know. "wrong": needs a hand now. "note": look when there is time. */
export interface Finding {
  readonly severity: 'wrong' | 'note';
  readonly what: string;
  readonly remedy: string;
}

/** Everything has its own, faster way; what takes longer than this is not on its way. */
const LATE_MS = 30_000;
/** Attempts that fail, of those that were made in the last hour: some always do. */
const FAILING_SHARE = 0.1;
const FAILING_LEAST = 5;

/** Pure: what is wrong, the worst first, each with what to do. Nothing: all is well. */
export function judgeStatus(status: StatusAnswer, workers: Workers): readonly Finding[] {
  return [
    ...missingWorkers(status, workers),
    ...alarms(status),
    ...stopped(status),
    ...unserved(status, workers),
    ...backlogs(status, workers),
    ...messages(status),
  ];
}

function missingWorkers({ channels, unserved }: StatusAnswer, workers: Workers): Finding[] {
  if ('unknown' in workers) {
    return [
      note(`workers can't be counted: ${workers.unknown}`, 'Start it, or set TEMPORAL_ADDRESS to where it answers.'),
    ];
  }
  if (workers.runs === 0) {
    return [wrong('no worker runs: runs stand still', 'Start one: throughline worker.')];
  }
  return channels
    .filter((channel) => workers.channels[kindOfChannel(channel)] === 0)
    .filter((channel) => !unserved.some((each) => each.channel === channel)) // told with what waits
    .map((channel) => wrong(`no worker has a provider for ${channel}, and live journeys send by it`, setUp(channel)));
}

function alarms(status: StatusAnswer): Finding[] {
  return status.alarms.map(({ channel, code, since }) =>
    wrong(
      `the provider of ${channel} refuses us (${code}) since ${since.slice(0, 16).replace('T', ' ')} UTC: its messages wait`,
      'Look at the sender address, the login and the limits there; throughline run show has its words. Attempts go on by themselves.',
    ),
  );
}

function stopped({ killSwitches }: StatusAnswer): Finding[] {
  return killSwitches.map(({ id, reason, setBy, since }) =>
    wrong(
      `${id} is stopped since ${since.slice(0, 16).replace('T', ' ')} UTC by ${setBy} (${reason}): its messages wait`,
      `When it may go on: throughline resume ${id === 'workspace' ? 'all' : id}.`,
    ),
  );
}

function unserved({ unserved }: StatusAnswer, workers: Workers): Finding[] {
  if (!('unknown' in workers) && workers.runs === 0) return []; // all of them wait for the same
  return unserved.map(({ channel, messages, since }) =>
    wrong(
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

function backlogs({ backlog, stuckRuns }: StatusAnswer, workers: Workers): Finding[] {
  const found: Finding[] = [];
  const [stuck] = stuckRuns;
  if (stuck) {
    const code = stuck.errorCode === null ? '' : ` (${stuck.errorCode})`;
    found.push(
      wrong(
        `${number(backlog.stuck)} ${backlog.stuck === 1 ? 'run is' : 'runs are'} stuck${code}`,
        `See why: throughline run show ${stuck.id}; fix it, then: throughline run retry ${stuck.id}.`,
      ),
    );
  }
  if ((backlog.oldestQueuedAgeMs ?? 0) > LATE_MS) {
    const since = formatDuration(backlog.oldestQueuedAgeMs ?? 0);
    found.push(
      wrong(
        `Runs wait for their turn: ${number(backlog.queued)} queued, the oldest for ${since}`,
        'unknown' in workers
          ? 'Is Temporal up? Until it is back nothing is lost, and nothing moves.'
          : 'Temporal answers here, so look at the workers: a burst is worked off in order, but if this grows they are too few or hindered.',
      ),
    );
  } else if (backlog.overdue > 0 || (backlog.oldestInputAgeMs ?? 0) > LATE_MS) {
    const oldest = backlog.oldestInputAgeMs;
    const input = oldest === null ? '' : `, the oldest input has waited for ${formatDuration(oldest)}`;
    found.push(
      wrong(
        `${number(backlog.overdue)} ${backlog.overdue === 1 ? 'run is' : 'runs are'} overdue${input}`,
        'The workers are too few or hindered: look at their log and load, or start another.',
      ),
    );
  }
  return found;
}

function messages({ messages, retried, unknown }: StatusAnswer): Finding[] {
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
          `${number(failing)} of ${number(tried)} messages by ${channel} fail`,
          'throughline run show says with which error; those that failed temporarily are tried again by themselves for a day.',
        ),
      );
    }
  }
  if (unknown > 0) {
    found.push(
      note(
        `${number(unknown)} ${unknown === 1 ? 'message' : 'messages'} without an outcome to decide: they may have been sent or not`,
        'throughline messages unknown lists them. Ask the provider for their Message-ID, then: throughline messages resend or accept.',
      ),
    );
  }
  if (retried > 0 && found.every(({ severity }) => severity !== 'wrong')) {
    found.push(note(`${number(retried)} failed temporarily and are tried again`, 'Nothing, unless they grow more.'));
  }
  return found;
}

function wrong(what: string, remedy: string): Finding {
  return { severity: 'wrong', what, remedy };
}

function note(what: string, remedy: string): Finding {
  return { severity: 'note', what, remedy };
}

export function number(count: number): string {
  return count.toLocaleString('en-US');
}
