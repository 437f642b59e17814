import { inUtc, momentOf } from '../../base/calendar.ts';
import { describeNotMeasured } from '../../condition/not-measured.ts';
import type { AttemptFacts, MachineActs, MessageFacts, RunFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

/** A message is one line with its present state, at its latest moment; attempts before the newest have their own. */
export function momentsOfMessage(message: MessageFacts, run: Pick<RunFacts, 'visits' | 'endedAt'>): PlacedMoment[] {
  const { visit, template, attempt: newest, attempts, updatedAt } = message;
  const own = { visit, place: visit + 0.25 };
  const earlier = attempts
    .filter(({ attempt }) => attempt < newest)
    .map((each): PlacedMoment => {
      const result = [each.outcome?.replace('-', ' '), answerOf(each)].filter(Boolean).join(': ');
      const text = `attempt ${each.attempt} of ${template} by ${each.channel}: ${result}`;
      return { ...own, at: each.endedAt ?? each.startedAt, kind: 'attempt', text };
    });
  return [...earlier, { ...own, at: updatedAt, kind: 'message', text: describeMessage(message, run) }];
}

function describeMessage(message: MessageFacts, { visits, endedAt }: Pick<RunFacts, 'visits' | 'endedAt'>): string {
  const { template, templateVersion, language, channel, attempt } = message;
  const version = templateVersion === null ? '' : ` v${templateVersion}`;
  const attempts = attempt > 1 ? ` (attempt ${attempt})` : '';
  const name = `message ${template}${version}${language === null ? '' : ` in ${language}`} by ${channel}${attempts}`;
  const isOver = visits.find(({ visit }) => visit === message.visit)?.leftAt != null;
  if (message.state === 'deferred' && isOver)
    return `${name}: not sent, the run exited while rule ${message.rule} deferred it`;
  if (message.state === 'failed-temporarily' && endedAt !== null)
    return `${name}: failed, and was not tried again, as the run ended: ${answerOf(message.attempts.at(-1))}`;
  return [`${name}: ${describeState(message)}`, ...(message.byMachines ?? []).map(describeMachineActs)].join('; ');
}

/** Without it nobody sees why an open that the mailbox shows is none for a condition. */
function describeMachineActs({ kind, sign, times }: MachineActs): string {
  const often = times === 1 ? '' : ` ${times} times`;
  return `${kind}${often} by a machine (${sign.replaceAll('-', ' ')}), which does not count`;
}

function describeState(message: MessageFacts): string {
  const { state, rule, attempt } = message;
  const newest = message.attempts.at(-1);
  const [answer, providerId, ruleValue] = [answerOf(newest), newest?.providerId, valueOfRule(message)];
  switch (state) {
    case 'requested':
      return 'waits for its first attempt';
    case 'claimed':
      return 'about to be sent';
    case 'sending':
      return 'being sent';
    case 'accepted':
      return `accepted by provider${providerId ? `: ${providerId}` : ''}${message.notMeasured ? `; ${describeNotMeasured(message.notMeasured)}` : ''}`;
    case 'observed':
      return 'observed: it would have been sent';
    case 'blocked':
      return message.why ?? `blocked by rule ${rule}${ruleValue ? ` (${ruleValue})` : ''}`;
    case 'deferred':
      return message.why ?? `deferred by rule ${rule}${ruleValue ? `, until ${ruleValue}` : ''}`;
    case 'failed-temporarily':
      return `failed temporarily, and is tried again: ${answer}`;
    case 'failed-permanently':
      return answer === '' ? `given up after ${attempt} attempts` : `failed permanently: ${answer}`;
    case 'unknown':
      return `it is not known whether it arrived, so it is not sent again${answer ? `: ${answer}` : ''}`;
  }
}

/** Often a moment. */
function valueOfRule({ ruleValue }: MessageFacts): string | null {
  const moment = ruleValue === null ? undefined : momentOf(ruleValue);
  return moment === undefined ? ruleValue : inUtc(moment);
}

const answerOf = (attempt: AttemptFacts | undefined) =>
  [attempt?.errorCode, attempt?.errorText].filter(Boolean).join(': ');
