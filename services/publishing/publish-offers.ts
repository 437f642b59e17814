import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import { type LiveOffer, mostOffers, type OfferDefinition } from '../../core/decision/offer.ts';
import { validateOffer } from '../../core/decision/validate-offer.ts';
import { kindOfChannel } from '../../core/journey/definition/names.ts';
import type { KnownNames } from '../../core/journey/known-names.ts';
import type { Transaction } from '../../store/database/database.ts';
import { listOffers, publishOffer } from '../../store/decisions/offers.ts';
import type { PublishChange } from '../../store/journeys/journeys.ts';
import { readWritten } from './read-written.ts';

export interface OfferPlan {
  readonly definitions: readonly OfferDefinition[];
  /** All there will be. */
  readonly known: readonly LiveOffer[];
  readonly problems: readonly Problem[];
}

export interface PublishedOffer {
  readonly id: string;
  readonly version: number;
  readonly change: PublishChange;
}

/** Reads the offers of a publication, beside those that are stored. */
export async function planOffers(trx: Transaction, workspace: string, written: readonly unknown[]): Promise<OfferPlan> {
  const stored = await listOffers(trx, workspace);
  const { definitions, problems: found } = readWritten('offers', written, (json) => {
    const { offer: definition, problems } = validateOffer(json);
    return { definition, problems };
  });
  const problems = [...found];
  const own = new Set(definitions.map(({ id }) => id));
  const known = [
    ...stored.filter(({ id }) => !own.has(id)),
    ...definitions.map((definition) => ({
      definition,
      version: (stored.find(({ id }) => id === definition.id)?.version ?? 0) + 1,
    })),
  ];
  if (known.length > mostOffers && definitions.length > 0) {
    problems.push({
      code: 'too-many-offers',
      where: 'offers',
      problem: `There would be ${known.length} offers; ${mostOffers} are allowed.`,
      remedy: 'Publish fewer, or use an id again: an offer that is over can become another.',
    });
  }
  return { definitions, known, problems };
}

/** What an offer is sent by is there: its template, with a part for each of its channels. */
export function checkOffers(
  { definitions }: OfferPlan,
  { templates, channels }: Pick<KnownNames, 'templates' | 'channels'>,
): readonly Problem[] {
  return definitions.flatMap(({ id, template, channels: via = [] }) => {
    const found = template === undefined ? undefined : templates.get(template);
    const problems: Problem[] = [];
    if (template !== undefined && !found) {
      problems.push({
        code: 'unknown-template',
        where: `${id}: template`,
        problem: `There is no template "${template}".`,
        remedy: didYouMean(template, [...templates.keys()]),
      });
    }
    for (const [index, channel] of via.entries()) {
      if (!channels.has(channel)) {
        problems.push({
          code: 'unknown-channel',
          where: `${id}: channels[${index}]`,
          problem: `There is no channel "${channel}".`,
          remedy: didYouMean(channel, [...channels]),
        });
      } else if (found && !found.channels.has(kindOfChannel(channel))) {
        problems.push({
          code: 'template-lacks-channel',
          where: `${id}: channels[${index}]`,
          problem: `The template "${template}" has no content for ${channel}.`,
          remedy: 'Add it to the template, or leave the channel out.',
        });
      }
    }
    return problems;
  });
}

export async function writeOffers(
  trx: Transaction,
  { workspace, now, by }: { workspace: string; now: number; by: string | undefined },
  { definitions }: OfferPlan,
): Promise<PublishedOffer[]> {
  const published: PublishedOffer[] = [];
  for (const definition of definitions)
    published.push({ id: definition.id, ...(await publishOffer(trx, { workspace, definition, now, by })) });
  return published;
}
