import type { Request, RequestHandler } from 'express';
import { type Right, rights } from '../core/access/rights.ts';
import type { Actor } from './actor.ts';
import { admitWith, keyOf } from './request-key.ts';
import { rightMissing } from './session-errors.ts';

/** Gives a request the person who is signed in. To whatever asks for a key it is an admin key; rights say what it may do. */
export function admitActor(request: Request, actor: Actor): void {
  const { id, workspace, title } = actor;
  admitWith(request, { id, workspace, title, kind: 'admin' });
  Object.assign(request, { actor });
}

export function actorOf(request: Request): Actor {
  const { actor } = request as Request & { actor?: Actor };
  return actor ?? { ...keyOf(request), kind: 'key', rights };
}

/** Refuses with 403 who lacks the right. It stands before the body is read. */
export function requireRight(right: Right): RequestHandler {
  const refused = rightMissing(right);
  return (request, _response, next) => {
    if (!actorOf(request).rights.includes(right)) throw refused();
    next();
  };
}
