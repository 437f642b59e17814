import { oncePer } from '../base/once-per.ts';
import { candidateOf, type LiveOffer } from './offer.ts';
import { mostCandidates, type OfferSource, type PolicyCandidate, type PolicyDefinition } from './policy.ts';

/** Is the offer one of those that a source means? Only live ones are. */
function isMeant({ definition }: LiveOffer, { placement, tags = [] }: OfferSource): boolean {
  return (
    definition.state === 'live' &&
    (placement === undefined || definition.placements.includes(placement)) &&
    tags.every((tag) => definition.tags?.includes(tag))
  );
}

const asCandidate = oncePer(candidateOf);

interface Kept {
  readonly signature: string;
  readonly expanded: PolicyDefinition;
}

/** What was made of a definition last: the same offers give the same object, of which more is remembered. */
const lastOf = oncePer((_definition: PolicyDefinition): { kept?: Kept } => ({}));

/**
 * The policy with the offers of its sources among its candidates. A candidate that is written out goes before an offer of its id.
 * Offers are taken in the order of their ids, which is their order of rank `order` too; the fallback of a placement is the
 * policy's, unless it names one.
 */
export function withOffers(definition: PolicyDefinition, offers: readonly LiveOffer[]): PolicyDefinition {
  const { sources } = definition;
  const fromOffers = (sources ?? []).filter((source) => source.from === 'offers');
  if (fromOffers.length === 0) return definition;
  const last = lastOf(definition);
  const sorted = [...offers].sort((one, other) => (one.definition.id < other.definition.id ? -1 : 1));
  const written = new Set(definition.candidates.map(({ id }) => id));
  const chosen = new Map<string, LiveOffer>();
  for (const source of fromOffers) {
    const meant = sorted.filter(({ definition: { id } }) => !written.has(id)).filter((offer) => isMeant(offer, source));
    for (const offer of meant.slice(0, source.most)) chosen.set(offer.definition.id, offer);
  }
  const taken = [...chosen.values()].slice(0, mostCandidates - definition.candidates.length);
  const signature = taken.map(({ definition: { id }, version }) => `${id}@${version}`).join(' ');
  if (last.kept?.signature === signature) return last.kept.expanded;
  const candidates: readonly PolicyCandidate[] = [...definition.candidates, ...taken.map(asCandidate)];
  const fallback = definition.fallback ?? taken.find((offer) => offer.definition.fallback)?.definition.id;
  const expanded = { ...definition, candidates, ...(fallback !== undefined && { fallback }) };
  last.kept = { signature, expanded };
  return expanded;
}
