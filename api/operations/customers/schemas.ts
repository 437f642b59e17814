import { z } from 'zod';
import { type TimelineItem, type TimelinePlace, timelineKinds } from '../../../core/customer/timeline/index.ts';
import { moment } from '../../codecs.ts';

const json = z.record(z.string(), z.unknown());

const timelineItemSchema = z.strictObject({
  at: moment.describe('When it was accepted or decided.'),
  kind: z
    .enum(timelineKinds as [TimelineItem['kind'], ...TimelineItem['kind'][]])
    .describe(
      'event: a call. merge: another customer was joined. consent: granted or withdrawn. entered, ended: of a run. step: a run came to one. message, task: as it now is, at the moment of its request. goal: a run reached it.',
    ),
  id: z.string().describe('Of the event, merge, consent, run, message or task; of a step: run/visit.'),
  text: z.string().describe('The entry in one line, for people.'),
  details: json.describe('What the kind has beside that; moments are ISO 8601.'),
});

export const customerViewSchema = z.strictObject({
  id: z.uuid().describe('Our own id of the customer: another one than asked for where the two were joined.'),
  createdAt: moment,
  traits: json,
  identities: z.array(z.strictObject({ kind: z.string(), value: z.string(), addedAt: moment })),
  consents: json.describe('What the statements amount to; GET /v1/customers/{id}/consents has the history.'),
  mergedIds: z.array(z.uuid()).describe('Customers who were joined into this one.'),
  openRuns: z.int().describe('Runs that have not ended.'),
  timeline: z.strictObject({
    items: z.array(timelineItemSchema).describe('Newest first, over all journeys.'),
    next: z.string().nullable().describe('Give it as `after` for the next, older page; null on the last one.'),
  }),
});
/** As it goes over the wire: moments are ISO 8601. */
export type CustomerAnswer = z.input<typeof customerViewSchema>;

const placeSchema = z.tuple([z.int().min(0), z.enum(timelineKinds as [TimelineItem['kind']]), z.string().max(100)]);

/** The place after which the next page begins, as one word. */
export function placeAsText({ at, kind, id }: TimelinePlace): string {
  return Buffer.from(JSON.stringify([at, kind, id])).toString('base64url');
}

/** Undefined for a text that is no place. */
export function placeOfText(text: string): TimelinePlace | undefined {
  try {
    const [at, kind, id] = placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return at <= 8.64e15 ? { at, kind, id } : undefined;
  } catch {
    return undefined;
  }
}

export const timelineQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Entries of the timeline on a page.'),
  after: z.string().max(300).optional().describe('The `next` of the page before.'),
};
