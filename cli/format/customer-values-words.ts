import type { z } from 'zod';
import type { getCustomerValues } from '../../api/operations/customers/get-customer-values.ts';

type CustomerValues = z.input<typeof getCustomerValues.answer.schema>;

/** Sentences, then customers by stage, then the earlier model against what came. */
export function customerValuesInWords({ words, stages, model }: CustomerValues): string[] {
  const number = (value: number | null) => (value === null ? '–' : Math.round(value).toLocaleString('en')).padStart(12);
  const classes = model?.holdout?.classes ?? [];
  return [
    ...words,
    ...(stages.length === 0
      ? []
      : ['', `${'stage'.padEnd(12)}${'customers'.padStart(12)}${'spent'.padStart(12)}${'in a year'.padStart(12)}`]),
    ...stages.map(
      ({ stage, customers, spent, clv365 }) =>
        `${stage.padEnd(12)}${number(customers)}${number(spent)}${number(clv365)}`,
    ),
    ...(classes.length === 0
      ? []
      : ['', `${'had bought'.padEnd(12)}${'customers'.padStart(12)}${'expected'.padStart(12)}${'came'.padStart(12)}`]),
    ...classes.map(
      ({ days, customers, expected, bought }) =>
        `${(days === 6 ? '6 or more' : String(days)).padEnd(12)}${number(customers)}${number(expected)}${number(bought)}`,
    ),
  ];
}
