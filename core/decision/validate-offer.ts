import { lengthOf } from '../base/duration.ts';
import { jsonTooLarge } from '../base/json-limits.ts';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { checkCondition } from '../condition/check.ts';
import { referencesIn } from './formula.ts';
import { type OfferDefinition, offerSchema } from './offer.ts';
import { checkFormula, inPolicy } from './validate-policy.ts';

export interface OfferValidation {
  readonly offer?: OfferDefinition | undefined;
  readonly problems: readonly Problem[];
}

const limits = { depth: 60, values: 20_000, storable: true };
/** How far back uses of one customer are read. */
export const longestCapDays = 366;
const dayMs = 86_400_000;

/** Form and meaning of one offer. */
export function validateOffer(json: unknown): OfferValidation {
  const tooLarge = jsonTooLarge(json, limits);
  if (tooLarge) return { problems: [tooLarge] };
  const read = safeParse(offerSchema, json);
  if (!read.success) return { problems: schemaProblems(offerSchema, read.error, json) };
  const offer = read.data;
  const problems = [
    ...(offer.eligible ? checkCondition('eligible', offer.eligible, inPolicy) : []),
    ...checkFormula('priority', offer.priority),
    ...checkDates(offer),
    ...checkCaps(offer),
    ...checkFallback(offer),
  ];
  return problems.length > 0 ? { problems } : { offer, problems };
}

function checkDates({ from, until, priority }: OfferDefinition): readonly Problem[] {
  const problems: Problem[] = [];
  if (from !== undefined && until !== undefined && Date.parse(from) >= Date.parse(until)) {
    problems.push({
      code: 'offer-never',
      where: 'until',
      problem: 'It ends before it begins.',
      remedy: 'Give a moment after "from".',
    });
  }
  if (referencesIn(priority).includes('candidate.priority')) {
    problems.push({
      code: 'bad-formula',
      where: 'priority',
      problem: 'The formula refers to itself.',
      remedy: 'Refer to the values of the offer, to `candidate.cost` or to the customer.',
    });
  }
  return problems;
}

function checkCaps({ caps }: OfferDefinition): readonly Problem[] {
  const within = caps?.perCustomer?.within;
  const length = within === undefined ? undefined : lengthOf(within);
  if (within === undefined || (length !== undefined && length <= longestCapDays * dayMs)) return [];
  return [
    {
      code: 'bad-duration',
      where: 'caps.perCustomer.within',
      problem: `It has no fixed length, or is longer than ${longestCapDays} days.`,
      remedy: 'Write days or weeks, "P90D", or leave it out to count all of them.',
    },
  ];
}

function checkFallback({ fallback, eligible, caps, from, until }: OfferDefinition): readonly Problem[] {
  if (!fallback || !(eligible || caps || from || until)) return [];
  return [
    {
      code: 'fallback-with-conditions',
      where: 'fallback',
      problem: 'A fallback is there for everybody at any time.',
      remedy: 'Leave out its condition, caps and dates, or "fallback".',
    },
  ];
}
