import { z } from 'zod';
import type { Json } from '../../../core/base/canonical-json.ts';
import { jsonTooLarge } from '../../../core/base/json-limits.ts';
import { ProblemError } from '../../../core/base/problem.ts';
import { safeParse } from '../../../core/base/safe-parse.ts';
import { reader } from '../../../core/condition/fields.ts';
import { readDeclaredData } from '../../../core/content/declared-data.ts';
import { timeZoneOf } from '../../../core/customer/time-zone.ts';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { channelKinds } from '../../../services/channels/index.ts';
import { type PreviewCustomer, previewTemplate as renderPreview } from '../../../services/content/preview.ts';
import {
  PUBLICATION_DEPTH,
  PUBLICATION_LIMIT,
  PUBLICATION_VALUES,
  publicationSchema,
} from '../../../services/publishing/publication.ts';
import { readPartials } from '../../../store/content/partials.ts';
import { type CustomerOfTemplate, findCustomerOfTemplate } from '../../../store/content/preview-customer.ts';
import { findLiveTemplate } from '../../../store/content/templates.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { dataRefused, parameterWrong } from '../../common-errors.ts';
import { defineError, type ErrorDescription, HttpProblem } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

const templateNotFound = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such template',
  text: (id: string) => ({
    where: `templates.${id}`,
    problem: `there is no template "${id}"`,
    remedy: 'Publish it, or send it as `draft`.',
  }),
  example: ['wellcome'],
});

const customerNotFound = defineError({
  status: 404,
  code: 'customer-not-found',
  when: 'there is no customer with this userId',
  text: () => ({
    where: 'body.userId',
    problem: 'there is no customer with this userId',
    remedy: 'Send the userId that identify calls carry, or a fixture.',
  }),
  example: [],
});

const notRight: ErrorDescription = {
  status: 422,
  code: undefined,
  when: 'the body or the template is not right: no such fixture, channel or language, or the template fails',
  example: {
    type: 'urn:throughline:unknown-fixture',
    title: 'the template has no fixture "anne"',
    status: 422,
    code: 'unknown-fixture',
    where: 'fixture',
    remedy: 'Did you mean "ann"?',
  },
};

const { content, data, fixtures } = publicationSchema.shape.templates.unwrap().element.shape;

const requestSchema = z.strictObject({
  userId: z.string().min(1).max(500).optional(),
  fixture: z.string().max(60).optional(),
  channel: idSchema.optional().describe("Default: the template's first."),
  language: z.string().max(50).optional().describe('Default: by the traits `language` and `locale`.'),
  draft: z
    .strictObject({ content, data, fixtures, partials: publicationSchema.shape.partials })
    .optional()
    .describe('Instead of the live version. Partials that it lacks are the published ones.'),
});

/** A draft may hold whole e-mails, so the limits are those of publications. */
function readRequest(body: unknown): z.output<typeof requestSchema> {
  const excess = jsonTooLarge(body, { depth: PUBLICATION_DEPTH, values: PUBLICATION_VALUES, storable: true }, 'body');
  if (excess?.code === 'data-refused') throw new HttpProblem(422, excess);
  const result = excess ? undefined : safeParse(requestSchema, body);
  if (result?.success) return result.data;
  const issue = result?.error.issues[0];
  throw parameterWrong(
    excess?.where ?? ['body', ...(issue?.path ?? [])].join('.'),
    excess?.problem ?? issue?.message ?? 'it can not be read',
  );
}

export const previewTemplate = defineOperation({
  id: 'previewTemplate',
  method: 'post',
  path: '/v1/templates/{id}/preview',
  tag: 'journeys',
  key: 'admin',
  right: 'look',
  isReading: true,
  summary: 'Render a template without sending it',
  description: `With the traits of a real customer (\`userId\`) or a sample: a fixture of the template, or values made from what it
declares. With a customer, \`entry\` and the step's data come from their newest run in a journey that sends the template. What has
no value is left empty and listed in \`missing\`: the message would not be sent. Nothing is sent or stored.`,
  params: z.strictObject({ id: z.string().min(1).max(200).describe('The id of a template.') }),
  notFound: templateNotFound,
  body: {
    limit: PUBLICATION_LIMIT,
    depth: PUBLICATION_DEPTH,
    values: PUBLICATION_VALUES,
    read: readRequest,
    schema: requestSchema,
    examples: { user: { summary: 'For a customer', value: { userId: 'u1' } } },
  },
  answer: {
    description: 'The message.',
    schema: z.strictObject({
      template: idSchema,
      version: z.int().nullable().describe('Null: of a draft.'),
      channel: idSchema,
      language: z.string().nullable().describe('Null: the parts without a language.'),
      parts: z.record(z.string(), z.string()).describe('E-mail: subject, html, text.'),
      sample: z.string().describe('Where the data come from, in words.'),
      missing: z.array(z.string()).describe('Variables without a value, and their places.'),
    }),
    examples: {
      mail: {
        summary: 'A mail',
        value: {
          template: 'trial-hello',
          version: 1,
          channel: 'email',
          language: null,
          parts: {
            subject: 'Hello Grace',
            html: '<p>You chose team. Ask us anything.</p>',
            text: 'You chose team. Ask us anything.',
          },
          sample: 'the newest run of the customer',
          missing: [],
        },
      },
    },
  },
  errors: [templateNotFound, customerNotFound, dataRefused, notRight],
  async handle({ params: { id }, body, workspace }, { database }) {
    const { userId, fixture, channel, language, draft } = body;
    const live = draft ? undefined : await findLiveTemplate(database, { workspace, id });
    if (!draft && !live) throw templateNotFound(id);
    const found =
      userId === undefined ? undefined : await findCustomerOfTemplate(database, { workspace, userId, template: id });
    if (userId !== undefined && !found) throw customerNotFound();
    const { configuration } = await getConfiguration(database, database, workspace);
    const template = live ?? {
      content: draft?.content ?? {},
      fixtures: draft?.fixtures ?? {},
      data: readDraftData(draft?.data),
      partials: { ...(await readPartials(database, workspace)), ...draft?.partials },
    };
    const preview = await renderPreview(template, channelKinds, {
      ...{ channel, language, fixture },
      customer: found && customerOf(found),
      defaultLanguage: configuration.languages.default,
      timeZone: timeZoneOf(found?.traits ?? {}),
      now: await workspaceClock(database, workspace).now(),
    });
    return { template: id, version: live?.version ?? null, ...preview };
  },
});

function readDraftData(written: unknown) {
  if (written === undefined) return undefined;
  const read = readDeclaredData(written, 'body.draft.data');
  if (!read.data) throw new ProblemError(read.problems);
  return read.data;
}

/** The data of the message as the step of their run gives it. */
function customerOf({ traits, run }: CustomerOfTemplate): PreviewCustomer {
  if (!run) return { traits };
  const scope = { customer: { traits }, entry: run.entry };
  const given = Object.entries(run.data ?? {}).map(([name, { ref }]) => [name, reader(ref)(scope) ?? null] as const);
  return { traits, entry: run.entry.properties as Json, given: Object.fromEntries(given) };
}
