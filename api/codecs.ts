import { z } from 'zod';

/** A moment: ISO 8601 in UTC in the API, epoch milliseconds in the program. */
export const moment = z.codec(z.iso.datetime(), z.number(), {
  decode: (text) => Date.parse(text),
  encode: (milliseconds) => new Date(milliseconds).toISOString(),
});
