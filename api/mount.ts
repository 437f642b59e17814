import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { safeParse } from '../core/base/safe-parse.ts';
import { audited, isAudited } from './audit.ts';
import type { Authenticate } from './authenticate.ts';
import { type UserDoor, userOf } from './authenticate-user.ts';
import { type BodyRoom, createBodyRoom } from './body-room.ts';
import { callerOf } from './caller.ts';
import { parameterWrong, revisionMissing } from './common-errors.ts';
import type { Operation } from './define-operation.ts';
import { keepPlaceUntil } from './intake-door.ts';
import { read } from './read.ts';
import { rawBodyOf, readJson } from './read-body.ts';
import { actorOf, requireRight } from './request-actor.ts';
import { keyOf, workspaceOf } from './request-key.ts';
import { senderOf } from './sender.ts';
import type { ApiServices } from './services.ts';

/** Bodies outside intake that are in memory at once: six of the largest. */
const BODIES_BYTES = 60 * 1024 * 1024;

/** The routes of the operations. The order of the checks: key, right, body, parameters. */
export function mountOperations(
  operations: readonly Operation[],
  {
    services,
    authenticate,
    userDoor,
    intakeDoor,
  }: {
    readonly services: ApiServices;
    readonly authenticate: Authenticate;
    /** Stands before operations with a user token. */
    readonly userDoor: UserDoor;
    /** Stands before operations with a write key, which may be in the body: key, body and rates in one. */
    readonly intakeDoor: RequestHandler;
  },
): Router {
  const router = Router();
  const room = createBodyRoom({ total: BODIES_BYTES, share: BODIES_BYTES });
  for (const operation of operations) {
    const { method, path, also = [], key } = operation;
    const handlers = [
      ...(key === 'write' ? [intakeDoor] : doorOf(operation, { authenticate, userDoor, room })),
      perform(operation, services),
    ];
    // One by one: the metrics label requests with the path of their route.
    for (const address of [path, ...also]) router[method](address.replace(/\{(\w+)\}/g, ':$1'), ...handlers);
  }
  return router;
}

function doorOf(
  { key, right, body }: Operation,
  {
    authenticate,
    userDoor,
    room,
  }: { readonly authenticate: Authenticate; readonly userDoor: UserDoor; readonly room: BodyRoom },
): RequestHandler[] {
  return [
    ...(key === 'none' ? [] : [key === 'user' ? userDoor : authenticate(key)]),
    ...(right ? [requireRight(right)] : []),
    ...(body?.depth === undefined ? [] : [readJson({ ...body, depth: body.depth, room })]),
  ];
}

function perform(operation: Operation, services: ApiServices): RequestHandler {
  const { key, right, params, query, body, answer, cacheSeconds, isConstant = false } = operation;
  let constant: string | undefined;
  return async (request, response) => {
    if (constant !== undefined) return send(response, constant);
    const given = {
      params: params && readParams(operation, params, request),
      query: query && read(query, request.query, 'query'),
      body: body && (body.read ? body.read(request.body) : read(body.schema, request.body, 'body')),
      workspace: key === 'none' ? '' : (userOf(request)?.workspace ?? workspaceOf(request)),
      user: userOf(request),
      keyKind: key === 'none' || key === 'user' ? undefined : keyOf(request).kind,
      origin: `${request.protocol}://${request.get('host') ?? 'localhost'}`,
      sender: key === 'none' ? '' : senderOf(request),
      keyTitle: key === 'none' || key === 'user' ? '' : keyOf(request).title,
      actor: right && actorOf(request),
      caller: callerOf(request, response),
      revision: operation.ifMatch === undefined ? 0 : revisionIn(request.get('if-match')),
      signed: body?.isSigned && { request, raw: rawBodyOf(request) },
    };
    const handle = () => operation.handle(given, services);
    const handled = isAudited(operation) ? audited(services.database, operation, given, handle) : handle();
    const value: unknown = await (key === 'write' ? keepPlaceUntil(request, handled) : handled);
    const text = JSON.stringify(answer.schema.encode(value as never));
    if (isConstant) constant = text;
    send(response, text);
  };
  function send(response: Response, text: string): void {
    if (cacheSeconds !== undefined) response.set('Cache-Control', `public, max-age=${cacheSeconds}`);
    response.type('json').send(text);
  }
}

/** "31" or "\"31\"". */
function revisionIn(header: string | undefined): number {
  const [, revision] = /^"?(\d{1,9})"?$/.exec(header ?? '') ?? [];
  if (revision === undefined) throw revisionMissing();
  return Number(revision);
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
