import type { Request } from 'express';
import { addressGroup } from '../config/networks.ts';
import { userOf } from './authenticate-user.ts';
import { keyOf } from './request-key.ts';

/**
 * Who sent a request, for limits and shares: its key and its address together. A write key is public, and one address may
 * send for several shops.
 */
export function senderOf(request: Request): string {
  const key = userOf(request) ? 'user' : keyOf(request).id;
  return `${key}/${addressOf(request)}`;
}

/** The sender's address as addressGroup counts it; forwarded ones only from trusted proxies (app.ts). */
export function addressOf(request: Request): string {
  return addressGroup(request.ip);
}
