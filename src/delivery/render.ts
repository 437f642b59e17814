import { convert } from 'html-to-text';
import { Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { coerceError, PermanentFailure } from '../base/failure.ts';
import { didYouMean } from '../base/nearest.ts';
import type { Problem } from '../base/problem.ts';
import type { Channel } from '../channels/channel.ts';
import type { TemplateContent } from '../store/templates.ts';

/**
 * Liquid templates with the settings that make a stranger's template harmless: own properties only, unknown filters are
 * errors, no files (without `templates`, include reads the working directory), and limits on parsing, time and memory.
 * A variable that is not there prints nothing, as in every Liquid.
 */
const safely = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: 100_000,
  renderLimit: 500,
  memoryLimit: 1_000_000,
  templates: {},
};
const plain = new Liquid(safely);
const escaping = new Liquid({ ...safely, outputEscape: 'escape' });

/** Parsed sources; a version never changes, so its text is its key. */
const parsed = new Map<string, ParsedTemplate[]>();
const MOST_PARSED = 500;

function parse(engine: Liquid, source: string): ParsedTemplate[] {
  const key = `${engine === escaping ? 'html' : 'text'}\n${source}`;
  const known = parsed.get(key);
  if (known) return known;
  if (parsed.size >= MOST_PARSED) parsed.clear();
  const fresh = engine.parse(source);
  parsed.set(key, fresh);
  return fresh;
}

export type MessageParts = Readonly<Record<string, string>>;

/** Renders a template's parts for one customer. A template that fails does so for good: nothing about it will change. */
export async function render(channel: Channel, content: TemplateContent, data: object): Promise<MessageParts> {
  const sources = content[channel.id];
  if (!sources) throw new PermanentFailure('template-lacks-channel', `the template has nothing for ${channel.id}`);
  const parts: Record<string, string> = {};
  try {
    for (const [part, source] of Object.entries(sources)) {
      const engine = channel.parts.html.includes(part) ? escaping : plain;
      parts[part] = await engine.render(parse(engine, source), data);
    }
  } catch (thrown) {
    throw new PermanentFailure('template-fails', coerceError(thrown).message, thrown);
  }
  if (parts.html !== undefined && parts.text === undefined) parts.text = convert(parts.html, { wordwrap: 80 });
  return parts;
}

/** What is wrong with a template as it is published: parts that are missing or unknown, Liquid that does not parse. */
export function checkTemplate(
  id: string,
  content: TemplateContent,
  kinds: Readonly<Record<string, Omit<Channel, 'provider'>>>,
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
      try {
        parse(kind.parts.html.includes(part) ? escaping : plain, source);
      } catch (thrown) {
        problems.push({
          code: 'template-unreadable',
          where: `${where}.${part}`,
          problem: coerceError(thrown).message.split('\n')[0] ?? 'Liquid can not read it',
          remedy: 'See https://shopify.github.io/liquid for the language; filters must be known ones.',
        });
      }
    }
  }
  return problems;
}
