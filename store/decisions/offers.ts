import { type LiveOffer, meaningOfOffer, type OfferDefinition } from '../../core/decision/offer.ts';
import { createCache } from '../database/cache.ts';
import { type Database, execute, rows, type Transaction } from '../database/database.ts';
import { type PublishedVersion, publishVersion } from '../versions/publish-version.ts';

/** offers and offer_versions: the catalogue, in immutable versions that are named by their content. */
export interface StoredOffer extends LiveOffer {
  readonly id: string;
  readonly updatedAt: number;
}

/** The live version of each offer, by their ids. */
export async function listOffers(on: Database | Transaction, workspace: string): Promise<StoredOffer[]> {
  return rows<StoredOffer>(
    on,
    `select o.id, v.version, v.definition, o.updated_at as "updatedAt"
     from offers o join offer_versions v on v.workspace = o.workspace and v.offer_id = o.id and v.version = o.live_version
     where o.workspace = ? order by o.id`,
    [workspace],
  );
}

export async function findOffer(
  on: Database | Transaction,
  { workspace, id }: { workspace: string; id: string },
): Promise<StoredOffer | undefined> {
  return (await listOffers(on, workspace)).find((offer) => offer.id === id);
}

/** Is there an offer for the placement, in whatever state, or a policy that chooses for it? */
export async function isPlacement(
  on: Database | Transaction,
  { workspace, placement }: { workspace: string; placement: string },
): Promise<boolean> {
  const [found] = await rows<{ is: boolean }>(
    on,
    `select exists (
       select 1 from offers o join offer_versions v on v.workspace = o.workspace and v.offer_id = o.id and v.version = o.live_version
       where o.workspace = ? and jsonb_exists(v.definition -> 'placements', ?))
     or exists (
       select 1 from policies p join policy_versions v on v.workspace = p.workspace and v.policy_id = p.id and v.version = p.live_version
       where p.workspace = ? and v.definition ->> 'placement' = ?) as is`,
    [workspace, placement, workspace, placement],
  );
  return found?.is === true;
}

const definitions = createCache<OfferDefinition>(5_000);

/** Offers of these versions. Versions never change, so a process keeps what it has read. */
export async function getOfferVersions(
  database: Database,
  on: Database | Transaction,
  { workspace, offers }: { workspace: string; offers: readonly { readonly id: string; readonly version: number }[] },
): Promise<LiveOffer[]> {
  const found: LiveOffer[] = [];
  for (const { id, version } of offers) {
    const definition = await definitions(database, `${workspace} ${id} ${version}`, async () => {
      const [stored] = await rows<{ definition: OfferDefinition }>(
        on,
        `select definition from offer_versions where workspace = ? and offer_id = ? and version = ?`,
        [workspace, id, version],
      );
      return stored?.definition as OfferDefinition;
    });
    if (definition) found.push({ definition, version });
  }
  return found;
}

/** The offer in its next version, or none if nothing is new. Call with the workspace locked. */
export async function publishOffer(
  trx: Transaction,
  offer: { workspace: string; definition: OfferDefinition; now: number; by: string | undefined },
): Promise<PublishedVersion> {
  const { workspace, definition } = offer;
  const published = await publishVersion(trx, 'offer', { ...offer, meaning: meaningOfOffer(definition) });
  // A version without a cap counts nothing: the next one that has a cap begins with the uses that there are.
  if (published.change !== 'unchanged')
    await execute(trx, 'delete from offer_counts where workspace = ? and offer_id = ?', [workspace, definition.id]);
  return published;
}
