import type { Json } from '../../core/base/canonical-json.ts';
import { didYouMean } from '../../core/base/nearest.ts';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import type { Properties } from '../../core/condition/schema.ts';
import { type DeclaredObject, findMisfits } from '../../core/content/declared-data.ts';
import { joinName, languageOf, languagesIn } from '../../core/content/language.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import type { Fixtures, TemplateSource } from '../../store/content/templates.ts';
import { sampleAnswerUrl } from './answer-url.ts';
import { pathsOf } from './check.ts';
import { type CompiledParts, compileParts } from './compile.ts';
import type { MissingVariable } from './engine.ts';
import { firstLine, languageFor, placeOf, renderingFor, renderPart, withText } from './render.ts';
import { type Sample, samplesOf, withMessage } from './samples.ts';

export interface PreviewOptions {
  readonly channel?: string | undefined;
  /** Of the parts; without it the customer's traits choose. */
  readonly language?: string | undefined;
  /** Which sample stands for what no customer gives; without it the first. */
  readonly fixture?: string | undefined;
  /** Of a real customer, instead of the sample's. */
  readonly customer?: PreviewCustomer | undefined;
  readonly defaultLanguage: string;
  readonly timeZone: string;
  readonly now: number;
}

export interface PreviewCustomer {
  readonly traits: Properties;
  /** Properties of the event that their newest run with this template began with, and what the step gives. */
  readonly entry?: Json | undefined;
  readonly given?: Readonly<Record<string, Json>> | undefined;
}

export interface Preview {
  readonly channel: string;
  /** Null: the parts without a language. */
  readonly language: string | null;
  readonly parts: Readonly<Record<string, string>>;
  /** Where the data come from, in words. */
  readonly sample: string;
  /** Why the message would not be sent with these data: variables without a value, and their places. */
  readonly missing: readonly string[];
}

type PreviewedTemplate = TemplateSource & { readonly fixtures: Fixtures };

/** One message as it would be, with what is missing left empty. Throws a ProblemError for a name that there is not. */
export async function previewTemplate(
  template: PreviewedTemplate,
  kinds: Readonly<Record<string, ChannelKind>>,
  options: PreviewOptions,
): Promise<Preview> {
  const kind = channelOf(template, kinds, options.channel);
  const language = languageOfPreview(template, kind, options);
  const settings = { ...options, language, answerUrl: sampleAnswerUrl };
  const compiled = compile(template, kind, language);
  const sample = sampleOfPreview(template, compiled, options.fixture);
  const data = withMessage(
    {
      ...sample.data,
      ...(options.customer && { customer: options.customer.traits as Json }),
      ...(options.customer?.entry !== undefined && { entry: options.customer.entry }),
      ...options.customer?.given,
    },
    language ?? options.defaultLanguage,
  );
  const missing = new Set(missingDeclared(template.data, data));
  const parts: Record<string, string> = {};
  for (const [name, part] of compiled) {
    const where = `${kind.id}.${joinName(name, language)}`;
    const hear = (variable: MissingVariable) => void missing.add(`${variable.variable} (${placeOf(variable, where)})`);
    try {
      parts[name] = await renderPart(part, data, renderingFor(settings, hear));
    } catch (thrown) {
      throw fault(
        'template-fails',
        where,
        firstLine(thrown),
        'Every message with such data fails. Change the template.',
      );
    }
  }
  return {
    channel: kind.id,
    language: language ?? null,
    parts: withText(parts),
    sample: options.customer?.entry === undefined ? sample.name : 'the newest run of the customer',
    missing: [...missing],
  };
}

function fault(code: string, where: string, problem: string, remedy: string): ProblemError {
  const found: Problem = { code, where, problem, remedy };
  return new ProblemError([found]);
}

function channelOf(
  { content }: PreviewedTemplate,
  kinds: Readonly<Record<string, ChannelKind>>,
  wanted: string | undefined,
): ChannelKind {
  const there = Object.keys(content).filter((id) => Object.hasOwn(kinds, id));
  const id = wanted ?? there[0];
  const kind = id !== undefined && there.includes(id) ? kinds[id] : undefined;
  if (kind) return kind;
  const remedy = didYouMean(wanted ?? '', there);
  throw fault('template-lacks-channel', 'channel', `the template has nothing for "${wanted ?? 'any channel'}"`, remedy);
}

function languageOfPreview(
  template: PreviewedTemplate,
  kind: ChannelKind,
  options: PreviewOptions,
): string | undefined {
  const { language: wanted, customer, defaultLanguage } = options;
  if (wanted === undefined) return languageFor(template, kind, customer?.traits ?? {}, defaultLanguage);
  const there = languagesIn(template.content[kind.id] ?? {});
  if (languageOf(wanted) !== undefined) return languageFor(template, kind, { language: wanted }, defaultLanguage);
  throw fault('unknown-language', 'language', `"${wanted}" is no language tag`, didYouMean(wanted, [...there]));
}

function compile(template: PreviewedTemplate, kind: ChannelKind, language: string | undefined): CompiledParts {
  try {
    return compileParts(template, kind, language);
  } catch (thrown) {
    throw fault('template-unreadable', kind.id, firstLine(thrown), 'throughline push lists all that is wrong with it.');
  }
}

function sampleOfPreview(
  template: PreviewedTemplate,
  compiled: CompiledParts,
  fixture: string | undefined,
): Pick<Sample, 'name' | 'data'> {
  if (fixture !== undefined) {
    const data = Object.hasOwn(template.fixtures, fixture) ? template.fixtures[fixture] : undefined;
    if (data) return { name: `fixture ${fixture}`, data };
    const remedy = didYouMean(fixture, Object.keys(template.fixtures));
    throw fault('unknown-fixture', 'fixture', `the template has no fixture "${fixture}"`, remedy);
  }
  const [sample] = samplesOf(template, [...compiled.values()].flatMap(pathsOf));
  return sample ?? { name: 'no data', data: {} };
}

function missingDeclared(declared: DeclaredObject | undefined, data: Sample['data']): readonly string[] {
  if (!declared) return [];
  return findMisfits(declared, data)
    .filter(({ isMissing }) => isMissing)
    .map(({ path }) => `${path} (declared in template.json)`);
}
