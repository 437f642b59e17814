import type { Request } from 'express';
import { readBody } from '../read-body.ts';
import type { PageForm } from './page.ts';

/** Bytes: two hundred choices, twice. */
const LONGEST = 64 * 1024;

/** RFC 8058 lets mail programs send either. */
const TYPES = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** Reads the form that was sent; undefined: it is none. */
export async function readForm(request: Request): Promise<PageForm | undefined> {
  const type = request.get('content-type') ?? '';
  if (!TYPES.includes(type.split(';')[0]?.trim().toLowerCase() ?? '')) return undefined;
  const body = await readBody(request, LONGEST);
  const read = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined);
  if (!read) return undefined;
  const values = (name: string) => read.getAll(name).filter((value) => typeof value === 'string');
  return { values, value: (name) => values(name)[0] ?? '' };
}
