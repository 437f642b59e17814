import { z } from 'zod';
import { ProblemError } from '../../../core/base/problem.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { checkJourney } from '../../../services/publishing/check-journey.ts';
import { runsSchema } from '../../../services/publishing/publication.ts';
import { publishDraft as publish } from '../../../services/publishing/publish-draft.ts';
import { findDraft } from '../../../store/drafts/drafts.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError, type ErrorDescription, problemSchema } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { draftChanged, draftNotFound, draftParams } from './schemas.ts';

const keptInCode = defineError({
  status: 409,
  code: 'kept-in-code',
  when: 'the journey is kept in files, and is published by push',
  text: (id: string) => ({
    where: `journeys.${id}`,
    problem: 'the journey is kept in files, and is published by push',
    remedy: 'Take the change into its file, or publish with keepInConsole: from then on push refuses it.',
  }),
  example: ['trial'],
});

const unknownStep = {
  code: 'path-to-unknown-step',
  where: 'steps.a-moment.paths.next',
  problem: 'There is no step "helo".',
  remedy: 'Did you mean "hello"? Write null for the end.',
};
const notRight: ErrorDescription = {
  status: 422,
  code: undefined,
  when: 'the draft is not right; `problems` has all that was found, `code` is that of the first',
  example: {
    ...{ type: `urn:throughline:${unknownStep.code}`, title: unknownStep.problem, status: 422, code: unknownStep.code },
    ...{ where: unknownStep.where, remedy: unknownStep.remedy, problems: [unknownStep] },
  },
};

const ofOne = { tag: 'journeys', key: 'admin', params: draftParams, notFound: draftNotFound } as const;

export const checkDraft = defineOperation({
  ...ofOne,
  id: 'checkDraft',
  method: 'get',
  path: '/v1/journeys/{id}/draft/problems',
  right: 'look',
  summary: 'Check the draft of a journey',
  description: 'What publishing it would find now: the publish check with all that is published, and what is running.',
  answer: {
    description: 'Problems and warnings; none of either: it can be published.',
    schema: z.strictObject({ revision: z.int(), problems: z.array(problemSchema) }),
    examples: { one: { summary: 'A path leads nowhere', value: { revision: 4, problems: [unknownStep] } } },
  },
  errors: [],
  async handle({ params: { id }, workspace }, { database }) {
    const draft = await findDraft(database, { workspace, id });
    if (!draft) throw draftNotFound(id);
    return { revision: draft.revision, problems: await checkJourney(database, workspace, draft.definition) };
  },
});

export const publishDraft = defineOperation({
  ...ofOne,
  id: 'publishDraft',
  method: 'post',
  path: '/v1/journeys/{id}/draft/publish',
  right: 'publish',
  summary: 'Publish the draft of a journey',
  description: `The revision in If-Match, or nothing. The draft is gone then, and the journey is kept in the console: push refuses to
change it. Customers under way stay on the version that they entered, go on in the new one, or exit.`,
  ifMatch: 'The revision that is published.',
  body: {
    limit: 64 * 1024,
    depth: 6,
    schema: z.strictObject({
      runs: runsSchema.describe('What becomes of open runs of earlier versions.'),
      keepInConsole: z
        .boolean()
        .optional()
        .describe('A journey that is kept in files is kept in the console from now on.'),
    }),
    examples: { stay: { summary: 'Runs under way stay', value: { runs: { act: 'stay' }, keepInConsole: true } } },
  },
  answer: {
    description: 'It is live.',
    schema: z.strictObject({
      id: idSchema,
      version: z.int(),
      change: z.enum(['published', 'unchanged', 'relabelled', 'live-again']),
      bulkAct: z.uuid().optional().describe('What moves or ends the open runs of earlier versions: GET /v1/bulk/{id}.'),
      warnings: z.array(problemSchema),
    }),
    examples: {
      published: {
        summary: 'The next version',
        value: { id: 'trial', version: 2, change: 'published', warnings: [] },
      },
    },
  },
  errors: [dataRefused, draftChanged, keptInCode, notRight],
  async handle({ params: { id }, body, revision, workspace, keyTitle: by }, { database }) {
    const { runs, keepInConsole = false } = body;
    const outcome = await publish(database, { workspace, id, revision, keepInConsole, runs, by });
    if ('newer' in outcome) throw draftChanged(id, outcome.newer);
    if ('refused' in outcome) throw outcome.refused === 'gone' ? draftNotFound(id) : keptInCode(id);
    const [journey] = outcome.published.journeys;
    if (!journey) throw new ProblemError(outcome.published.warnings);
    return { ...journey, warnings: outcome.published.warnings };
  },
});
