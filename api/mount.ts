import { type Request, type RequestHandler, Router } from 'express';
import type { z } from 'zod';
import { safeParse } from '../core/base/safe-parse.ts';
import { type Authenticate, workspaceOf } from './authenticate.ts';
import { parameterWrong } from './common-errors.ts';
import type { Operation } from './define-operation.ts';
import { read } from './read.ts';
import { readJson } from './read-body.ts';
import { senderOf } from './sender.ts';
import type { ApiServices } from './services.ts';

/** The routes of the operations. The order of the checks: key, body, parameters. */
export function mountOperations(
  operations: readonly Operation[],
  {
    services,
    authenticate,
    intakeDoor,
  }: {
    readonly services: ApiServices;
    readonly authenticate: Authenticate;
    /** Stands before operations with a write key, which may be in the body: key, body and rates in one. */
    readonly intakeDoor: RequestHandler;
  },
): Router {
  const router = Router();
  for (const operation of operations) {
    const { method, path, also = [], key } = operation;
    const handlers = [
      ...(key === 'write' ? [intakeDoor] : doorOf(operation, authenticate)),
      perform(operation, services),
    ];
    // One by one: the metrics tell requests by the address that a route has.
    for (const address of [path, ...also]) router[method](address.replace(/\{(\w+)\}/g, ':$1'), ...handlers);
  }
  return router;
}

function doorOf({ key, body }: Operation, authenticate: Authenticate): RequestHandler[] {
  return [
    ...(key === 'none' ? [] : [authenticate(key)]),
    ...(body?.depth === undefined ? [] : [readJson({ limit: body.limit, depth: body.depth })]),
  ];
}

function perform(operation: Operation, services: ApiServices): RequestHandler {
  const { key, params, query, body, answer, cacheSeconds } = operation;
  return async (request, response) => {
    const value: unknown = await operation.handle(
      {
        params: params && readParams(operation, params, request),
        query: query && read(query, request.query, 'query'),
        body: body && (body.read ? body.read(request.body) : read(body.schema, request.body, 'body')),
        workspace: key === 'none' ? '' : workspaceOf(request),
        sender: key === 'none' ? '' : senderOf(request),
      },
      services,
    );
    if (cacheSeconds !== undefined) response.set('Cache-Control', `public, max-age=${cacheSeconds}`);
    response.json(answer.schema.encode(value as never));
  };
}

/** What can be no id names nothing that is there. */
function readParams({ notFound }: Operation, schema: z.ZodObject, { params }: Request): Record<string, unknown> {
  const result = safeParse(schema, params);
  if (result.success) return result.data;
  const [name = ''] = Object.keys(schema.shape);
  throw notFound
    ? notFound(String(params[name]))
    : parameterWrong(`path.${name}`, 'it names nothing that can be there');
}
