import type { Request, RequestHandler } from 'express';
import { type Right, rights } from '../core/access/rights.ts';
import { rightMissing } from './common-errors.ts';
import { keyOf } from './request-key.ts';

/** Who asks for an operation of people: an admin key, or a person who is signed in. */
export interface Actor {
  readonly kind: 'key' | 'user';
  readonly id: string;
  readonly workspace: string;
  /** The title of the key, or the person's e-mail address. */
  readonly title: string;
  readonly rights: readonly Right[];
}

/** Gives a request the person who is signed in. */
export function admitActor(request: Request, actor: Actor): void {
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
