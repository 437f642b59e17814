import type { Json } from '../../core/base/canonical-json.ts';
import { coerceError, PermanentFailure } from '../../core/base/failure.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { findMisfits } from '../../core/content/declared-data.ts';
import { chooseLanguage, joinName, languagesFor, languagesIn } from '../../core/content/language.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import type { TemplateSource } from '../../store/content/templates.ts';
import type { AnswerUrl } from './answer-url.ts';
import { type CompiledPart, compileParts } from './compile.ts';
import { beginRendering, MissingVariable, type Rendering } from './engine.ts';
import { textOf } from './text-part.ts';

export type MessageParts = Readonly<Record<string, string>>;

/** Characters of a rendered part. */
export const PART_LIMIT = 2_000_000;

export const missingVariableCode = 'template-variable-missing';

export interface RenderSettings {
  /** Of the parts; undefined: the unmarked ones. */
  readonly language: string | undefined;
  /** Of the workspace: that of the unmarked parts. */
  readonly defaultLanguage: string;
  /** The customer's, an IANA name. */
  readonly timeZone: string;
  /** What "now" means in dates, epoch milliseconds. */
  readonly now: number;
  /** Of the filter answer_url; undefined: no page is served, and links are empty. */
  readonly answerUrl?: AnswerUrl | undefined;
}

/** Of the parts there are, those that this customer reads best. */
export function languageFor(
  { content }: TemplateSource,
  channel: ChannelKind,
  traits: Properties,
  defaultLanguage: string,
): string | undefined {
  return chooseLanguage(languagesIn(content[channel.id] ?? {}), languagesFor(traits, defaultLanguage));
}

/**
 * Renders a template's parts for one customer, in one language (undefined: the unmarked parts). A template that fails does so
 * permanently: nothing about it will change. What is declared must be there, and what is printed must have a value.
 */
export async function render(
  channel: ChannelKind,
  template: TemplateSource,
  data: Readonly<Record<string, unknown>>,
  settings: RenderSettings,
): Promise<MessageParts> {
  if (!Object.hasOwn(template.content, channel.id))
    throw new PermanentFailure('template-lacks-channel', `the template has nothing for ${channel.id}`);
  const declared = template.data && findMisfits(template.data, data as Json).find(({ isMissing }) => isMissing);
  if (declared)
    throw new PermanentFailure(
      missingVariableCode,
      `the variable "${declared.path}" has no value; the template declares it`,
    );
  const rendering = renderingFor(settings, (variable) => {
    throw variable;
  });
  const parts: Record<string, string> = {};
  for (const [part, source] of compiledOf(channel, template, settings.language)) {
    try {
      parts[part] = await renderPart(source, data, rendering);
    } catch (thrown) {
      throw failureOf(thrown, `${channel.id}.${joinName(part, settings.language)}`);
    }
  }
  return withText(parts);
}

export function renderingFor(
  { language, defaultLanguage, timeZone, now, answerUrl }: RenderSettings,
  missing: Rendering['missing'],
): Rendering {
  return { language: language ?? defaultLanguage, timeZone, now, answerUrl, missing };
}

function compiledOf(channel: ChannelKind, template: TemplateSource, language: string | undefined) {
  try {
    return compileParts(template, channel, language);
  } catch (thrown) {
    throw new PermanentFailure('template-fails', coerceError(thrown).message, thrown);
  }
}

/** Without a text of its own, a mail gets one from its HTML. */
export function withText(parts: Readonly<Record<string, string>>): MessageParts {
  return parts.html !== undefined && parts.text === undefined ? { ...parts, text: textOf(parts.html) } : parts;
}

/** One part. Throws a MissingVariable where `missing` does, and else what Liquid says. */
export async function renderPart(
  { engine, parsed, form }: CompiledPart,
  data: Readonly<Record<string, unknown>>,
  rendering: Rendering,
): Promise<string> {
  let rendered: string;
  try {
    rendered = await engine.render(parsed, {}, { globals: beginRendering(data, rendering) });
  } catch (thrown) {
    throw missingVariableOf(thrown) ?? thrown;
  }
  if (rendered.length > PART_LIMIT) throw new Error(`it has ${rendered.length} characters; ${PART_LIMIT} are allowed`);
  if (form === 'json') checkJson(rendered);
  return rendered;
}

/** Liquid wraps what is thrown while it renders. */
function missingVariableOf(thrown: unknown): MissingVariable | undefined {
  for (let error = thrown; error; error = (error as { originalError?: unknown }).originalError) {
    if (error instanceof MissingVariable) return error;
  }
  return undefined;
}

function failureOf(thrown: unknown, where: string): PermanentFailure {
  if (!(thrown instanceof MissingVariable))
    return new PermanentFailure('template-fails', `${where}: ${firstLine(thrown)}`, thrown);
  return new PermanentFailure(missingVariableCode, `${thrown.message} (${placeOf(thrown, where)})`);
}

/** "email.html.de, line 3"; "partial footer, line 1". */
export function placeOf({ partial, line }: MissingVariable, where: string): string {
  return `${partial === undefined ? where : `partial ${partial}`}, line ${line}`;
}

export function firstLine(thrown: unknown): string {
  return coerceError(thrown).message.split('\n')[0] ?? '';
}

export const jsonRemedy = 'Put whole values in as {{ value | json }}; inside of quotes {{ value }} is right.';

function checkJson(rendered: string): void {
  try {
    JSON.parse(rendered);
  } catch (thrown) {
    throw new Error(`it is no JSON (${coerceError(thrown).message}). ${jsonRemedy}`);
  }
}
