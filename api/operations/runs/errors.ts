import { z } from 'zod';
import { defineError } from '../../define-error.ts';
import { runId } from './examples.ts';

export const runParams = z.strictObject({ id: z.uuid().describe('The id of a run.') });

export const runNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such run',
  text: (id: string) => ({
    where: `runs.${id}`,
    problem: 'there is no such run',
    remedy: 'GET /v1/runs?userId=… lists the runs of a customer.',
  }),
  example: [runId],
});

export const runEnded = defineError({
  status: 409,
  code: 'run-ended',
  when: 'the run has ended',
  text: (id: string) => ({
    where: `runs.${id}`,
    problem: 'the run has ended',
    remedy: 'Nothing is left to do for it.',
  }),
  example: [runId],
});

export const runNotStuck = defineError({
  status: 409,
  code: 'run-not-stuck',
  when: 'the run is not stuck',
  text: (id: string) => ({
    where: `runs.${id}`,
    problem: 'the run is not stuck',
    remedy: 'It goes on by itself; GET it to see its current step.',
  }),
  example: [runId],
});
