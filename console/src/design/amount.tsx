import type { ReactNode } from 'react';
import { formatCount, formatMoney, formatShare } from './format.ts';
import css from './words.module.css';

/** A count, grouped and with digits that align. `of` adds the share: "412 (11.8 % of 3,490)". */
export function Amount(props: {
  readonly value: number | null | undefined;
  readonly isEstimate?: boolean;
  readonly of?: number;
  readonly currency?: string;
}): ReactNode {
  const { value, isEstimate = false, of, currency } = props;
  if (value === null || value === undefined) return <span className={css.none}>–</span>;
  const text = currency === undefined ? formatCount(value, isEstimate) : formatMoney(value, currency);
  return (
    <span className={css.amount}>
      {text}
      {of !== undefined && (
        <span className={css.meta}>{` (${formatShare(value, of)} of ${formatCount(of, isEstimate)})`}</span>
      )}
    </span>
  );
}
