import type { GuardRule } from '../guard-facts.ts';
import { type CapUse, capUses, describeCap, freeAt } from '../limits/caps.ts';
import { postpone, spread } from '../limits/postpone.ts';

const MOST_NAMED = 5;
const moments = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Under a cap, counted over all journeys; its own claim is not counted. The first cap in which nothing is left decides. */
export const caps: GuardRule = {
  name: 'caps',
  describe: (value, moment) =>
    value === null ? 'the customer has had enough messages' : `the cap ${value.replace(moments, moment)}`,
  evaluate(facts) {
    const { now, limits } = facts;
    if (!limits.bound.has('caps')) return undefined;
    const full = capUses(limits, now).filter(({ left }) => left === 0);
    const refusing = full.find(({ cap }) => cap.excess === 'block');
    if (refusing) return { verdict: 'block', rule: 'caps', value: usedUp(refusing) };
    const [first] = full;
    if (!first) return undefined;
    const until = Math.max(...full.map((use) => freeAt(use, limits, now)));
    const later = postpone(
      facts,
      'caps',
      spread(facts, until, () => true),
    );
    return later.verdict === 'block' ? { ...later, value: usedUp(first) } : later;
  },
};

/** Which cap, which messages used it up and of which journeys they were. */
function usedUp({ name, cap, used }: CapUse): string {
  const named = used
    .slice(0, MOST_NAMED)
    .map(({ journey, step, at, id }) => `${journey} ▸ ${step} (${new Date(at).toISOString()}, message ${id})`);
  const more = used.length > named.length ? [`${used.length - named.length} more`] : [];
  const reserve = cap.reserve && used.length < cap.most ? ['the rest is kept for a higher priority'] : [];
  const by = [...named, ...more].join(', ');
  return [`"${name}" (${describeCap(cap)}) is used up${by && ` by ${by}`}`, ...reserve].join('; ');
}
