import type { Json } from '../../core/base/canonical-json.ts';
import { PermanentFailure } from '../../core/base/failure.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { reader } from '../../core/condition/fields.ts';
import { timeZoneOf } from '../../core/customer/time-zone.ts';
import { findStep, kindOfChannel } from '../../core/journey/definition/index.ts';
import { isSend } from '../../core/journey/steps/send.ts';
import { channelKinds } from '../../core/message/channel-kinds.ts';
import { findLiveTemplate, getTemplate, type StoredTemplate } from '../../store/content/templates.ts';
import type { Database } from '../../store/database/database.ts';
import { findMessageToRender, type MessageToRender } from '../../store/messages/message-view.ts';
import { getConfiguration } from '../../store/workspaces/configuration.ts';
import { previewTemplate } from './preview.ts';

/**
 * A message as people look at it later. What was handed to a provider is not kept, so it is rendered again: from the
 * version that was rendered last, the entry event and the step's data, with the customer's traits of today. An in-app
 * message is kept as it was delivered.
 */
export interface RenderedMessage {
  readonly source: 'delivered' | 'recorded-version' | 'live-version';
  readonly version: number | null;
  /** E-mail: subject, html, text. */
  readonly parts: Readonly<Record<string, string>>;
  /** Variables that have no value today. */
  readonly missing: readonly string[];
  /** Why it can't be rendered any more; then there are no parts. */
  readonly problem: string | null;
}

/** Undefined: there is no such message. */
export async function renderStoredMessage(
  database: Database,
  workspace: string,
  id: string,
): Promise<RenderedMessage | undefined> {
  const message = await findMessageToRender(database, workspace, id);
  if (!message) return undefined;
  const { delivered, templateVersion: version } = message;
  if (delivered) {
    const parts = Object.entries(delivered).flatMap(([name, part]) => (part === null ? [] : [[name, part] as const]));
    return { source: 'delivered', version, parts: Object.fromEntries(parts), missing: [], problem: null };
  }
  const source = version === null ? 'live-version' : 'recorded-version';
  try {
    const template =
      version === null
        ? await findLiveTemplate(database, { workspace, id: message.template })
        : await getTemplate(database, database, { workspace, id: message.template, version });
    if (!template) return failed(source, version, `the template "${message.template}" is not published any more`);
    const { parts, missing } = await renderWith(database, workspace, template, message);
    return { source, version: template.version, parts, missing, problem: null };
  } catch (thrown) {
    if (thrown instanceof ProblemError) return failed(source, version, thrown.problems[0]?.problem ?? thrown.message);
    if (thrown instanceof PermanentFailure) return failed(source, version, thrown.message);
    throw thrown;
  }
}

function failed(source: RenderedMessage['source'], version: number | null, problem: string): RenderedMessage {
  return { source, version, parts: {}, missing: [], problem };
}

async function renderWith(
  database: Database,
  workspace: string,
  template: StoredTemplate,
  { channel, language, traits, entry, answers, definition, step: stepId, at }: MessageToRender,
) {
  const { configuration } = await getConfiguration(database, database, workspace);
  const step = definition && stepId !== null ? findStep(definition, stepId) : undefined;
  const scope = { customer: { traits }, entry: entry ?? { name: '', properties: {} }, answers: answers ?? {} };
  const data = step && isSend(step) ? (step.data ?? {}) : {};
  const given = Object.entries(data).map(([name, { ref }]) => [name, (reader(ref)(scope) ?? null) as Json] as const);
  return previewTemplate(template, channelKinds, {
    channel: kindOfChannel(channel),
    language: language ?? undefined,
    customer: { traits, entry: (entry?.properties ?? {}) as Json, given: Object.fromEntries(given) },
    defaultLanguage: configuration.languages.default,
    timeZone: timeZoneOf(traits),
    now: at,
  });
}
