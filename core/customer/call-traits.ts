import { isTimeZone } from '../base/calendar.ts';
import type { Json } from '../base/canonical-json.ts';
import type { Properties } from '../condition/schema.ts';

/** Characters of a locale or of a campaign's member that are kept. */
const MOST_CHARACTERS = 255;
const campaignMembers = ['id', 'name', 'source', 'medium', 'term', 'content'];

/** The traits that a context may set. */
export const contextTraitNames = ['timezone', 'locale', 'campaign'] as const;

/** What client libraries send along of the customer with any call: time zone, locale and campaign. */
export function contextTraits(context: Properties): { readonly traits: Properties; readonly unknownZone: boolean } {
  const { timezone, locale, campaign } = context;
  const isZone = isTimeZone(timezone);
  const kept = campaignOf(campaign);
  return {
    traits: {
      ...(isZone && { timezone: timezone as Json }),
      ...(isShortText(locale) && { locale }),
      ...(kept && { campaign: kept }),
    },
    unknownZone: typeof timezone === 'string' && timezone !== '' && !isZone,
  };
}

function campaignOf(campaign: Json | undefined): Json | undefined {
  if (campaign === undefined || campaign === null || typeof campaign !== 'object' || Array.isArray(campaign))
    return undefined;
  const given = campaign as Properties;
  const kept = campaignMembers.flatMap((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return isShortText(value) ? [[name, value] as const] : [];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isShortText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS;
}

/** The trait `group` after a group call: traits of the same group are laid over, another group takes its place. */
export function groupTrait(before: Json | undefined, group: Properties): Json {
  const known =
    before !== null && typeof before === 'object' && !Array.isArray(before) ? (before as Properties) : undefined;
  return (known && known.id === group.id ? { ...known, ...group } : group) as Json;
}

const addresses = new Set(['email', 'phone']);

/** Traits without those by which messages find a customer. */
export function withoutAddresses(traits: Properties): { readonly traits: Properties; readonly isChanged: boolean } {
  const kept = Object.entries(traits).filter(([name]) => !addresses.has(name));
  return { traits: Object.fromEntries(kept), isChanged: kept.length < Object.keys(traits).length };
}
