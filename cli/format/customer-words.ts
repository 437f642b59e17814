import type { CustomerAnswer } from '../../api/operations/customers/schemas.ts';
import { writtenKind } from '../../core/customer/identity.ts';
import { inUtc } from './utc.ts';

/** A customer as a story for the person who answers them: who it is, then a page of the timeline, oldest first. */
export function customerInWords(customer: CustomerAnswer): string[] {
  const { id, traits, identities, consents, mergedIds, openRuns, timeline } = customer;
  const rows = [
    ...identities.map(({ kind, value }) => row(writtenKind(kind), value)),
    ...Object.entries(traits).map(([name, value]) =>
      row(name, typeof value === 'string' ? value : JSON.stringify(value)),
    ),
    ...(Object.keys(consents).length === 0 ? [] : [row('consents', JSON.stringify(consents))]),
    ...(mergedIds.length === 0 ? [] : [row('joined', mergedIds.join(', '))]),
    row('open runs', String(openRuns)),
  ];
  const story = [...timeline.items].reverse().map(({ at, text }) => `${inUtc(at)}  ${text}`);
  const more = timeline.next === null ? [] : ['', `There is more before that: --after ${timeline.next}`];
  return [`Customer ${id}, known since ${inUtc(customer.createdAt)}`, ...rows, '', ...story, ...more];
}

function row(name: string, text: string): string {
  return `${name.padEnd(12)}  ${text}`;
}
