import { z } from 'zod';
import { type Problem, ProblemError } from '../../../core/base/problem.ts';
import { idSchema, type JourneyDefinition } from '../../../core/journey/definition/index.ts';
import { readDraft } from '../../../core/journey/edit/draft.ts';
import type { Draft, DraftReader } from '../../../store/drafts/drafts.ts';
import { moment } from '../../codecs.ts';
import { defineError, type ErrorDescription } from '../../define-error.ts';
import { trialJourney } from '../journeys/examples.ts';

export const draftParams = z.strictObject({ id: idSchema.describe('The id of a journey.') });

/** Bytes of a request with a definition, and its levels. */
export const definitionBody = { limit: 4 * 1024 * 1024, depth: 64 } as const;

/** A definition in the form of a draft; `readDraft` is what checks it. */
export const draftDefinition = z.looseObject({ id: idSchema, start: idSchema });

export const draftNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'the journey has no draft',
  text: (id: string) => ({
    where: `drafts.${id}`,
    problem: 'the journey has no draft',
    remedy: 'GET /v1/drafts lists them; POST /v1/drafts makes one.',
  }),
  example: ['trail'],
});

export const draftChanged = defineError({
  status: 412,
  code: 'draft-changed',
  when: 'the draft was saved again since the revision in If-Match',
  text: (id: string, revision: number) => ({
    where: `drafts.${id}`,
    problem: `the draft has revision ${revision} by now`,
    remedy: 'Read it, put your changes into it, and send it again with its revision.',
  }),
  example: ['trial', 32],
});

const lacksStart: Problem = {
  code: 'invalid-type',
  where: 'start',
  problem: '"start" is missing.',
  remedy: 'Give a text.',
};
export const draftUnreadable: ErrorDescription = {
  status: 422,
  code: undefined,
  when: 'it has not the form of a draft; `problems` has all that was found, `code` is that of the first',
  example: {
    ...{ type: `urn:throughline:${lacksStart.code}`, title: lacksStart.problem, status: 422, code: lacksStart.code },
    ...{ where: lacksStart.where, remedy: lacksStart.remedy, problems: [lacksStart] },
  },
};

export const summaryFields = {
  id: idSchema,
  title: z.string().nullable(),
  revision: z.int(),
  baseVersion: z.int().nullable().describe('The version that it was made from; null: none.'),
  liveVersion: z.int().nullable().describe('The live version of the journey; null: it has none.'),
  keptIn: z
    .enum(['code', 'console'])
    .nullable()
    .describe('Who publishes the journey: push, from files, or its draft. Null: it was never published.'),
  savedAt: moment,
  savedBy: z.string().describe('The title of the key, or the e-mail address of the person.'),
};

export const readerSchema = z.strictObject({
  page: z.string().describe('A name that the page has drawn.'),
  reader: z.string().describe('The title of the key, or the e-mail address of the person.'),
  step: z.string().nullable().describe('The step whose panel is open there.'),
});

export const draftSchema = z.strictObject({
  ...summaryFields,
  definition: draftDefinition,
  readers: z.array(readerSchema).describe('Pages that have it open.'),
});

export const exampleSummary = {
  ...{ id: 'trial', title: 'Trial', revision: 1, baseVersion: 1, liveVersion: 1, keptIn: 'code' },
  ...{ savedAt: '2026-11-27T10:14:31.004Z', savedBy: 'ann@shop.example' },
};
export const exampleDraft = { ...exampleSummary, definition: trialJourney, readers: [] };

export const draftView = ({ definition, ...summary }: Draft, readers: readonly DraftReader[]) => ({
  ...summary,
  definition: { ...definition },
  readers,
});

/** The definition that a request has, or all that is wrong with its form. It must be of this journey, where one is named. */
export function readDefinition(json: unknown, id?: string): JourneyDefinition {
  const { draft, problems } = readDraft(json);
  if (!draft) throw new ProblemError(problems);
  if (id === undefined || draft.id === id) return draft;
  throw new ProblemError([
    {
      code: 'other-journey',
      where: 'definition.id',
      problem: `The definition is of "${draft.id}", and the draft of "${id}".`,
      remedy: 'The id of a journey does not change; make a draft with the other id.',
    },
  ]);
}
