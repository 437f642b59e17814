import type { StatusAnswer } from '../../api/operations/service/get-status.ts';
import { formatDuration } from '../../core/base/format-duration.ts';
import { latencyInWords } from '../../core/status/latency-words.ts';
import { type Finding, number } from '../../core/status/verdict.ts';
import { COUNTED_UP_TO } from '../../store/measurement/backlog.ts';
import type { Workers } from '../status/pollers.ts';

/** The status as lines for a terminal: the verdict, what to do about it, then the figures. */
export function statusInWords(
  apiUrl: string,
  status: StatusAnswer,
  workers: Workers,
  findings: readonly Finding[],
): string[] {
  const { backlog, events, openRuns, version, now } = status;
  const wrong = findings.filter(({ severity }) => severity === 'wrong');
  const notes = findings.filter(({ severity }) => severity === 'note');
  const told = ({ what, remedy }: Finding) => [`  - ${what}`, `    ${remedy}`];
  const stuck = backlog.stuck === 0 ? 'none' : `${most(backlog.stuck)}, since ${utc(status.stuckRuns[0]?.stuckAt)}`;
  return [
    wrong.length === 0
      ? 'All is well.'
      : wrong.length === 1
        ? 'One thing is wrong:'
        : `${wrong.length} things are wrong:`,
    ...wrong.flatMap(told),
    ...(notes.length > 0 ? ['', 'To know:', ...notes.flatMap(told)] : []),
    '',
    row('API', `${apiUrl}, version ${version}, at ${utc(now)}`),
    row('Workers', workersInWords(workers)),
    row('Processes', status.processes.length === 0 ? 'none with a heartbeat' : number(status.processes.length)),
    ...table(status.processes.map(processInWords)),
    row('Events', `${most(events.lastHour)} in the last hour, ${most(events.lastMinute)} in the last minute`),
    row('Latency', latencyLine('click to acceptance', status.latencies.clickToAcceptance)),
    row('', latencyLine('acceptance to provider', status.latencies.acceptanceToProvider)),
    row('Open runs', `${openRuns.estimated ? 'about ' : ''}${number(openRuns.total)}`),
    ...table(openRuns.byVersion.map(({ journey, version: of, runs }) => [`${journey} v${of}`, number(runs)])),
    row('Stuck', stuck),
    row('Overdue', backlog.overdue === 0 ? 'none' : most(backlog.overdue)),
    row(
      'Inputs',
      backlog.oldestInputAgeMs === null
        ? 'none waits'
        : `the oldest has waited for ${formatDuration(backlog.oldestInputAgeMs)}`,
    ),
    row(
      'Outbox',
      backlog.oldestQueuedAgeMs === null
        ? 'empty'
        : `${most(backlog.queued)} queued, oldest ${formatDuration(backlog.oldestQueuedAgeMs)}`,
    ),
    row('Messages', status.messages.length === 0 ? 'none in the last hour' : 'of the last hour'),
    ...table([...new Set(status.messages.map(({ channel }) => channel))].map((id) => [id, outcomes(status, id)])),
  ];
}

function latencyLine(name: string, latency: StatusAnswer['latencies'][keyof StatusAnswer['latencies']]): string {
  if (latency === null) return `${name}: nothing measured in the last hour`;
  const { p50Ms, p99Ms, measured } = latency;
  return `${name}: p50 ${latencyInWords(p50Ms)}, p99 ${latencyInWords(p99Ms)} (${number(measured)} of the last hour)`;
}

function workersInWords(workers: Workers): string {
  if ('unknown' in workers) return `not known: ${workers.unknown}`;
  const channels = Object.entries(workers.channels).map(([id, count]) => `${count || 'none'} for ${id}`);
  return `${[`${workers.runs || 'none'} for runs`, ...channels].join(', ')} (Temporal at ${workers.address})`;
}

function processInWords({ role, host, version, since, lastSeen }: StatusAnswer['processes'][number]): [string, string] {
  return [`${role} on ${host}`, `version ${version}, since ${utc(since)}, last seen ${lastSeen.slice(11, 19)}`];
}

const stateInWords: Readonly<Record<StatusAnswer['messages'][number]['state'], string>> = {
  requested: 'waiting for an attempt',
  accepted: 'accepted',
  claimed: 'under way',
  sending: 'under way',
  blocked: 'blocked by a rule',
  deferred: 'deferred by a rule',
  'failed-temporarily': 'failed temporarily',
  'failed-permanently': 'failed permanently',
  unknown: 'unknown',
  observed: 'observed',
};

function outcomes({ messages }: StatusAnswer, channel: string): string {
  const sums = new Map<string, number>();
  for (const { state, messages: count } of messages.filter((each) => each.channel === channel))
    sums.set(stateInWords[state], (sums.get(stateInWords[state]) ?? 0) + count);
  return [...sums].map(([state, count]) => `${most(count)} ${state}`).join(', ');
}

function row(name: string, text: string): string {
  return `${name.padEnd(10)}  ${text}`;
}

function table(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => row('', `  ${name.padEnd(width)}  ${text}`));
}

/** Counts that stop somewhere say so. */
function most(count: number): string {
  return count >= COUNTED_UP_TO ? `${number(COUNTED_UP_TO)} or more` : number(count);
}

function utc(moment: string | undefined): string {
  return moment === undefined ? 'unknown' : `${moment.slice(0, 10)} ${moment.slice(11, 19)} UTC`;
}
