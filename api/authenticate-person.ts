import type { Request } from 'express';
import { rights, rightsOf } from '../core/access/rights.ts';
import { findSession, type SessionRow } from '../store/access/sessions.ts';
import type { Database } from '../store/database/database.ts';
import type { Actor } from './actor.ts';
import { isFromOwnPage, sessionTokenOf } from './caller.ts';
import { admitActor } from './request-actor.ts';
import { requestForged, sessionOver } from './session-errors.ts';
import { createTurns } from './turns.ts';

/**
 * Admits a request by the cookie of a session. It stands before operations of people only; no other door looks at cookies.
 * A cookie changes something only from a page of ours, whatever else the browser sends by itself.
 */
export type AdmitPerson = (request: Request) => Promise<void>;

/** Of the pool's connections: a flood of made-up cookies must leave some to everybody else. */
const LOOK_UPS = 3;

export function createPersonCheck(database: Database): AdmitPerson {
  const inTurn = createTurns(LOOK_UPS);
  return async (request) => {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await inTurn(() => findSession(database, token));
    if (!session) throw sessionOver();
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromOwnPage(request)) throw requestForged();
    admitActor(request, actorBehind(session));
  };
}

function actorBehind(session: SessionRow): Actor {
  const { workspace, title, role, userId, keyId } = session;
  return {
    kind: userId ? 'user' : 'key',
    id: userId ?? keyId ?? '',
    workspace,
    title,
    rights: role ? rightsOf[role] : rights,
    session,
  };
}
