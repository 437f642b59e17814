import type { z } from 'zod';
import type { getCredit } from '../../api/operations/journeys/get-credit.ts';
import { percent } from '../../core/experiment/words.ts';
import { inUtc } from './utc.ts';

type Credit = z.input<typeof getCredit.answer.schema>;

const models: Readonly<Record<Credit['model'], string>> = {
  last: 'the last message before a purchase gets it',
  first: 'the first message before a purchase gets it',
  even: 'all messages before a purchase share it evenly',
  'half-life': 'messages before a purchase share it, half as much for each 7 days',
};

export function creditInWords({ event, model, from, until, purchases, money, credits, isCut }: Credit): string[] {
  const names = credits.map(({ journey }) => journey ?? 'no message before');
  const width = Math.max(0, ...names.map(({ length }) => length));
  return [
    `${purchases} × ${event}, worth ${money}, from ${inUtc(from)} to ${inUtc(until)}; ${models[model]}`,
    ...credits.map(
      (credit, index) =>
        `  ${(names[index] ?? '').padEnd(width)}  ${credit.money} (${percent(money === 0 ? 0 : credit.money / money)}), ${Math.round(credit.purchases * 100) / 100} purchases`,
    ),
    ...(isCut ? ['There are more purchases: ask for fewer days.'] : []),
    'Credit says which messages were there, not what they caused. Its holdout shows what a journey brought: throughline experiments.',
  ];
}
