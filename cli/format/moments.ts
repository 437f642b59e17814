import type { RunAnswer } from '../../api/operations/runs/schemas.ts';
import { spanInWords } from './span.ts';
import { taskChangeInWords } from './task-words.ts';
import { inUtc } from './utc.ts';

/** One line of a run's story. */
export interface Line {
  readonly at: string;
  readonly text: string;
}

type Visit = RunAnswer['visits'][number];
type Input = RunAnswer['inputs'][number];
type Message = RunAnswer['messages'][number];
type Attempt = Message['attempts'][number];

/** `place` orders what happened at one moment: what the run was told, then its visits as they are numbered. */
interface Moment extends Line {
  readonly place: number;
}

/** All that happened to a run, in order. A turn takes no time, so much of it happens at one moment. */
export function listMoments(run: RunAnswer): readonly Line[] {
  const last = Number.MAX_SAFE_INTEGER;
  const moments: Moment[] = [
    ...run.inputs.flatMap((input) => told(input, run)),
    ...run.visits.flatMap(arrived),
    ...run.visits.flatMap(left),
    ...run.messages.flatMap(tried),
    ...run.messages.map((message) => ({
      at: message.updatedAt,
      place: message.visit + 0.25,
      text: sent(message, run),
    })),
    ...run.interrupts.map((each) => ({ at: each.at, place: 0.5, text: interrupted(each) })),
    ...run.tasks.flatMap(taskMoments),
    ...(run.goal === null ? [] : [{ at: run.goal.reachedAt, place: 0, text: goalInWords(run.goal) }]),
    ...(run.stuckAt === null
      ? []
      : [{ at: run.stuckAt, place: last, text: `stuck: ${run.stuckErrorCode ?? 'error gone'}` }]),
    ...(run.endedAt === null ? [] : [{ at: run.endedAt, place: last, text: ended(run) }]),
  ];
  return moments.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.place - b.place);
}

/** What a message came to is told by the message itself; of deferrals, which may be many, the first of each visit and rule. */
function told(input: Input, { inputs }: RunAnswer): Moment[] {
  const { at, kind, event, occurredAt, visit, rule } = input;
  const line = (text: string) => [{ at, place: 0, text: `${text}${input.taken ? '' : ' (no turn has taken it yet)'}` }];
  switch (kind) {
    case 'entry':
      return line(`${event}${late(occurredAt, at)}: the run began`);
    case 'event':
      return line(`${event}${late(occurredAt, at)} came`);
    case 'customer-changed':
      return line(`the customer changed: ${(input.traits ?? []).join(', ')}`);
    case 'operator-exit':
      return line(`an operator asked it to leave: ${input.reason}`);
    case 'consent-withdrawn':
      return line(`the customer withdrew consent: ${input.reason}`);
    case 'superseded':
      return line('the customer was joined with another one, whose older run of this journey goes on');
    case 'job-deferred': {
      const same = inputs.filter((each) => each.kind === kind && each.visit === visit && each.rule === rule);
      if (same[0]?.seq !== input.seq) return [];
      const until = inUtc(same.at(-1)?.deferredUntilAt ?? '');
      return line(`message deferred (${rule}${same.length === 1 ? '' : `, ${same.length}×`}) until ${until}`);
    }
    case 'goal-reached':
      return line('the goal was reached, which ends the run');
    case 'job-settled':
      return [];
  }
}

function interrupted({ id, times, cause, doing }: RunAnswer['interrupts'][number]): string {
  const why = cause === '' ? '' : ` (${cause})`;
  return `interrupt ${id}${why}${times > 1 ? `, for the ${ordinal(times)} time` : ''}: ${doing}`;
}

