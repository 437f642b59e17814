import type { Problem } from '../../../core/base/problem.ts';
import type { Acceptance } from '../../intake/accept.ts';
import { type IncomingEvent, readCall } from '../../intake/event.ts';
import type { ImportTarget, RowOutcome } from './kind.ts';

/** A row as a call of intake. Its time was read before, and is in it. */
export function readAsCall(call: object, target: ImportTarget, number: number): IncomingEvent | Problem {
  const { now, name, isLive } = target;
  return readCall({ messageId: `import-${name}-${number}`, ...call }, '', {
    receivedAt: now,
    sentAt: undefined,
    newMessageId: () => `import-${name}-${number}`,
    isHistorical: !isLive,
  });
}

export async function submitCalls(events: readonly IncomingEvent[], target: ImportTarget): Promise<RowOutcome[]> {
  return (await target.submit(events)).map(outcomeOf);
}

function outcomeOf(acceptance: Acceptance): RowOutcome {
  if (acceptance.result !== 'accepted') return acceptance;
  const { result, entered, warnings } = acceptance;
  return { result, entered, ...(warnings && { warnings }) };
}
