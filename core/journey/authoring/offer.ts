import { toIsoDuration } from '../../base/duration.ts';
import { ProblemError } from '../../base/problem.ts';
import type { Expression } from '../../condition/expression.ts';
import type { OfferAsWritten, OfferDefinition } from '../../decision/offer.ts';
import { validateOffer } from '../../decision/validate-offer.ts';
import type { Channel, Template } from './declare.ts';

/** Offers as files beside the journeys: `export default offer('ten-percent', { title: '10 % off', placements: ['mail-hero'] })`. */
export interface OfferOptions
  extends Omit<OfferAsWritten, 'id' | 'template' | 'channels' | 'eligible' | 'caps' | 'placements' | 'tags'> {
  readonly placements: readonly string[];
  readonly tags?: readonly string[] | undefined;
  readonly template?: Template | undefined;
  readonly via?: readonly [Channel, ...Channel[]] | undefined;
  /** Only for customers of whom this holds. */
  readonly when?: Expression<'customer' | 'entry'> | undefined;
  /** `{ perCustomer: { uses: 1, within: '90 days' }, total: 10_000, perDay: 500 }`. */
  readonly caps?:
    | {
        readonly perCustomer?: { readonly uses: number; readonly within?: string | undefined } | undefined;
        readonly total?: number | undefined;
        readonly perDay?: number | undefined;
      }
    | undefined;
}

export function offer(id: string, { template, via, when, caps, ...others }: OfferOptions): OfferDefinition {
  const { perCustomer, ...inAll } = caps ?? {};
  const given = {
    id,
    ...others,
    ...template,
    ...(via && { channels: via.map(({ channel }) => channel) }),
    ...(when && { eligible: when }),
    ...(caps && {
      caps: {
        ...inAll,
        ...(perCustomer && {
          perCustomer: {
            uses: perCustomer.uses,
            ...(perCustomer.within !== undefined && {
              within: toIsoDuration(perCustomer.within, 'caps.perCustomer.within'),
            }),
          },
        }),
      },
    }),
  };
  const { offer: valid, problems } = validateOffer(JSON.parse(JSON.stringify(given)));
  if (valid) return valid;
  throw new ProblemError(problems.map((problem) => ({ ...problem, where: `offer "${id}": ${problem.where}` })));
}
