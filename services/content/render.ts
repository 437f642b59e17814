import { convert } from 'html-to-text';
import { Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { coerceError, PermanentFailure } from '../../core/base/failure.ts';
import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { escapeMarks } from '../../core/message/limited-markdown.ts';
import type { TemplateContent } from '../../store/content/templates.ts';

/**
 * Liquid templates with the settings that make a stranger's template harmless: own properties only, unknown filters are
 * errors, no files (without `templates`, include reads the working directory), and limits on parsing, time and memory.
 * A variable that is not there prints nothing, as in every Liquid.
 *
 * What is printed is escaped for the part it stands in, so that no value can leave its place: for HTML, or for the inside
 * of a JSON text ("Hello {{ name }}"), or for Markdown. A whole JSON value is `{{ value | json }}`, which here gives null for what is
 * missing (Liquid's own gives nothing, and the body would be broken for the one customer without that trait).
 */
const safely = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 100_000,
  renderLimit: 500,
  memoryLimit: 1_000_000,
  templates: {},
};
type Form = 'text' | 'html' | 'json' | 'markdown';

const engines: Readonly<Record<Form, Liquid>> = {
  text: new Liquid(safely),
  html: new Liquid({ ...safely, outputEscape: 'escape' }),
  json: createJsonEngine(),
  markdown: new Liquid({ ...safely, outputEscape: (value: unknown) => escapeMarks(String(value ?? '')) }),
};

function createJsonEngine(): Liquid {
  const engine = new Liquid({
    ...safely,
    outputEscape: (value: unknown) => JSON.stringify(String(value ?? '')).slice(1, -1),
  });
  // Liquid's own, for it counts what it writes against the memory limit.
  const json = engine.filters.json as (this: unknown, ...given: unknown[]) => unknown;
  engine.registerFilter('json', {
    raw: true,
    handler(value: unknown, ...rest: unknown[]) {
      return json.call(this, value ?? null, ...rest);
    },
  });
  return engine;
}

function formOf({ parts }: ChannelKind, part: string): Form {
  if (parts.html.includes(part)) return 'html';
  if (parts.markdown?.includes(part)) return 'markdown';
  return parts.json.includes(part) ? 'json' : 'text';
}

/** Parsed sources; a version never changes, so its text is its key. */
const parsed = new Map<string, ParsedTemplate[]>();
const MOST_PARSED = 500;

function parse(form: Form, source: string): ParsedTemplate[] {
  const key = `${form}\n${source}`;
  const known = parsed.get(key);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const fresh = engines[form].parse(source);
  parsed.set(key, fresh);
  return fresh;
}

export type MessageParts = Readonly<Record<string, string>>;

/** Renders a template's parts for one customer. A template that fails does so permanently: nothing about it will change. */
export async function render(channel: ChannelKind, content: TemplateContent, data: object): Promise<MessageParts> {
  const sources = content[channel.id];
  if (!sources) throw new PermanentFailure('template-lacks-channel', `the template has nothing for ${channel.id}`);
  const parts: Record<string, string> = {};
  try {
    for (const [part, source] of Object.entries(sources)) {
      const form = formOf(channel, part);
      const rendered = await engines[form].render(parse(form, source), data);
      if (form === 'json') checkJson(part, rendered);
      parts[part] = rendered;
    }
  } catch (thrown) {
    throw new PermanentFailure('template-fails', coerceError(thrown).message, thrown);
  }
  if (parts.html !== undefined && parts.text === undefined) parts.text = convert(parts.html, { wordwrap: 80 });
  return parts;
}

const jsonRemedy = 'Put whole values in as {{ value | json }}; inside of quotes {{ value }} is right.';

function checkJson(part: string, rendered: string): void {
  try {
    JSON.parse(rendered);
  } catch (thrown) {
    throw new Error(`the part "${part}" is no JSON (${coerceError(thrown).message}). ${jsonRemedy}`);
  }
}

/**
 * What is wrong with a template as it is published: parts that are missing or unknown, Liquid that does not parse, and
 * JSON that is none when nothing is known of the customer, as may happen to any value.
 */
export function checkTemplate(
  id: string,
  content: TemplateContent,
  kinds: Readonly<Record<string, ChannelKind>>,
): Problem[] {
  const problems: Problem[] = [];
  for (const [channelId, sources] of Object.entries(content)) {
    const kind = Object.hasOwn(kinds, channelId) ? kinds[channelId] : undefined;
    const where = `templates.${id}.${channelId}`;
    if (!kind) {
      problems.push({
        code: 'unknown-channel',
        where,
        problem: `there is no channel "${channelId}"`,
        remedy: didYouMean(channelId, Object.keys(kinds)),
      });
      continue;
    }
    const known = [...kind.parts.required, ...kind.parts.optional];
    for (const part of kind.parts.required.filter((each) => !Object.hasOwn(sources, each))) {
      problems.push({
        code: 'missing-part',
        where,
        problem: `the part "${part}" is missing`,
        remedy: `Add the file ${channelId}.${part}.liquid.`,
      });
    }
    for (const [part, source] of Object.entries(sources)) {
      if (!known.includes(part)) {
        problems.push({
          code: 'unknown-part',
          where: `${where}.${part}`,
          problem: `a template for ${channelId} has no part "${part}"`,
          remedy: didYouMean(part, known),
        });
        continue;
      }
      problems.push(...checkPart(formOf(kind, part), source, `${where}.${part}`));
    }
    problems.push(...checkFixedParts(kind, sources, where));
  }
  return problems;
}

/** What can be known of a channel's own rules before there is a customer: where no part has Liquid in it. */
function checkFixedParts(kind: ChannelKind, sources: Readonly<Record<string, string>>, where: string): Problem[] {
  if (Object.values(sources).some((source) => source.includes('{')) || !hasRequiredParts(kind, sources)) return [];
  const problem = kind.check?.(sources);
  if (problem === undefined) return [];
  return [
    { code: 'part-wrong', where, problem, remedy: 'Every message of this template would fail: change the part.' },
  ];
}

function hasRequiredParts({ parts }: ChannelKind, sources: Readonly<Record<string, string>>): boolean {
  return parts.required.every((part) => Object.hasOwn(sources, part));
}

function checkPart(form: Form, source: string, where: string): Problem[] {
  let template: ParsedTemplate[];
  try {
    template = parse(form, source);
  } catch (thrown) {
    const problem = firstLine(thrown);
    const remedy = 'See https://shopify.github.io/liquid for the language; filters must be known ones.';
    return [{ code: 'template-unreadable', where, problem, remedy }];
  }
  if (form !== 'json') return [];
  try {
    JSON.parse(engines.json.renderSync(template, {}));
    return [];
  } catch (thrown) {
    const problem = `it is no JSON where nothing is known of the customer (${firstLine(thrown)})`;
    return [{ code: 'template-no-json', where, problem, remedy: jsonRemedy }];
  }
}

function firstLine(thrown: unknown): string {
  return coerceError(thrown).message.split('\n')[0] ?? '';
}
