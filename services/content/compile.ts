import type { Template } from 'liquidjs';
import { coerceError } from '../../core/base/failure.ts';
import type { DeclaredObject } from '../../core/content/declared-data.ts';
import { inLanguage, joinName } from '../../core/content/language.ts';
import { sampleLinks } from '../../core/content/variables.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import type { TemplateSource } from '../../store/content/templates.ts';
import { Engine, type PartForm } from './engine.ts';
import { isOptionalIn, requireValues, type Use } from './printed.ts';
import { referredPartials } from './referred-partials.ts';

/** Undefined: it stands in the part itself. */
type PartialUse = Use & { readonly partial: string | undefined };

/** One part in one language, ready to render. */
export interface CompiledPart {
  readonly form: PartForm;
  readonly engine: Engine;
  readonly parsed: Template[];
  /** Names of partials, at all depths. */
  readonly partials: ReadonlySet<string>;
  /** What it prints or loops over, with that of its partials. */
  readonly uses: readonly PartialUse[];
}

/** The parts of a channel in one language; undefined: the unmarked ones. */
export type CompiledParts = ReadonlyMap<string, CompiledPart>;

export function formOf({ parts }: ChannelKind, part: string): PartForm {
  if (parts.html.includes(part)) return 'html';
  if (parts.markdown?.includes(part)) return 'markdown';
  return parts.json.includes(part) ? 'json' : 'text';
}

/** The parts that a channel's message has in this language. A part that is not there in it is not taken from another. */
export function sourcesIn(
  sources: Readonly<Record<string, string>>,
  kind: ChannelKind,
  language: string | undefined,
): ReadonlyMap<string, string> {
  const parts = [...kind.parts.required, ...kind.parts.optional];
  return new Map(
    parts.flatMap((part) => {
      const name = joinName(part, language);
      return Object.hasOwn(sources, name) ? [[part, sources[name] as string] as const] : [];
    }),
  );
}

/** Parses a part with all the partials it names. Throws what Liquid says, UnknownPartial, or PartialProblem. */
export function compilePart(
  source: string,
  form: PartForm,
  {
    partials,
    data,
  }: { readonly partials: Readonly<Record<string, string>>; readonly data: DeclaredObject | undefined },
  language: string | undefined,
): CompiledPart {
  const uses: PartialUse[] = [];
  const optional = isOptionalIn(data, new Set(Object.keys(sampleLinks)));
  const engine = new Engine(form, inLanguage(partials, language), (parsed, partial) => {
    uses.push(...requireValues(parsed, partial, optional).map((use) => ({ ...use, partial })));
  });
  const parsed = engine.parsePart(source);
  const found = referredPartials(engine, parsed);
  return { form, engine, parsed, partials: found, uses };
}

/** Versions never change, so what was compiled of one is kept as long as the version is in memory. */
const compiled = new WeakMap<TemplateSource, Map<string, CompiledParts>>();

export function compileParts(template: TemplateSource, kind: ChannelKind, language: string | undefined): CompiledParts {
  const known = compiled.get(template) ?? new Map<string, CompiledParts>();
  compiled.set(template, known);
  const key = joinName(kind.id, language);
  const parts = known.get(key) ?? compileAll(template, kind, language);
  known.set(key, parts);
  return parts;
}

function compileAll(template: TemplateSource, kind: ChannelKind, language: string | undefined): CompiledParts {
  const parts = new Map<string, CompiledPart>();
  for (const [part, source] of sourcesIn(template.content[kind.id] ?? {}, kind, language)) {
    try {
      parts.set(part, compilePart(source, formOf(kind, part), template, language));
    } catch (thrown) {
      throw new Error(`${kind.id}.${joinName(part, language)}: ${coerceError(thrown).message}`, { cause: thrown });
    }
  }
  return parts;
}
