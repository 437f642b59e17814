import type { RequestHandler } from 'express';
import { USER_TOKEN_HEADER } from '../authenticate-user.ts';

/**
 * Pages of any origin may ask, since a user token is needed and travels in a header: no cookie is looked at, so a page
 * of a stranger gains nothing. "*" does not cover Authorization.
 */
export const inboxCrossOrigin: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': `authorization, content-type, last-event-id, ${USER_TOKEN_HEADER}`,
    'Access-Control-Expose-Headers': 'retry-after',
  });
  if (request.method !== 'OPTIONS') return next();
  response.set({ 'Access-Control-Allow-Methods': 'GET, POST', 'Access-Control-Max-Age': '86400' }).status(204).end();
};
