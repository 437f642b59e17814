import { z } from 'zod';
import type { Problem } from '../base/problem.ts';
import { safeParse } from '../base/safe-parse.ts';
import { schemaProblems } from '../base/schema-problems.ts';
import { alertsSchema } from './alerts.ts';
import { capsSchema } from './caps.ts';
import { consentSchema } from './consent.ts';
import { experimentsSchema } from './experiments.ts';
import { feedbackSchema } from './feedback.ts';
import { globalControlSchema } from './global-control.ts';
import { groupsSchema } from './groups.ts';
import { checkHolds, holdsSchema } from './holds.ts';
import { identitiesSchema } from './identities.ts';
import { languagesSchema } from './languages.ts';
import { measurementSchema } from './measurement.ts';
import { observeSchema } from './observe.ts';
import { checkQuietHours, quietHoursSchema } from './quiet-hours.ts';
import { retentionSchema } from './retention.ts';
import { sendRateSchema } from './send-rate.ts';
import { smsSchema } from './sms.ts';
import { sourcesSchema } from './sources.ts';
import { topicsSchema } from './topics.ts';
import { trackingSchema } from './tracking.ts';
import { webhooksSchema } from './webhooks.ts';

/** The configuration of a workspace: published with the journeys, one section a file. All sections may be left out. */
export const configurationSchema = z
  .strictObject({
    topics: topicsSchema,
    consent: consentSchema,
    tracking: trackingSchema,
    sms: smsSchema,
    webhooks: webhooksSchema,
    alerts: alertsSchema,
    feedback: feedbackSchema,
    groups: groupsSchema,
    globalControl: globalControlSchema,
    experiments: experimentsSchema,
    measurement: measurementSchema,
    identities: identitiesSchema,
    languages: languagesSchema,
    quietHours: quietHoursSchema,
    caps: capsSchema,
    holds: holdsSchema,
    sendRate: sendRateSchema,
    retention: retentionSchema,
    sources: sourcesSchema,
    observe: observeSchema,
  })
  .describe('Topics, regimes, endpoints, groups, languages and limits on messages of a workspace.');

export type Configuration = z.infer<typeof configurationSchema>;

/** As people write it: every section and every setting with a default may be left out. */
export type ConfigurationInput = z.input<typeof configurationSchema>;

/** What holds until a configuration is published. */
export const defaultConfiguration: Configuration = configurationSchema.parse({});

/** Reads a configuration; one that an earlier release stored gets today's defaults for what it lacks. */
export function readConfiguration(json: unknown): {
  readonly configuration?: Configuration;
  readonly problems: readonly Problem[];
} {
  const read = safeParse(configurationSchema, json);
  if (!read.success) {
    return { problems: schemaProblems(configurationSchema, read.error, json, 'workspace') };
  }
  return {
    configuration: read.data,
    problems: [...checkNames(read.data), ...checkQuietHours(read.data.quietHours), ...checkHolds(read.data.holds)],
  };
}

/** Names in one section that another must have. */
function checkNames({ groups, alerts, tracking, topics, caps, holds }: Configuration): readonly Problem[] {
  const unknownAlerts = Object.entries(groups).flatMap(([id, { alert }]): Problem[] =>
    alert === undefined || Object.hasOwn(alerts, alert)
      ? []
      : [missing(`workspace.groups.${id}.alert`, 'alert', alert, 'alerts')],
  );
  const unknownTopics = Object.keys(tracking.topics).flatMap((topic): Problem[] =>
    Object.hasOwn(topics, topic) ? [] : [missing(`workspace.tracking.topics.${topic}`, 'topic', topic, 'topics')],
  );
  const limits = [...Object.entries(caps), ...Object.entries(holds)];
  const inLimits = limits.flatMap(([name, limit]) =>
    (limit.topics ?? []).flatMap((topic): Problem[] =>
      Object.hasOwn(topics, topic)
        ? []
        : [missing(`workspace.${'when' in limit ? 'holds' : 'caps'}.${name}.topics`, 'topic', topic, 'topics')],
    ),
  );
  return [...unknownAlerts, ...unknownTopics, ...inLimits];
}

function missing(where: string, what: string, name: string, section: string): Problem {
  return {
    code: `unknown-${what}`,
    where,
    problem: `There is no ${what} "${name}".`,
    remedy: `Declare it in the section "${section}".`,
  };
}
