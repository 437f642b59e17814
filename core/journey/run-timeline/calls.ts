import type { CallFacts } from './run-facts.ts';
import type { PlacedMoment } from './run-moment.ts';

/** A call is one line with its present state. */
export function momentOfCall(call: CallFacts): PlacedMoment {
  const { visit, updatedAt: at } = call;
  return { at, place: visit + 0.25, kind: 'call', visit, text: `call of ${call.endpoint}: ${describeState(call)}` };
}

function describeState({ state, attempts, rule, detail }: CallFacts): string {
  const tried = attempts > 1 ? ` after ${attempts} attempts` : '';
  const why = [rule, detail].filter(Boolean).join(', ');
  const because = why === '' ? '' : `: ${why}`;
  switch (state) {
    case 'ok':
      return `answered${tried}`;
    case 'rejected':
      return `rejected by the receiver${tried}${because}`;
    case 'failed':
      return `no usable answer${tried}${because}`;
    case 'open':
      return rule === null ? 'an attempt is under way' : `attempt ${attempts} failed, and it is made again${because}`;
  }
}