/** 1st, 2nd, 3rd, 11th */
function ordinal(count: number): string {
  const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${count}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)] ?? 'th'}`;
}

function arrived({ visit, title, doing, arrivedAt: at }: Visit): Moment[] {
  return [{ at, place: visit, text: `arrived at ${title}${doing ? `: ${doing}` : ''}` }];
}

function left({ visit, title, arrivedAt, leftAt, path, way }: Visit): Moment[] {
  if (leftAt === null) return [];
  const stood = Date.parse(leftAt) - Date.parse(arrivedAt);
  const after = stood < 1_000 ? '' : ` after ${spanInWords(stood)}`;
  const how = path === null || path === 'next' ? '' : ` by "${path}"`;
  const why = path === null ? 'the run went out' : way;
  return [{ at: leftAt, place: visit + 0.5, text: `left ${title}${how}${after}${why ? `: ${why}` : ''}` }];
}

function taskMoments(task: RunAnswer['tasks'][number]): Moment[] {
  return task.history.map((entry) => ({
    at: entry.at,
    place: task.visit + 0.25,
    text: `task ${task.title}: ${taskChangeInWords(task, entry)}`,
  }));
}

function goalInWords({ event, value }: NonNullable<RunAnswer['goal']>): string {
  return `the goal was reached${event === null ? '' : ` by ${event}`}${value === null ? '' : `, worth ${value}`}`;
}

/** Attempts before the newest, which the message itself tells of. */
function tried({ visit, template, attempt: newest, attempts }: Message): Moment[] {
  return attempts
    .filter(({ attempt }) => attempt < newest)
    .map((each) => ({
      at: each.endedAt ?? each.startedAt,
      place: visit + 0.25,
      text: `attempt ${each.attempt} of ${template} by ${each.channel}: ${[each.outcome?.replace('-', ' '), answerOf(each)].filter(Boolean).join(': ')}`,
    }));
}

/** As the ledger has it now: a message is one line, at its latest moment. */
function sent(message: Message, { visits, endedAt }: RunAnswer): string {
  const { template, templateVersion, language, channel, attempt } = message;
  const version = templateVersion === null ? '' : ` v${templateVersion}`;
  const tries = attempt > 1 ? ` (attempt ${attempt})` : '';
  const name = `message ${template}${version}${language === null ? '' : ` in ${language}`} by ${channel}${tries}`;
  const isOver = visits.find(({ visit }) => visit === message.visit)?.leftAt != null;
  if (message.state === 'deferred' && isOver)
    return `${name}: not sent, the run exited while rule ${message.rule} deferred it`;
  if (message.state === 'failed-temporarily' && endedAt !== null)
    return `${name}: failed, and was not tried again, as the run ended: ${answerOf(message.attempts.at(-1))}`;
  return `${name}: ${outcome(message)}`;
}

const answerOf = (attempt: Attempt | undefined) => [attempt?.errorCode, attempt?.errorText].filter(Boolean).join(': ');

function outcome(message: Message): string {
  const { state, rule, ruleValue, attempt } = message;
  const newest = message.attempts.at(-1);
  const [answer, providerId] = [answerOf(newest), newest?.providerId];
  switch (state) {
    case 'requested':
      return 'waits for its first attempt';
    case 'claimed':
      return 'about to be sent';
    case 'sending':
      return 'being sent';
    case 'accepted':
      return `accepted by provider${providerId ? `: ${providerId}` : ''}`;
    case 'blocked':
      return `blocked by rule ${rule}${ruleValue ? ` (${inUtc(ruleValue)})` : ''}`;
    case 'deferred':
      return `deferred by rule ${rule}${ruleValue ? `, until ${inUtc(ruleValue)}` : ''}`;
    case 'failed-temporarily':
      return `failed temporarily, and is tried again: ${answer}`;
    case 'failed-permanently':
      return answer === '' ? `given up after ${attempt} attempts` : `failed permanently: ${answer}`;
    case 'unknown':
      return `nobody knows whether it arrived, so it is never sent again${answer ? `: ${answer}` : ''}`;
  }
}

function ended({ exit, exitEvents, exitCondition, endReason }: RunAnswer): string {
  if (!exit)
    return endReason === 'completed' ? 'the run ended: its path was at its end' : `the run ended: ${endReason}`;
  if (exit.by === 'operator') return `the run ended by an operator: ${exit.reason}`;
  if (exit.by === 'goal') return 'the run ended: its goal was reached';
  if (exit.by === 'consent') return 'the run ended, as the customer withdrew consent';
  if (exit.by === 'merge') return 'the run ended by a merge: an older run of the same customer goes on';
  if (exit.by === 'step') return `the run ended by its exit step: ${exit.reason}`;
  const why = [
    ...(exitEvents.length > 0 ? [`${exitEvents.join(' or ')} came`] : []),
    ...(exitCondition ? [exitCondition] : []),
  ];
  return `the run ended by its exit rule ${exit.reason}: ${why.join(', or ')}`;
}

/** An event may come long after it happened. */
function late(occurredAt: string | null, at: string): string {
  const span = occurredAt === null ? 0 : Date.parse(at) - Date.parse(occurredAt);
  return span < 60_000 ? '' : ` (which happened ${spanInWords(span)} before)`;
}
