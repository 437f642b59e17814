import { z } from 'zod';
import { type TimelineItem, type TimelinePlace, timelineKinds } from '../../../core/customer/timeline/index.ts';
import { buyerStages } from '../../../core/statistics/customer-value.ts';
import { messageStates } from '../../../store/messages/messages.ts';
import { moment } from '../../codecs.ts';
import { pageLimit } from '../../paging.ts';

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

export const timelinePageSchema = z.strictObject({
  items: z.array(timelineItemSchema).describe('Newest first, over all journeys.'),
  next: z.string().nullable().describe('Give it for the next, older page; null on the last one.'),
});

const unsentSchema = z.strictObject({
  id: z.uuid(),
  journeyRunId: z.uuid().nullable(),
  journey: z.string().nullable(),
  title: z.string().nullable().describe("The journey's title, or its id."),
  step: z.string().nullable(),
  channel: z.string(),
  template: z.string(),
  state: z.enum(messageStates),
  rule: z.string().nullable(),
  ruleValue: z.string().nullable(),
  errorCode: z.string().nullable().describe('Of its newest attempt.'),
  createdAt: moment.describe('When the run requested it.'),
  updatedAt: moment.describe('When it was decided.'),
  text: z.string().describe('Why, as a sentence.'),
});

export const profileSchema = z.strictObject({
  now: moment.describe("The workspace's clock."),
  timeZone: z.string().describe("The customer's, an IANA name: from the trait `timezone`, else UTC."),
  traitSources: z
    .record(
      z.string(),
      z.strictObject({
        at: moment.describe('When the event happened that set it.'),
        call: z.string().nullable().describe('The type of that call; null: it is not stored any more.'),
        journey: z.string().nullable().describe('Of a trait that a run set: its journey.'),
      }),
    )
    .describe('Trait ▸ where its value comes from.'),
  reach: z
    .array(
      z.strictObject({
        channel: z.string(),
        address: z.string().nullable(),
        state: z
          .enum(['reachable', 'no-address', 'suppressed', 'withdrawn', 'no-marketing'])
          .describe('withdrawn: the customer wants nothing by this channel. no-marketing: no marketing by it.'),
        reason: z.string().nullable().describe('Of a suppressed address.'),
      }),
    )
    .describe('By which channels the customer can be reached.'),
  notSent: z.array(unsentSchema).describe('The newest messages that were not sent, or not yet, with the reason.'),
});

export const customerValueSchema = z.strictObject({
  alive: z.number().optional().describe('The chance to buy ever again. Who bought once is alive by construction.'),
  buys90: z.number().optional().describe('Days with a purchase expected in the next 90 days.'),
  order: z.number().optional().describe('The money expected of a day with a purchase.'),
  clv365: z.number().optional().describe('The money expected in a year, times the margin; later months count less.'),
  rfm: z.string().describe('Fifths of recency, frequency and money among all customers; 5 is best.'),
  stage: z.enum(buyerStages),
  purchases: z.int().describe('Days with a purchase.'),
  spent: z.number(),
});

export const customerViewSchema = profileSchema.extend({
  id: z.uuid().describe('Our own id of the customer: another one than asked for where the two were joined.'),
  createdAt: moment,
  traits: json,
  value: customerValueSchema
    .nullable()
    .describe('What is computed of their purchases; null: they bought nothing, or it is not computed yet.'),
  identities: z.array(z.strictObject({ kind: z.string(), value: z.string(), addedAt: moment })),
  consents: json.describe('What the statements amount to; GET /v1/customers/{id}/consents has the history.'),
  segments: z
    .array(z.strictObject({ id: z.string(), title: z.string().nullable(), since: moment, cause: z.string() }))
    .describe('The segments that they are in, since when and by what.'),
  mergedIds: z.array(z.uuid()).describe('Customers who were joined into this one.'),
  openRuns: z.int().describe('Runs that have not ended.'),
  timeline: timelinePageSchema,
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
  limit: pageLimit('Entries of the timeline'),
  after: z.string().max(300).optional().describe('The `next` of the page before.'),
};
