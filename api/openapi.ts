import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { packageVersion } from '../config/package-root.ts';
import { rolesWith } from '../core/access/rights.ts';
import { errorsOf } from './common-errors.ts';
import { nameComponents } from './components.ts';
import { type ErrorDescription, problemAnswerSchema, thisAddress } from './define-error.ts';
import type { Content, Operation } from './define-operation.ts';
import { operations } from './operations/index.ts';

const introduction = `Durable customer journeys: events in, the right next step out, once.

Times are ISO 8601 in UTC, ids are UUIDs, members are camelCase; the names of your own properties and traits are never
touched. Lists come as \`{items, next}\`. Every error is problem+json with a stable \`code\`, a place (\`where\`) and a \`remedy\`.`;

const tags = [
  { name: 'events', description: "Events in, by Segment's protocol." },
  { name: 'consents', description: 'What customers have granted and withdrawn.' },
  { name: 'journeys', description: 'Publish journeys and templates, and read them.' },
  {
    name: 'runs',
    description: `Look at runs, and operate one. A run is one customer's passage through a journey. It goes on in turns: each takes what the
run received (events, outcomes of messages) and goes as far as it can. A run whose turn or message fails in a way that
a retry does not fix is stuck, and waits for an operator.`,
  },
  { name: 'customers', description: 'One customer: who it is, and all that happened over all journeys.' },
  {
    name: 'tasks',
    description:
      'What people are asked to do by runs. A run waits for the answer and goes on by it. People are named as the groups of the workspace configuration name them.',
  },
  {
    name: 'inbox',
    description: `In-app messages of the person who is signed in, for pages and apps. News come by \`GET /v1/inbox/stream\` as server-sent events:
\`message\` (a new or changed message), \`unread\` (the count), \`end\` (connect again). It takes the user token in the header, or
\`ticket\` in the address; \`Last-Event-ID\`, or \`after\`, is the position to go on from. docs/in-app.md has the whole.`,
  },
  {
    name: 'offers',
    description: `The catalogue of offers, and what places on pages and in apps are given to show: by your server with a server key, or by the
page itself with a user token. docs/offers.md has the whole.`,
  },
  {
    name: 'push',
    description: 'Browsers of the person who is signed in, for push messages. docs/channels.md has the whole.',
  },
  {
    name: 'people',
    description:
      'Who uses the console: people with a role, their sessions, and the log of what they changed. An admin key has every right.',
  },
  { name: 'keys', description: 'Keys and secrets of the workspace.' },
  {
    name: 'test',
    description:
      'Of a stack in test mode, for stories (`throughline/testing`): the clock of the workspace stands still and is set. Refused everywhere else.',
  },
  {
    name: 'service',
    description: `The service itself: how it stands, whether it answers, what it takes. \`GET /v1/stream?watch=runs,run:<id>\` gives hints as
server-sent events, for pages that read again what they show: \`changed\` names what changed of \`watch\` (\`journeys\`, \`runs\`,
\`messages\`, \`events\`, \`tasks\`, \`operators\`, \`run:<id>\`, \`customer:<id>\`; 20 at most), \`end\` says why the stream is over. It
takes a session or an admin key, and looks for changes every two seconds. docs/console.md has the whole.`,
  },
];

const securitySchemes = {
  write: {
    type: 'http',
    scheme: 'basic',
    description:
      "A server or browser key (tl_server_…, tl_browser_…) as user name, with an empty password, as Segment's SDKs send it. As Bearer token it is taken too, and as `writeKey` in the body.",
  },
  admin: {
    type: 'http',
    scheme: 'bearer',
    description: 'The admin key (tl_admin_…). As Basic user name it is taken too.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'throughline',
    description:
      'The cookie of a person who is signed in at the console (on https `__Host-throughline`). It changes something only with `X-Throughline: console` and from the same origin.',
  },
  user: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'A token that your own server signs with the secret for user tokens (HS256). It names one userId in `sub` and the workspace in `aud`, and lives an hour at most.',
  },
} as const;

/** The API as OpenAPI 3.1, made of the schemas that the routes check with. */
export function describeApi() {
  nameComponents();
  const registry = new OpenAPIRegistry();
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    registry.registerComponent('securitySchemes', name, scheme);
  }
  for (const operation of operations) registry.registerPath(routeOf(operation));
  const { webhooks: _none, ...document } = new OpenApiGeneratorV31(registry.definitions, {
    sortComponents: 'alphabetically',
  }).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version: packageVersion(),
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags,
  });
  return document;
}

function routeOf(operation: Operation): RouteConfig {
  const { id, method, path, also = [], tag, key, right, summary } = operation;
  const { params, query, body, answer } = operation;
  const errors = errorsOf(operation);
  const elsewhere = also.map((address) => `\`${address}\``).join(', ');
  const description = [
    operation.description,
    ...(also.length > 0 ? [`The same at ${elsewhere}.`] : []),
    ...(right ? [`Needs the right \`${right}\`; the roles that have it: ${rolesWith(right).join(', ')}.`] : []),
  ].join('\n\n');
  return {
    operationId: id,
    method,
    path,
    tags: [tag],
    summary,
    description,
    security: key === 'none' ? [] : [{ [key]: [] }, ...(right ? [{ session: [] }] : [])],
    ...(right && { 'x-right': right }),
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(operation.ifMatch !== undefined && {
        headers: z.object({ 'If-Match': z.string().describe(operation.ifMatch) }),
      }),
      ...(body && { body: { required: true, content: inJson({ ...body, schema: body.described ?? body.schema }) } }),
    },
    responses: {
      200: { description: answer.description, content: inJson(answer) },
      ...Object.fromEntries(
        [...new Set(errors.map(({ status }) => status))].map((status) => [
          status,
          errorAnswer(
            path,
            errors.filter((each) => each.status === status),
          ),
        ]),
      ),
    },
  };
}

function inJson({ schema, examples }: Content) {
  return { 'application/json': { schema, examples: { ...examples } } };
}

/** All errors of an operation that have one status. */
function errorAnswer(path: string, errors: readonly ErrorDescription[]): RouteConfig['responses'][number] {
  const codes = errors.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const areAllKnown = codes.length === errors.length;
  const schema = areAllKnown
    ? z.intersection(problemAnswerSchema, z.object({ code: z.enum(codes) }))
    : problemAnswerSchema;
  return {
    description: errors
      .map(({ code, when }) => (code === undefined ? `- ${when}` : `- \`${code}\`: ${when}`))
      .join('\n'),
    ...(errors.some(({ status }) => status === 429 || status === 503) && { headers: retryAfter }),
    content: {
      'application/problem+json': {
        schema,
        examples: Object.fromEntries(
          errors.map(({ example, when }) => [
            example.code,
            { summary: when, value: example.where === thisAddress ? { ...example, where: path } : example },
          ]),
        ),
      },
    },
  };
}

const retryAfter = {
  'Retry-After': {
    description: 'Seconds after which to send it again.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
} as const;
