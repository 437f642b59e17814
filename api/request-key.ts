import type { Request } from 'express';
import type { AccessKey } from '../store/access/keys.ts';

/** Gives a request the key by which it is admitted. */
export function admitWith(request: Request, key: AccessKey): void {
  Object.assign(request, { accessKey: key });
}

/** The key that the request was admitted with. */
export function keyOf(request: Request): AccessKey {
  return (request as Request & { accessKey: AccessKey }).accessKey;
}

/** The workspace whose key the request carried. */
export function workspaceOf(request: Request): string {
  return keyOf(request).workspace;
}
