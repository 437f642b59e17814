import type { z } from 'zod';
import type { getCustomerAhead } from '../../api/operations/customers/get-customer-ahead.ts';
import type { mergeCustomers } from '../../api/operations/customers/merge-customers.ts';
import type { CustomerAnswer } from '../../api/operations/customers/schemas.ts';
import { counted } from '../../core/base/counted.ts';
import { type Consents, listCounting } from '../../core/customer/consent.ts';
import { writtenKind } from '../../core/customer/identity.ts';
import { inUtc } from './utc.ts';

type AheadAnswer = z.input<typeof getCustomerAhead.answer.schema>;
type MergeAnswer = z.input<typeof mergeCustomers.answer.schema>;

/** A customer as a story for the person who answers them: who it is, then a page of the timeline, oldest first. */
export function customerInWords(customer: CustomerAnswer): string[] {
  const { id, traits, identities, consents, segments, mergedIds, openRuns, timeline } = customer;
  const rows = [
    ...identities.map(({ kind, value }) => row(writtenKind(kind), value)),
    ...Object.entries(traits)
      .filter(([name, value]) => !identities.some((each) => each.kind === name && isSame(each.value, value)))
      .map(([name, value]) => row(name, typeof value === 'string' ? value : JSON.stringify(value))),
    ...(customer.value ? [row('value', valueInWords(customer.value))] : []),
    ...consentRows(consents as Consents),
    ...segments.map((segment) => row('segment', `${segment.id}, since ${inUtc(segment.since)} (${segment.cause})`)),
    ...(mergedIds.length === 0 ? [] : [row('joined', mergedIds.join(', '))]),
    row('open runs', String(openRuns)),
  ];
  const story = [...timeline.items].reverse().map(({ at, text }) => `${inUtc(at)}  ${text}`);
  const more = timeline.next === null ? [] : ['', `There is more before that: --after ${timeline.next}`];
  return [`Customer ${id}, known since ${inUtc(customer.createdAt)}`, ...rows, '', ...story, ...more];
}

/** An e-mail address and a phone number are identities and traits: they are shown once where they are the same. */
const isSame = (identity: string, trait: unknown) => typeof trait === 'string' && plain(identity) === plain(trait);
const plain = (text: string) => text.replace(/[\s()/-]/g, '').toLowerCase();

const blockedWords: Readonly<Record<string, string>> = {
  segment: 'not in the segment now',
  filter: 'the condition does not hold now',
  'no-key': 'no key',
  'not-started': 'before the start date',
  over: 'after the end date',
};

/** What comes next if nothing happens, by date: steps of open runs, their ends, and entries by time. */
export function aheadInWords({ runs, entries }: AheadAnswer): string[] {
  const lines = [
    ...runs.flatMap(({ title, visits, end, problem }): (readonly [string, string])[] => [
      ...(problem === null ? [] : ([['', `${title}: ${problem}`]] as const)),
      ...visits.flatMap(({ leftAt, doing, way, message, title: step }): (readonly [string, string])[] => {
        if (leftAt === null) return [];
        const sent = message && `${message.result}${message.text === null ? '' : `: ${message.text}`}`;
        return [[leftAt, `${title}, ${step}: ${[doing, way, sent].filter(Boolean).join('; ')}`]];
      }),
      ...(end === null ? [] : ([[end.at, `${title} ends: ${end.reason}`]] as const)),
    ]),
    ...entries.map(({ at, title, words, blocked, assumes }): readonly [string, string] => {
      const what = blocked === null ? `enters, if ${assumes.join(', ')}` : `would not enter: ${blockedWords[blocked]}`;
      return [at, `${title}, ${words}: ${what}`];
    }),
  ];
  if (lines.length === 0) return [];
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [
    '',
    'Ahead, if nothing happens:',
    ...sorted.map(([at, text]) => `${at === '' ? '' : `${inUtc(at)}  `}${text}`),
  ];
}

/** "consent  topic offers: withdrawn": what counts now. */
function consentRows(consents: Consents): string[] {
  return listCounting(consents, Date.now()).map(({ subject: { kind, name }, state, until }) =>
    row(
      'consent',
      `${kind} ${name}: ${state}${until === undefined ? '' : ` until ${inUtc(new Date(until).toISOString())}`}`,
    ),
  );
}

/** "active, rfm 543: 3 purchases, 67.05 in all; 0.42 expected in 90 days (73 % will buy again), 38.20 in a year" */
export function valueInWords(value: NonNullable<CustomerAnswer['value']>): string {
  const { stage, rfm, purchases, spent, alive, buys90, clv365 } = value;
  const had = `${stage}, rfm ${rfm}: ${purchases} ${purchases === 1 ? 'purchase' : 'purchases'}, ${spent.toFixed(2)} in all`;
  if (alive === undefined || buys90 === undefined || clv365 === undefined) return had;
  return `${had}; ${buys90.toFixed(2)} expected in 90 days (${Math.round(alive * 100)} % will buy again), ${clv365.toFixed(2)} in a year`;
}

/** What joining two customers does, or would do. */
export function mergeInWords(
  { dryRun, from, into, moved, superseded }: MergeAnswer,
  names: { readonly from: string; readonly into: string },
): string[] {
  const parts = Object.entries(moved).filter(([, count]) => count > 0);
  const what = parts.map(([subject, count]) => counted(count, subject)).join(', ');
  const would = dryRun ? 'would be' : 'was';
  return [
    `Customer ${names.from} (${from}) ${would} joined into ${names.into} (${into}).`,
    parts.length === 0 ? 'Nothing moves.' : `Moved: ${what}. Events stay where they are and are read with the others.`,
    ...(superseded === 0
      ? []
      : [`Open runs that exit, since an older one of the same journey goes on: ${superseded}.`]),
    ...(dryRun ? ['Nothing is changed. It cannot be undone: add --yes to join them.'] : []),
  ];
}

function row(name: string, text: string): string {
  return `${name.padEnd(12)}  ${text}`;
}
