import { Router } from 'express';
import type { Problem } from '../../core/base/problem.ts';
import { safeParse } from '../../core/base/safe-parse.ts';
import type { Database } from '../../store/database/database.ts';
import { exitRun, type Operation, retryRun } from '../../store/runs/operate.ts';
import { findRunView, listRuns } from '../../store/runs/run-views.ts';
import { type Authenticate, workspaceOf } from '../authenticate.ts';
import { explainRun } from '../explain-run.ts';
import { exitBody, OPERATION_DEPTH, OPERATION_LIMIT, runParams, runsQuery } from '../operations/runs.ts';
import { HttpProblem, notFound } from '../problem-json.ts';
import { read } from '../read.ts';
import { readJson } from '../read-body.ts';

/** Runs: list, read one with all that happened, and what operators do to one. */
export function runRoutes(authenticate: Authenticate, database: Database): Router {
  const router = Router();

  router.get('/v1/runs', authenticate('admin'), async (request, response) => {
    const filter = read(runsQuery, request.query, 'query');
    const items = await listRuns(database, { workspace: workspaceOf(request), ...filter });
    response.json({ items: items.map(inIso), next: items.length === filter.limit ? items.at(-1)?.id : null });
  });

  router.get('/v1/runs/:id', authenticate('admin'), async (request, response) => {
    const id = runIdOf(request.params);
    const found = await findRunView(database, workspaceOf(request), id);
    if (!found) throw goneRun(id);
    response.json(inIso(explainRun(found.run, found.definition)));
  });

  const body = readJson({ limit: OPERATION_LIMIT, depth: OPERATION_DEPTH });
  router.post('/v1/runs/:id/retry', authenticate('admin'), body, async (request, response) => {
    const id = runIdOf(request.params);
    answer(id, await retryRun(database, workspaceOf(request), id));
    response.json({ success: true });
  });

  router.post('/v1/runs/:id/exit', authenticate('admin'), body, async (request, response) => {
    const id = runIdOf(request.params);
    const { reason } = read(exitBody, request.body ?? {}, 'body');
    answer(id, await exitRun(database, workspaceOf(request), id, reason));
    response.json({ success: true });
  });
  return router;
}

function runIdOf(params: { readonly [name: string]: unknown }): string {
  const id = safeParse(runParams, params);
  if (!id.success) throw goneRun(String(params.id));
  return id.data.id;
}

function goneRun(id: string): HttpProblem {
  return notFound(`runs.${id}`, 'there is no such run', 'GET /v1/runs?userId=… lists the runs of a customer.');
}

function answer(id: string, operation: Operation): void {
  if (operation === 'done') return;
  if (operation === 'gone') throw goneRun(id);
  const problem: Problem =
    operation === 'ended'
      ? {
          code: 'run-ended',
          where: `runs.${id}`,
          problem: 'the run has ended',
          remedy: 'Nothing is left to do for it.',
        }
      : {
          code: 'run-not-stuck',
          where: `runs.${id}`,
          problem: 'the run is not stuck',
          remedy: 'It goes on by itself; GET it to see where it stands.',
        };
  throw new HttpProblem(409, problem);
}

/** Moments as ISO 8601, wherever they stand: members that end in "At", and `at`. */
function inIso(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inIso);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'number' && /(^at|At)$/.test(name) ? new Date(member).toISOString() : inIso(member),
    ]),
  );
}
