import { type Request, Router } from 'express';
import { type CallType, callSchemas } from '../../services/intake/call-schema.ts';
import type { AdmitKey } from '../authenticate.ts';
import { INTAKE_DEPTH } from '../intake-door.ts';
import { sendCall } from '../operations/events/send-call.ts';
import { onePoint } from '../pages/tracking.ts';
import type { RateLimits } from '../rate-limits.ts';
import { parseJson } from '../read-body.ts';
import { keyOf, workspaceOf } from '../request-key.ts';
import { scanJson } from '../scan-json.ts';
import { senderOf } from '../sender.ts';
import type { ApiServices } from '../services.ts';

export interface PixelDependencies {
  readonly admitKey: AdmitKey;
  readonly rates: RateLimits;
  readonly services: ApiServices;
}

/**
 * Calls as images, by Segment's pixel address: GET /v1/pixel/track?data=<base64 of the call's JSON, with its write key>.
 * Meant for pages without scripts, and for mails of others. What is refused is answered as it is elsewhere.
 */
export function pixelRoutes({ admitKey, rates, services }: PixelDependencies): Router {
  const router = Router();
  router.get('/v1/pixel/:type', async (request, response, next) => {
    const { type } = request.params;
    // Express answers HEAD by the handler of GET: who only looks has no event.
    if (!isCallType(type) || request.method !== 'GET') return next();
    const json = scanJson(callIn(request), INTAKE_DEPTH);
    await admitKey(request, json.writeKey, 'write');
    await rates.check(request);
    await rates.take(request, 1);
    const [workspace, sender, keyKind] = [workspaceOf(request), senderOf(request), keyOf(request).kind];
    const body = parseJson(json.bytes) ?? {};
    await sendCall(type)({ body, workspace, sender, keyKind }, services);
    response.type('gif').send(onePoint);
  });
  return router;
}

function isCallType(type: string | undefined): type is CallType {
  return type !== undefined && Object.hasOwn(callSchemas, type);
}

/** Either alphabet of base64; a plus that nobody encoded comes as a blank. An address is 16 KB at most. */
function callIn({ query }: Request): Buffer {
  const { data } = query;
  return Buffer.from(typeof data === 'string' ? data.replaceAll(' ', '+') : '', 'base64');
}
