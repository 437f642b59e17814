import { type Context, type FilterImplOptions, Liquid, type Template } from 'liquidjs';
import { isTimeZone } from '../../core/base/time-zone.ts';
import { escapeMarks } from '../../core/message/limited-markdown.ts';
import { type AnswerUrl, answerOf } from './answer-url.ts';
import { type DateSettings, defaultFormat, formatDate, readDate } from './dates.ts';
import { formatMoney, formatNumber } from './numbers.ts';

/** What a part is; values are escaped for it. */
export type PartForm = 'text' | 'html' | 'json' | 'markdown';

/** Characters of one source, of a part or a partial. */
export const SOURCE_LIMIT = 500_000;

/**
 * Liquid with the settings that make a stranger's template harmless: own properties only, unknown filters are errors, no
 * files (without `templates`, include reads the working directory), and limits on parsing, time and memory.
 *
 * What is printed is escaped for the part it stands in, so that no value can leave its place: for HTML, or for the inside
 * of a JSON text ("Hello {{ name }}"), or for Markdown. A whole JSON value is `{{ value | json }}`, which here gives null for what is
 * missing (Liquid's own gives nothing, and the body would be broken for the one customer without that trait).
 */
const safely = {
  ownPropertyOnly: true,
  strictFilters: true,
  parseLimit: SOURCE_LIMIT,
  renderLimit: 500,
  memoryLimit: 1_000_000,
  templates: {},
};

/** One use of a template, found by the object that its render was given as globals. */
export interface Rendering extends DateSettings {
  /** Hears of a variable without a value where one is printed. Throws to end the rendering there. */
  missing(variable: MissingVariable): void;
  /** Undefined: links to answers are empty. */
  readonly answerUrl?: AnswerUrl | undefined;
}

/** A variable without a value, and where it is printed. */
export class MissingVariable extends Error {
  readonly variable: string;
  readonly line: number;
  readonly partial: string | undefined;

  constructor(variable: string, line: number, partial: string | undefined) {
    super(`the variable "${variable}" has no value`);
    this.name = 'MissingVariable';
    this.variable = variable;
    this.line = line;
    this.partial = partial;
  }
}

const renderings = new WeakMap<object, Rendering>();

/** `data` becomes the globals of the render, so that partials see it too. */
export function beginRendering(data: object, rendering: Rendering): object {
  const globals = { ...data };
  renderings.set(globals, rendering);
  return globals;
}

export function renderingOf({ globals }: Context): Rendering {
  const found = renderings.get(globals);
  if (!found) throw new Error('a template is rendered by `beginRendering` only');
  return found;
}

/** An engine that knows these partials and no other; `prepare` sees each source once, when it is parsed. */
export class Engine extends Liquid {
  readonly #partials: ReadonlyMap<string, string>;
  readonly #prepare: (parsed: Template[], partial: string | undefined) => void;
  readonly #parsed = new Map<string, Template[]>();

  constructor(
    form: PartForm,
    partials: ReadonlyMap<string, string>,
    prepare: (parsed: Template[], partial: string | undefined) => void,
  ) {
    super({ ...safely, ...(form !== 'text' && { outputEscape: escapes[form] }) });
    this.#partials = partials;
    this.#prepare = prepare;
    for (const [name, filter] of Object.entries(ownFilters)) this.registerFilter(name, filter);
    if (form === 'json') this.registerFilter('json', nullForMissing(this.filters.json as JsonFilter));
  }

  parsePart(source: string): Template[] {
    const parsed = this.parse(source);
    this.#prepare(parsed, undefined);
    return parsed;
  }

  parsePartial(name: string): Template[] {
    const known = this.#parsed.get(name);
    if (known) return known;
    const source = this.#partials.get(name);
    if (source === undefined) throw new UnknownPartial(name, this.partialNames(), '');
    const parsed = this.parse(source, name);
    this.#parsed.set(name, parsed);
    this.#prepare(parsed, name);
    return parsed;
  }

  partialNames(): readonly string[] {
    return [...this.#partials.keys()];
  }

  // biome-ignore lint/correctness/useYield: what render and include call is a generator in Liquid
  override *_parsePartialFile(name: string): Generator<unknown, Template[], Template[] | string> {
    return this.parsePartial(name);
  }

  override _parseLayoutFile(name: string): Generator<unknown, Template[], Template[] | string> {
    return this._parsePartialFile(name);
  }
}

export class UnknownPartial extends Error {
  readonly partial: string;
  readonly known: readonly string[];

  constructor(partial: string, known: readonly string[], place: string) {
    super(`there is no partial "${partial}"${place}`);
    this.name = 'UnknownPartial';
    this.partial = partial;
    this.known = known;
  }
}

const escapes = {
  html: 'escape',
  markdown: (value: unknown) => escapeMarks(String(value ?? '')),
  json: (value: unknown) => JSON.stringify(String(value ?? '')).slice(1, -1),
} as const;

type JsonFilter = (this: unknown, ...given: unknown[]) => unknown;

/** By Liquid's own, for it counts what it writes against the memory limit. */
function nullForMissing(json: JsonFilter): FilterImplOptions {
  return {
    raw: true,
    handler(value: unknown, ...rest: unknown[]) {
      return json.call(this, value ?? null, ...rest);
    },
  };
}

const ownFilters: Readonly<Record<string, FilterImplOptions>> = {
  answer_url(question: unknown, answer: unknown, score: unknown) {
    return renderingOf(this.context).answerUrl?.(answerOf(question, answer, score)) ?? '';
  },
  money(value: unknown, currency: unknown) {
    return formatMoney(value, currency, renderingOf(this.context).language);
  },
  number(value: unknown, digits: unknown) {
    return formatNumber(value, digits, renderingOf(this.context).language);
  },
  date(value: unknown, format: unknown, zone: unknown) {
    const rendering = renderingOf(this.context);
    const timeZone = typeof zone === 'string' && isTimeZone(zone) ? zone : rendering.timeZone;
    const text = format === undefined || format === null ? defaultFormat : String(format);
    this.context.memoryLimit.use(text.length);
    return show(value, text, { ...rendering, timeZone });
  },
  date_to_xmlschema(value: unknown) {
    return show(value, '%Y-%m-%dT%H:%M:%S%:z', renderingOf(this.context));
  },
  date_to_rfc822(value: unknown) {
    return show(value, '%a, %d %b %Y %H:%M:%S %z', { ...renderingOf(this.context), language: 'en' });
  },
  date_to_string(value: unknown, type: unknown, style: unknown) {
    return show(value, dayMonthYear('%b', type, style), renderingOf(this.context));
  },
  date_to_long_string(value: unknown, type: unknown, style: unknown) {
    return show(value, dayMonthYear('%B', type, style), renderingOf(this.context));
  },
};

function dayMonthYear(month: string, type: unknown, style: unknown): string {
  if (type !== 'ordinal') return `%d ${month} %Y`;
  return style === 'US' ? `${month} %-d%q, %Y` : `%-d%q ${month} %Y`;
}

/** What is no date is printed as it is. */
function show(value: unknown, format: string, settings: DateSettings): unknown {
  const date = readDate(value, settings);
  return date ? formatDate(date, format) : value;
}
