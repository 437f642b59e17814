import { z } from 'zod';
import { findStep, idSchema, pathNameSchema } from '../../../core/journey/definition/index.ts';
import { findVersion } from '../../../store/journeys/journeys.ts';
import { skipStep as skip } from '../../../store/runs/operate.ts';
import { findRunPlace } from '../../../store/runs/run-place.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { runEnded, runNotFound } from './errors.ts';
import { answerOf, operated } from './operate.ts';

const stepUnfit = defineError({
  status: 422,
  code: 'step-unfit',
  when: 'the run does not wait at this step, or the step has no such way out',
  text: (step: string, paths: readonly string[]) => ({
    where: `steps.${step}`,
    problem: 'the run does not wait at this step, or the step has no such way out',
    remedy: paths.length === 0 ? 'GET the run to see its current step.' : `Ways out: ${paths.join(', ')}.`,
  }),
  example: ['settle', []],
});

export const skipStep = defineOperation({
  ...operated,
  id: 'skipStep',
  right: 'support',
  path: '/v1/runs/{id}/skip',
  summary: 'Take a run on from a step',
  description:
    'The run leaves the step by one of its ways out, as if it had ended so. A message that has not begun to leave is not sent; one that has is not recalled.',
  body: {
    limit: 4 * 1024,
    depth: 8,
    schema: z.strictObject({
      step: idSchema.describe('Where the run waits.'),
      path: pathNameSchema.optional().describe('Unless given `next`, else `timeout`, else the only one there is.'),
      reason: z.string().trim().min(1).max(200).describe('Why; it is kept with the run.'),
    }),
    examples: { skip: { summary: 'Do not wait', value: { step: 'settle', reason: 'asked by phone' } } },
  },
  errors: [runEnded, stepUnfit, dataRefused],
  async handle({ params: { id }, body: { step, path: asked, reason }, workspace }, { database }) {
    const place = await findRunPlace(database, workspace, id);
    if (!place) throw runNotFound(id);
    if (place.isEnded) throw runEnded(id);
    const version = await findVersion(database, { workspace, ...place });
    const paths = Object.keys((version && findStep(version.definition, step)?.paths) ?? {});
    const path = asked ?? ['next', 'timeout'].find((each) => paths.includes(each)) ?? paths[0];
    if (!place.steps.includes(step) || path === undefined || !paths.includes(path)) throw stepUnfit(step, paths);
    if (asked === undefined && path !== 'next' && path !== 'timeout' && paths.length > 1) throw stepUnfit(step, paths);
    return answerOf(id, await skip(database, { workspace, id, step, path, reason }));
  },
});
