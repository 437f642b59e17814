import { toIsoDuration } from '../../base/duration.ts';
import { ProblemError } from '../../base/problem.ts';
import type { Expression, Handle } from '../../condition/expression.ts';
import type { Feature, PolicyAsWritten, PolicyCandidate, PolicyDefinition } from '../../decision/policy.ts';
import { validatePolicy } from '../../decision/validate-policy.ts';
import { type AnyEvent, type Channel, declarationOf, type OriginOf, type Template } from './declare.ts';

/** Policies as files beside the journeys: `export default policy('win-back-offer', { candidates: [nothing, gives(…)], … })`. */
type CandidateAsWritten = PolicyAsWritten['candidates'][number];

/** Doing nothing: the comparison that shows what the others bring. */
export const nothing: CandidateAsWritten = { id: 'nothing', nothing: true };

export interface GivesOptions {
  readonly title?: string | undefined;
  readonly template?: Template | undefined;
  readonly via?: readonly [Channel, ...Channel[]] | undefined;
  /** What later steps see as `decided.<step>.data.<name>`. */
  readonly data?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** Only customers of whom this holds. */
  readonly when?: Expression<'customer' | 'entry'> | undefined;
  /** ISO 8601, with a zone. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly cost?: number | undefined;
  readonly share?: number | undefined;
  readonly values?: Readonly<Record<string, number>> | undefined;
  readonly learnedAs?: string | undefined;
}

/** A candidate and what it gives: `gives('plain', { template: template('win-back-plain'), via: [email] })`. */
export function gives(id: string, { template, via, data, when, ...others }: GivesOptions): CandidateAsWritten {
  const given = { ...template, ...(via && { channels: via.map(({ channel }) => channel) }), ...(data && { data }) };
  return {
    id,
    ...others,
    ...(Object.keys(given).length > 0 && { gives: given as PolicyCandidate['gives'] }),
    ...(when && { eligible: when as PolicyCandidate['eligible'] }),
  };
}

type SourceAsWritten = NonNullable<PolicyAsWritten['sources']>[number];

/** Candidates from the catalogue: `offers({ placement: 'mail-hero' })`, `offers({ tags: ['win-back'], most: 10 })`. */
export function offers(of: Omit<Extract<SourceAsWritten, { from: 'offers' }>, 'from'>): SourceAsWritten {
  return { from: 'offers', ...of };
}

/** Now, and each full hour within this time: `times({ within: '24 hours', channel: email })`. For `bestHour()`. */
export function times({
  within,
  channel,
}: {
  readonly within: string;
  readonly channel?: Channel | undefined;
}): SourceAsWritten {
  return {
    from: 'times',
    within: toIsoDuration(within, 'within'),
    ...(channel && { channel: channel.channel }),
  };
}

/** A candidate for each channel: `...channels([email, sms], { template: template('offer') })`. It learns which is answered. */
export function channels(
  via: readonly [Channel, ...Channel[]],
  {
    costs = {},
    ...options
  }: Omit<GivesOptions, 'via' | 'cost'> & { readonly costs?: Readonly<Record<string, number>> } = {},
): readonly CandidateAsWritten[] {
  return via.map((channel) => {
    const id = channel.channel.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const cost = costs[channel.channel];
    return gives(id, { ...options, via: [channel], ...(cost !== undefined && { cost }) });
  });
}

/** Of times: the hour at which the customer is most likely there. */
export function bestHour(options: { readonly explorePerMille?: number | undefined } = {}): PolicyAsWritten['rank'] {
  return { by: 'best-hour', ...options };
}

/** A number in bins: `bins(customer.orders, [1, 2, 5])` is under 1, from 1, from 2, from 5 on, and not known. */
export function bins(handle: Handle<number, 'customer' | 'entry'>, edges: readonly number[]): Omit<Feature, 'name'> {
  return { field: handle.ref, bins: [...edges] };
}

/** A text or another plain value: `values(customer.plan, ['free', 'pro'])`. */
export function values(
  handle: Handle<unknown, 'customer' | 'entry'>,
  known: readonly (string | number | boolean)[],
): Omit<Feature, 'name'> {
  return { field: handle.ref, values: [...known] };
}

interface Learning {
  /** After so long, experience counts half: "60 days". Leave it out unless the world changes. */
  readonly halfLife?: string | undefined;
  /** The least chance of each candidate, of a thousand. */
  readonly floorPerMille?: number | undefined;
}

const learning = ({ halfLife, ...others }: Learning) => ({
  ...others,
  ...(halfLife !== undefined && { halfLife: toIsoDuration(halfLife, 'halfLife') }),
});

/** Learns which brings most for which customers. */
export function linear(
  context: Readonly<Record<string, Omit<Feature, 'name'>>>,
  { exploration, ...options }: Learning & { readonly exploration?: number | undefined } = {},
): PolicyAsWritten['rank'] {
  const features = Object.entries(context).map(([name, feature]) => ({ name, ...feature }));
  return { by: 'linear', context: features, ...(exploration !== undefined && { exploration }), ...learning(options) };
}

/** Learns which brings most, for everybody alike. */
export function thompson(options: Learning = {}): PolicyAsWritten['rank'] {
  return { by: 'thompson', ...learning(options) };
}

/** The first that may be chosen. */
export const inOrder: PolicyAsWritten['rank'] = { by: 'order' };

/** By chance, by the `share` of those that may be chosen. */
export const byShares: PolicyAsWritten['rank'] = { by: 'shares' };

type RewardEventAsWritten = NonNullable<PolicyAsWritten['reward']>['events'][number];

/** An event that counts as success: `counts(OrderCompleted, { value: OrderCompleted.total, cap: 300 })`. */
export function counts<const Name extends string>(
  event: AnyEvent<Name>,
  {
    value,
    where,
    ...others
  }: {
    readonly value?: number | Handle<number, OriginOf<Name>> | undefined;
    readonly where?: Expression<OriginOf<Name> | 'customer'> | undefined;
    readonly cap?: number | undefined;
    readonly ownMessage?: true | undefined;
  } = {},
): RewardEventAsWritten {
  return {
    event: declarationOf(event).name,
    ...(where && { where: where as RewardEventAsWritten['where'] }),
    ...(value !== undefined && { value: typeof value === 'number' ? value : { ref: value.ref } }),
    ...others,
  };
}

export interface PolicyOptions
  extends Omit<PolicyAsWritten, 'id' | 'candidates' | 'sources' | 'reward' | 'baselinePerMille'> {
  /** Written out, or from the catalogue of offers. */
  readonly candidates: readonly (CandidateAsWritten | SourceAsWritten)[];
  /** What success is: the events, and within which time after the decision. */
  readonly reward?:
    | {
        readonly events: readonly RewardEventAsWritten[];
        readonly within: string;
        readonly count?: 'first' | 'all' | undefined;
      }
    | undefined;
  /** The share of customers who are served evenly, for comparison: `percent(10)`. */
  readonly baseline?: { readonly perMille: number } | undefined;
}

export function policy(id: string, { candidates, reward, baseline, ...options }: PolicyOptions): PolicyDefinition {
  const sources = candidates.filter((each) => 'from' in each && (each.from === 'offers' || each.from === 'times'));
  const given = {
    id,
    ...options,
    candidates: candidates.filter((each) => !sources.some((source) => source === each)),
    ...(sources.length > 0 && { sources }),
    ...(baseline !== undefined && { baselinePerMille: baseline.perMille }),
    ...(reward && { reward: { ...reward, within: toIsoDuration(reward.within, 'reward.within') } }),
  };
  const { policy: valid, problems } = validatePolicy(JSON.parse(JSON.stringify(given)));
  if (valid) return valid;
  throw new ProblemError(problems.map((problem) => ({ ...problem, where: `policy "${id}": ${problem.where}` })));
}
