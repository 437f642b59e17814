import { z } from 'zod';
import { idSchema, type JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { entryEvents, subscribedEvents } from '../../../core/journey/subscriptions.ts';
import { channelIds } from '../../../core/message/channel-kinds.ts';
import { guardRules } from '../../../core/message/rules/index.ts';
import { listLiveTemplates } from '../../../store/content/templates.ts';
import { createCache } from '../../../store/database/cache.ts';
import type { Database } from '../../../store/database/database.ts';
import { createShortCache } from '../../../store/database/short-cache.ts';
import { listLiveDefinitions, readCatalogVersion } from '../../../store/journeys/journeys.ts';
import { listSeenEvents, listSeenProperties, listSeenTraits } from '../../../store/measurement/seen-names.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

const field = z.strictObject({ name: z.string(), type: z.string().describe('Of JSON, as most values have it.') });
const titled = z.strictObject({ id: idSchema, title: z.string().nullable() });

const namesSchema = z.strictObject({
  journeys: z.array(
    titled.extend({
      steps: z.array(titled.extend({ id: z.string(), type: z.string() })),
      endReasons: z.array(z.string()).describe('With which its runs may end, beside those that every run has.'),
    }),
  ),
  events: z
    .array(
      z.strictObject({
        name: z.string(),
        lastAt: moment.nullable().describe('When it came last, among the newest events; null: it is not among them.'),
        enters: z.array(idSchema).describe('Journeys that it enters.'),
        reaches: z.array(idSchema).describe('Journeys whose runs react to it.'),
        properties: z.array(field),
      }),
    )
    .describe('Those that journeys react to, and those among the newest events.'),
  traits: z.array(field).describe('Of the newest customers.'),
  templates: z.array(z.strictObject({ id: idSchema, version: z.int(), channels: z.array(z.string()) })),
  topics: z.array(titled),
  groups: z.array(titled),
  channels: z.array(z.string()).describe('Every channel that journeys can name.'),
  rules: z.array(z.string()).describe('The rules of the guard, in their order.'),
});
type Names = z.output<typeof namesSchema>;

/** What definitions say, for as long as nothing is published. */
const published = createCache<Pick<Names, 'journeys'> & { readonly uses: readonly EventUse[] }>(50);
const seen = createShortCache<{
  readonly events: Awaited<ReturnType<typeof listSeenEvents>>;
  readonly properties: Awaited<ReturnType<typeof listSeenProperties>>;
  readonly traits: Awaited<ReturnType<typeof listSeenTraits>>;
}>();

interface EventUse {
  readonly journey: string;
  readonly enters: ReadonlySet<string>;
  readonly reaches: ReadonlySet<string>;
}

export const getNames = defineOperation({
  id: 'getNames',
  method: 'get',
  path: '/v1/names',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: 'What filters and editors can name',
  description: `The names that are known in this workspace: of live journeys with their steps, of events, traits, templates, topics, groups,
channels and rules. Names that only data have (events, properties, traits) are those of the newest rows, and hold no values.`,
  answer: {
    description: 'The names. They may be some seconds old.',
    schema: namesSchema,
    examples: {
      trial: {
        summary: 'One journey',
        value: {
          journeys: [
            {
              ...{ id: 'trial', title: 'Trial', endReasons: ['already-pro'] },
              steps: [{ id: 'hello', title: null, type: 'send' }],
            },
          ],
          events: [
            {
              ...{ name: 'Trial Started', lastAt: '2026-11-22T19:20:20.000Z', enters: ['trial'], reaches: [] },
              properties: [{ name: 'plan', type: 'string' }],
            },
          ],
          traits: [{ name: 'email', type: 'string' }],
          templates: [{ id: 'trial-hello', version: 1, channels: ['email'] }],
          ...{ topics: [], groups: [], channels: ['email', 'webhook', 'in-app'], rules: ['kill-switch', 'consent'] },
        },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const { journeys, uses } = await readPublished(database, workspace);
    const { configuration } = await getConfiguration(database, database, workspace);
    const { events, properties, traits } = await seen(database, workspace, async () => ({
      events: await listSeenEvents(database, workspace),
      properties: await listSeenProperties(database, workspace),
      traits: await listSeenTraits(database, workspace),
    }));
    const lastAt = new Map(events.map((each) => [each.name, each.lastAt]));
    const names = new Set([...lastAt.keys(), ...uses.flatMap(({ enters, reaches }) => [...enters, ...reaches])]);
    const titles = (section: Readonly<Record<string, { readonly title?: string | undefined }>>) =>
      Object.entries(section).map(([id, { title }]) => ({ id, title: title ?? null }));
    return {
      journeys,
      events: [...names].sort().map((name) => ({
        name,
        lastAt: lastAt.get(name) ?? null,
        enters: uses.flatMap(({ journey, enters }) => (enters.has(name) ? [journey] : [])),
        reaches: uses.flatMap(({ journey, reaches }) => (reaches.has(name) ? [journey] : [])),
        properties: properties.flatMap(({ event, ...property }) => (event === name ? [property] : [])),
      })),
      traits,
      templates: await listLiveTemplates(database, workspace),
      topics: titles(configuration.topics),
      groups: titles(configuration.groups),
      channels: [...channelIds(configuration)],
      rules: guardRules.map(({ name }) => name),
    };
  },
});

async function readPublished(database: Database, workspace: string) {
  const version = await readCatalogVersion(database, workspace);
  return published(database, `${workspace}@${version}`, async () => {
    const definitions = await listLiveDefinitions(database, workspace);
    return { journeys: definitions.map(namesOf), uses: definitions.map(usesOf) };
  });
}

function namesOf({ id, title, steps, exit = [] }: JourneyDefinition): Names['journeys'][number] {
  const reasons = [...exit, ...Object.values(steps)].flatMap((each) => ('reason' in each ? [String(each.reason)] : []));
  return {
    ...{ id, title: title ?? null },
    steps: Object.entries(steps).map(([step, { title: own, type }]) => ({ id: step, title: own ?? null, type })),
    endReasons: [...new Set(reasons)].sort(),
  };
}

function usesOf(definition: JourneyDefinition): EventUse {
  const { id: journey, goal } = definition;
  const reaches = new Set([...subscribedEvents(definition), ...(goal ? [goal.event] : [])]);
  return { journey, enters: entryEvents(definition), reaches };
}
