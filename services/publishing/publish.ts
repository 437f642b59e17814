import { z } from 'zod';
import { jsonTooLarge } from '../../core/base/json-limits.ts';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { idSchema, type JourneyDefinition } from '../../core/journey/definition/index.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import { channelIds } from '../../core/message/channel-kinds.ts';
import { type Configuration, defaultConfiguration, readConfiguration } from '../../core/workspace/configuration.ts';
import { listTemplateChannels, publishTemplate } from '../../store/content/templates.ts';
import { workspaceClock } from '../../store/database/clock.ts';
import { type Database, inTransaction } from '../../store/database/database.ts';
import {
  advanceCatalogVersion,
  lockWorkspace,
  type PublishChange,
  publishJourney,
} from '../../store/journeys/journeys.ts';
import {
  getConfiguration,
  publishConfiguration,
  type StoredConfiguration,
} from '../../store/workspaces/configuration.ts';
import { channelKinds } from '../channels/index.ts';
import { checkTemplate } from '../content/render.ts';
import { findClosedChannels } from './closed-channels.ts';
import { duplicateIds } from './duplicate-ids.ts';
import { findLackingProcesses } from './lacking-processes.ts';

/** Bytes of a publication: it may hold whole e-mails. */
export const PUBLICATION_LIMIT = 10 * 1024 * 1024;

/** Levels of a publication: a definition may have 60, which the check of definitions says. */
export const PUBLICATION_DEPTH = 64;

/** Definitions are read one by one, by `validateDefinition`, so that every problem of all of them is told. */
export const publicationSchema = z.strictObject({
  journeys: z.array(z.unknown()).max(500).default([]),
  templates: z
    .array(
      z.strictObject({ id: idSchema, content: z.record(z.string(), z.record(z.string(), z.string().max(500_000))) }),
    )
    .max(500)
    .default([]),
  workspace: z.unknown().optional(),
});

export type Publication = z.infer<typeof publicationSchema>;

/** Values of a publication, at all levels: what parsing and reading them takes holds up everybody. */
export const PUBLICATION_VALUES = 300_000;

/** Of a whole publication: a journey has limits of its own, in core/journey/validate.ts. */
const limits = { depth: PUBLICATION_DEPTH, values: PUBLICATION_VALUES, storable: true };
/** Members of the publication itself, of a template, of its content and of a channel's. */
const MOST_MEMBERS = 50;
/** Problems that are reported; so many are one mistake many times. */
const MOST_PROBLEMS = 1_000;
/** Characters of a name as it is told. */
const SHOWN = 60;

/** The publication in a request's body, or all that is wrong with its form (ProblemError). */
export function readPublication(body: unknown): Publication {
  const excess = jsonTooLarge(body, limits, 'body');
  if (excess) throw new ProblemError([excess]);
  const crowded = withManyMembers(body, 'body', 0);
  if (crowded !== undefined) {
    throw new ProblemError([
      {
        code: 'publication-unreadable',
        where: crowded,
        problem: `it has more than ${MOST_MEMBERS} members`,
        remedy: 'Send {"journeys": [definitions], "templates": [{"id", "content": {channel: {part: source}}}]}.',
      },
    ]);
  }
  const read = safeParse(publicationSchema, body);
  if (read.success) return read.data;
  throw new ProblemError(
    read.error.issues.map(
      ({ path, message }): Problem => ({
        code: 'publication-unreadable',
        where: ['body', ...path].join('.'),
        problem: message.slice(0, 300),
        remedy: 'Send {"journeys": [definitions], "templates": [{"id", "content": {channel: {part: source}}}]}.',
      }),
    ),
  );
}

