import { describeDuration } from '../base/duration-words.ts';
import { describeCondition } from '../condition/describe.ts';
import type { Condition } from '../condition/schema.ts';
import type { OfferAsWritten } from './offer.ts';

/** An offer in lines that a marketer reads. */
export function describeOffer(offer: OfferAsWritten): readonly string[] {
  const {
    placements,
    tags,
    eligible,
    from,
    until,
    priority = 0,
    cost,
    caps,
    fallback,
    values,
    template,
    channels,
  } = offer;
  const own = caps?.perCustomer;
  const capWords = [
    own && `${own.uses} for each customer${own.within === undefined ? '' : ` within ${describeDuration(own.within)}`}`,
    caps?.total !== undefined && `${caps.total.toLocaleString('en')} in all`,
    caps?.perDay !== undefined && `${caps.perDay.toLocaleString('en')} a day`,
  ].filter((words) => typeof words === 'string');
  return [
    `placements: ${placements.join(', ')}${tags ? `; tags: ${tags.join(', ')}` : ''}`,
    eligible && `for: ${describeCondition(eligible as Condition)}`,
    (from !== undefined || until !== undefined) && `valid: from ${from ?? 'now'} until ${until ?? 'further notice'}`,
    `priority: ${typeof priority === 'number' ? priority : 'by formula'}${cost === undefined ? '' : `; cost: ${cost}`}`,
    capWords.length > 0 && `at most: ${capWords.join(', ')}`,
    template !== undefined && `template: ${template}${channels ? ` by ${channels.join(' or ')}` : ''}`,
    values &&
      `values: ${Object.entries(values)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ')}`,
    fallback && 'fallback: given where nothing else of the placement may be',
  ].filter((line) => typeof line === 'string');
}
