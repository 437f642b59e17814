import { ProblemError } from '../../core/base/problem.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import type { OfferDefinition } from '../../core/decision/offer.ts';
import type { PolicyDefinition } from '../../core/decision/policy.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { isSend, possibleSends, type SendStep } from '../../core/journey/steps/send.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import type { SegmentDefinition } from '../../core/segment/definition.ts';
import type { StoryTemplate } from '../story-types.ts';
import type { StackAccess } from './access.ts';

const kinds: ReadonlyMap<string, ChannelKind> = new Map(Object.entries(channelKinds));

/**
 * Publishes the journey. Templates that the stack lacks, and that are not given, are made: each speaks of nothing but the
 * data that its step declares. Templates that the stack has are left as they are.
 */
export async function publishJourney(
  stack: StackAccess,
  definition: JourneyDefinition,
  given: readonly StoryTemplate[],
  {
    segments = [],
    policies = [],
    offers = [],
  }: {
    readonly segments?: readonly SegmentDefinition[];
    readonly policies?: readonly PolicyDefinition[];
    readonly offers?: readonly OfferDefinition[];
  } = {},
): Promise<void> {
  const publish = (templates: readonly StoryTemplate[]) =>
    stack.call('POST', '/v1/publish', {
      journeys: [definition],
      templates,
      segments,
      ...(policies.length > 0 && { policies }),
      ...(offers.length > 0 && { offers }),
    });
  try {
    await publish(given);
  } catch (thrown) {
    if (!(thrown instanceof ProblemError) || !thrown.problems.every(isAboutTemplates)) throw thrown;
    const known = new Set(given.map(({ id }) => id));
    const catalogue = offers.map((offer) => ({ definition: offer, version: 1 }));
    const expanded = new Map(policies.map((policy) => [policy.id, withOffers(policy, catalogue)]));
    await publish([...given, ...smallTemplates(definition, expanded).filter(({ id }) => !known.has(id))]);
  }
}

const isAboutTemplates = ({ code, severity }: { readonly code: string; readonly severity?: string | undefined }) =>
  severity === 'warning' || code === 'unknown-template' || code === 'template-lacks-channel';

function smallTemplates(
  definition: JourneyDefinition,
  policies: ReadonlyMap<string, PolicyDefinition>,
): readonly StoryTemplate[] {
  const sends = Object.values(definition.steps)
    .filter(isSend)
    .flatMap((step) => possibleSends(step, definition, policies));
  return [...new Set(sends.map(({ template }) => template))].map((id) => {
    const own = sends.filter(({ template }) => template === id);
    const channels = [...new Set(own.flatMap((step) => step.channels))];
    return { id, content: Object.fromEntries(channels.map((channel) => [channel, partsFor(channel, id, own)])) };
  });
}

/** The parts that a template of the channel must have: its own name, and the data in HTML. */
function partsFor(channel: string, id: string, sends: readonly SendStep[]): Record<string, string> {
  const names = [...new Set(sends.flatMap(({ data }) => Object.keys(data ?? {})))];
  const shown = names.map((name) => `<li>${name}: {{ ${name} | json }}</li>`).join('');
  const parts: ChannelKind['parts'] | undefined = kinds.get(channel)?.parts;
  const sourceOf = (part: string) => {
    if (parts?.json.includes(part)) return `{"template": "${id}"}`;
    return parts?.html.includes(part) ? `<p>${id}</p><ul>${shown}</ul>` : id;
  };
  return Object.fromEntries((parts?.required ?? []).map((part) => [part, sourceOf(part)]));
}