/** The place of an object with too many members, down to the parts of a template: a schema would tell of each of them. */
function withManyMembers(value: unknown, where: string, depth: number): string | undefined {
  if (value === null || typeof value !== 'object' || depth > 4) return undefined;
  const members = Object.entries(value);
  if (!Array.isArray(value) && members.length > MOST_MEMBERS) return where;
  for (const [name, member] of members) {
    if (depth === 0 && name !== 'templates') continue; // journeys are read by validateDefinition
    const found = withManyMembers(member, `${where}.${name.slice(0, SHOWN)}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The configuration that will hold: the one in the publication, else the stored one. Its problems are added. */
async function configurationOf(
  written: unknown,
  stored: () => Promise<StoredConfiguration>,
  problems: Problem[],
): Promise<Configuration> {
  if (written === undefined) return (await stored()).configuration;
  const read = readConfiguration(written);
  problems.push(...read.problems);
  return read.configuration ?? defaultConfiguration;
}

/** Lets others have their turn of the process: a publication takes as long as it is large. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface Published {
  readonly journeys: readonly { readonly id: string; readonly version: number; readonly change: PublishChange }[];
  readonly templates: readonly {
    readonly id: string;
    readonly version: number;
    readonly change: 'published' | 'unchanged';
  }[];
  /** There where the publication had a configuration. */
  readonly workspace?: { readonly version: number; readonly change: 'published' | 'unchanged' } | undefined;
  readonly warnings: readonly Problem[];
}

/**
 * Publishes journeys and templates together, all or nothing: a journey may use a template of the same push. Every problem
 * of all of them is told at once (ProblemError). From its commit on, it holds for every intake process.
 */
export async function publish(
  database: Database,
  workspace: string,
  { journeys, templates, workspace: written }: Publication,
): Promise<Published> {
  return inTransaction(database, async (trx) => {
    await lockWorkspace(trx, workspace);
    const now = await workspaceClock(trx, workspace).now();
    const problems: Problem[] = [];
    for (const { id, content } of templates) {
      problems.push(...checkTemplate(id, content, channelKinds));
      await pause();
    }
    problems.push(...duplicateIds('journeys', journeys), ...duplicateIds('templates', templates));
    const known = await listTemplateChannels(trx, workspace);
    for (const { id, content } of templates) known.set(id, { channels: new Set(Object.keys(content)) });

    const configuration = await configurationOf(written, () => getConfiguration(database, trx, workspace), problems);
    const topics = Object.keys(configuration.topics);
    const groups = Object.keys(configuration.groups);
    const knownNames = {
      ...(topics.length > 0 && { topics: new Set(topics) }),
      ...(groups.length > 0 && { groups: new Set(groups) }),
      channels: channelIds(configuration),
      templates: known,
    };
    const definitions: JourneyDefinition[] = [];
    for (const [index, json] of journeys.entries()) {
      await pause();
      const { definition, problems: found } = validateDefinition(json, knownNames);
      const id = (json as { id?: unknown } | null)?.id;
      problems.push(
        ...found.map((problem) => ({
          ...problem,
          where: `${typeof id === 'string' ? id.slice(0, SHOWN) : `journeys[${index}]`}: ${problem.where}`,
        })),
      );
      if (definition) definitions.push(definition);
    }
    problems.push(...(await findLackingProcesses(trx, definitions)));
    problems.push(...(await findClosedChannels(trx, { workspace, channels: knownNames.channels, definitions })));
    const errors = problems.filter(({ severity }) => severity !== 'warning');
    if (errors.length > 0) throw new ProblemError(errors.slice(0, MOST_PROBLEMS));

    const publishedTemplates = [];
    for (const { id, content } of templates)
      publishedTemplates.push({ id, ...(await publishTemplate(trx, { workspace, id, content, now })) });
    const publishedJourneys = [];
    for (const definition of definitions)
      publishedJourneys.push({ id: definition.id, ...(await publishJourney(trx, { workspace, definition, now })) });
    const publishedConfiguration =
      written === undefined ? undefined : await publishConfiguration(trx, { workspace, configuration, now });
    if ([...publishedJourneys, publishedConfiguration].some((part) => part && part.change !== 'unchanged'))
      await advanceCatalogVersion(trx, workspace);
    return {
      journeys: publishedJourneys,
      templates: publishedTemplates,
      ...(publishedConfiguration && { workspace: publishedConfiguration }),
      warnings: problems.filter(({ severity }) => severity === 'warning'),
    };
  });
}
