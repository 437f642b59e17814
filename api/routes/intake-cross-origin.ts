import type { RequestHandler } from 'express';

/** Beside these: Segment's SDK for browsers counts its retries in a header, RudderStack's sends half a dozen. */
const knownHeaders = 'authorization, content-type';
const headerNames = /^[\w\-, ]{1,1000}$/;

/**
 * Browser keys are public by nature, in every page, so any origin may send. A beacon of JSON, and a fetch that says so, come
 * with credentials, for which a browser wants the origin and the headers by name. No cookie is looked at in intake, so a
 * page of a stranger gains nothing.
 */
export const intakeCrossOrigin: RequestHandler = (request, response, next) => {
  const origin = request.get('origin');
  response.vary('Origin').set({
    'Access-Control-Allow-Origin': origin ?? '*',
    'Access-Control-Expose-Headers': 'retry-after',
    ...(origin !== undefined && { 'Access-Control-Allow-Credentials': 'true' }),
  });
  next();
};

/** Answers a browser that asks before it sends. */
export const intakePreflight: RequestHandler = (request, response) => {
  const asked = request.get('access-control-request-headers') ?? '';
  response.vary('Access-Control-Request-Headers').set({
    'Access-Control-Allow-Headers': headerNames.test(asked) ? `${knownHeaders}, ${asked}` : `${knownHeaders}, *`,
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Max-Age': '86400',
  });
  response.status(204).end();
};
