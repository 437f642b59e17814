import { z } from 'zod';
import { jsonTooLarge } from '../../core/base/json-limits.ts';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import { jsonSchema } from '../../core/condition/schema.ts';
import { idSchema } from '../../core/journey/definition/index.ts';
import { stepMapSchema } from '../../core/journey/migration/step-map.ts';
import { SOURCE_LIMIT } from '../content/engine.ts';

/** Bytes of a publication: it may hold whole e-mails. */
export const PUBLICATION_LIMIT = 10 * 1024 * 1024;

/** Levels of a publication: a definition may have 60, which the check of definitions says. */
export const PUBLICATION_DEPTH = 64;

const sourceSchema = z
  .string()
  .max(SOURCE_LIMIT, `must have ${SOURCE_LIMIT.toLocaleString('en')} characters at most; pictures belong behind links`);

/** What becomes of open runs of earlier versions. */
export const runsSchema = z
  .strictObject({
    act: z
      .enum(['stay', 'migrate', 'exit'])
      .describe('stay: they go on as they are. migrate: they go on in the new version. exit: they end.'),
    maps: z
      .record(idSchema, stepMapSchema)
      .optional()
      .describe(
        'Of a migration: journey ▸ where the runs at its steps go. Needed for steps that the new version lacks.',
      ),
    reason: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('Of an exit, by `act` or by a map; "replaced" unless said.'),
  })
  .refine(({ act, maps }) => act === 'migrate' || maps === undefined, {
    path: ['maps'],
    message: 'only a migration has maps',
  });

export type RunsUnderWay = z.infer<typeof runsSchema>;

/** Definitions are read one by one, by `validateDefinition`, so that every problem of all of them is reported. */
export const publicationSchema = z.strictObject({
  journeys: z.array(z.unknown()).max(500).default([]),
  templates: z
    .array(
      z.strictObject({
        id: idSchema,
        content: z.record(z.string(), z.record(z.string(), sourceSchema)),
        data: z.unknown().optional(),
        fixtures: z.record(z.string().max(60), z.record(z.string(), jsonSchema)).optional(),
      }),
    )
    .max(500)
    .default([]),
  segments: z.array(z.unknown()).max(500).optional(),
  policies: z.array(z.unknown()).max(200).optional(),
  offers: z.array(z.unknown()).max(500).optional(),
  partials: z.record(z.string(), sourceSchema).optional(),
  workspace: z.unknown().optional(),
  observe: z.boolean().optional(),
  keepInCode: z.boolean().optional(),
  runs: runsSchema.optional(),
});

export type Publication = z.infer<typeof publicationSchema>;

/** Values of a publication, at all levels: what parsing and reading them takes holds up everybody. */
export const PUBLICATION_VALUES = 300_000;

/** Of a whole publication: a journey has limits of its own, in core/journey/validate.ts. */
const limits = { depth: PUBLICATION_DEPTH, values: PUBLICATION_VALUES, storable: true };
/** Members of the publication itself, of a template, of its content and of a channel's; partials. */
const MOST_MEMBERS = 200;
/** Characters of a name in a problem. */
export const SHOWN = 60;

/** The publication in a request's body, or all that is wrong with its form (ProblemError). */
export function readPublication(body: unknown): Publication {
  const excess = jsonTooLarge(body, limits, 'body');
  if (excess) throw new ProblemError([excess]);
  const unusable = withUnusableName(body);
  if (unusable !== undefined) {
    throw new ProblemError([
      {
        code: 'bad-name',
        where: unusable,
        problem: '"__proto__" can not be a name here: it would be lost',
        remedy: 'Give it another name.',
      },
    ]);
  }
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

/** The place of a member "__proto__", which schemas leave out without a word. Depth and size are checked before. */
function withUnusableName(value: unknown, where = 'body'): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') return `${where}.${name}`;
    const found = withUnusableName(member, `${where}.${name.slice(0, SHOWN)}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The place of an object with too many members, down to the parts of a template: a schema would report each of them. */
function withManyMembers(value: unknown, where: string, depth: number): string | undefined {
  if (value === null || typeof value !== 'object' || depth > 4) return undefined;
  const members = Object.entries(value);
  if (!Array.isArray(value) && members.length > MOST_MEMBERS) return where;
  for (const [name, member] of members) {
    if (depth === 0 && name !== 'templates' && name !== 'partials') continue; // journeys are read by validateDefinition
    const found = withManyMembers(member, `${where}.${name.slice(0, SHOWN)}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
