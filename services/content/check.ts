import type { Json } from '../../core/base/canonical-json.ts';
import { didYouMean } from '../../core/base/nearest.ts';
import type { Problem } from '../../core/base/problem.ts';
import { type DeclaredObject, findDeclared, findMisfits, readDeclaredData } from '../../core/content/declared-data.ts';
import { joinName, languageOf, splitName } from '../../core/content/language.ts';
import { everyMessage, givenAlways } from '../../core/content/variables.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import type { Fixtures, PartialSources, TemplateContent } from '../../store/content/templates.ts';
import { sampleAnswerUrl } from './answer-url.ts';
import { type CompiledPart, compilePart, formOf } from './compile.ts';
import { MissingVariable, UnknownPartial } from './engine.ts';
import { lint } from './lint/index.ts';
import { PartialProblem } from './referred-partials.ts';
import { firstLine, jsonRemedy, placeOf, renderPart, withText } from './render.ts';
import { type Sample, samplesOf, withMessage } from './samples.ts';

/** A template as it is published, with every partial that there is. */
export interface CheckedTemplate {
  readonly id: string;
  readonly content: TemplateContent;
  readonly data?: unknown;
  readonly fixtures: Fixtures;
}

export interface TemplateCheck {
  readonly problems: readonly Problem[];
  /** The partials that it names, in all their languages. */
  readonly partials: PartialSources;
  readonly data: DeclaredObject | undefined;
  /** Names at the top of its variables that a step must give; only of a template that declares nothing. */
  readonly unknownNames: ReadonlySet<string>;
}

interface Part {
  readonly name: string;
  readonly language: string | undefined;
  readonly where: string;
  readonly compiled: CompiledPart;
}

/** What is wrong with a template as it is published, channel by channel and language by language. */
export async function checkTemplate(
  template: CheckedTemplate,
  partials: PartialSources,
  kinds: Readonly<Record<string, ChannelKind>>,
  { isMarketing = false }: { readonly isMarketing?: boolean } = {},
): Promise<TemplateCheck> {
  const where = `templates.${template.id}`;
  const declaration = template.data === undefined ? { problems: [] } : readDeclaredData(template.data, `${where}.data`);
  const { data } = declaration;
  const problems: Problem[] = [...declaration.problems, ...(data ? checkFixtures(template.fixtures, data, where) : [])];
  const named = new Set<string>();
  const unknownNames = new Set<string>();
  for (const [channelId, sources] of Object.entries(template.content)) {
    const kind = Object.hasOwn(kinds, channelId) ? kinds[channelId] : undefined;
    const at = `${where}.${channelId}`;
    if (!kind) {
      const problem = `there is no channel "${channelId}"`;
      problems.push({ code: 'unknown-channel', where: at, problem, remedy: didYouMean(channelId, Object.keys(kinds)) });
      continue;
    }
    problems.push(...checkNames(kind, sources, at));
    const parts: Part[] = [];
    for (const [key, source] of Object.entries(sources)) {
      const { name, language } = splitName(key);
      if (![...kind.parts.required, ...kind.parts.optional].includes(name)) continue;
      try {
        const compiled = compilePart(source, formOf(kind, name), { partials, data }, language);
        parts.push({ name, language, where: `${at}.${key}`, compiled });
      } catch (thrown) {
        problems.push(problemOf(thrown, `${at}.${key}`));
      }
    }
    for (const { compiled } of parts) for (const name of compiled.partials) named.add(name);
    problems.push(...parts.flatMap((part) => checkVariables(part, data, unknownNames)));
    if (problems.some(({ severity }) => severity !== 'warning')) continue;
    problems.push(...(await checkRendering(parts, { kind, at, data, fixtures: template.fixtures, isMarketing })));
  }
  const used = Object.entries(partials).filter(([key]) => named.has(splitName(key).name));
  return { problems, partials: Object.fromEntries(used), data, unknownNames };
}

/** Parts that are unknown or missing, and languages that are none or incomplete. */
function checkNames(kind: ChannelKind, sources: Readonly<Record<string, string>>, where: string): Problem[] {
  const problems: Problem[] = [];
  const known = [...kind.parts.required, ...kind.parts.optional];
  const languages = new Set<string | undefined>([undefined]);
  for (const key of Object.keys(sources)) {
    const { name, language } = splitName(key);
    const at = `${where}.${key}`;
    if (!known.includes(name)) {
      const problem = `a template for ${kind.id} has no part "${name}"`;
      problems.push({ code: 'unknown-part', where: at, problem, remedy: didYouMean(name, known) });
    }
    if (language === undefined) continue;
    const canonical = languageOf(language);
    if (canonical === language) languages.add(language);
    else {
      const remedy = canonical ? `Write "${canonical}".` : 'Write a tag of BCP 47, as in "de" or "pt-BR".';
      problems.push({ code: 'unknown-language', where: at, problem: `"${language}" is no language tag`, remedy });
    }
  }
  for (const language of languages) {
    for (const part of kind.parts.required.filter((each) => !Object.hasOwn(sources, joinName(each, language)))) {
      const name = joinName(part, language);
      problems.push({
        code: 'missing-part',
        where,
        problem:
          language === undefined ? `the part "${part}" is missing` : `the part "${part}" is missing in "${language}"`,
        remedy: `Add the file ${kind.id}.${name}.liquid.`,
      });
    }
  }
  return problems;
}

const languageRemedy = 'See https://shopify.github.io/liquid for the language; filters must be known ones.';

function problemOf(thrown: unknown, where: string): Problem {
  const problem = firstLine(thrown);
  const inner = (thrown as { originalError?: unknown }).originalError ?? thrown;
  if (inner instanceof UnknownPartial) {
    const remedy = `Add templates/_partials/${inner.partial}.liquid. ${didYouMean(inner.partial, inner.known)}`;
    return { code: 'unknown-partial', where, problem, remedy };
  }
  if (inner instanceof PartialProblem) {
    const remedy =
      inner.code === 'partial-not-named'
        ? "Write the name down: {% render 'footer' %}; choose by {% if %} or {% case %}."
        : 'Take one of these references out.';
    return { code: inner.code, where, problem, remedy };
  }
  return { code: 'template-unreadable', where, problem, remedy: languageRemedy };
}

function checkFixtures(fixtures: Fixtures, data: DeclaredObject, where: string): Problem[] {
  return Object.entries(fixtures).flatMap(([name, fixture]) =>
    findMisfits(data, fixture as Json).map(({ problem }) => ({
      code: 'fixture-unfit',
      where: `${where}.fixtures.${name}`,
      problem,
      remedy: 'Give the fixture what "data" declares, or change the declaration.',
    })),
  );
}

/** Variables that the template does not declare; of a template without a declaration, names that a step must give. */
function checkVariables(
  { compiled, where }: Part,
  data: DeclaredObject | undefined,
  unknownNames: Set<string>,
): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { path, line, partial } of variablesOf(compiled)) {
    const [root = ''] = path;
    if (root in everyMessage) continue;
    if (!data && !givenAlways.has(root)) unknownNames.add(root);
    if (!data || findDeclared(data, path)) continue;
    const name = path.join('.').replaceAll('.[]', '[]');
    const near = data.members.has(root) ? [...namesOf(data, path.slice(0, -1))] : [...data.members.keys()];
    const last = data.members.has(root) ? (path.at(-1) ?? '') : root;
    problems.set(name, {
      code: 'undeclared-variable',
      where: placeIn(where, line, partial),
      problem: `"${name}" is not declared`,
      remedy: `Declare it under "data" in template.json. ${didYouMean(last, near)}`,
    });
  }
  return [...problems.values(), ...(data ? [] : checkTraits(compiled, where))];
}

/** Customers differ in their traits: one that is printed as if each had it keeps the message from those who have not. */
function checkTraits({ uses }: CompiledPart, where: string): Problem[] {
  const found = new Map<string, Problem>();
  for (const { path, isRequired, line, partial } of uses) {
    const name = path.join('.').replaceAll('.[]', '[]');
    if (path[0] !== 'customer' || path.length < 2 || !isRequired || found.has(name)) continue;
    found.set(name, {
      code: 'may-be-missing',
      where: placeIn(where, line, partial),
      problem: `a customer without "${name}" would not get this message`,
      remedy: `Write {{ ${name} | default: "…" }} or {% if ${name} %}, or declare it in template.json: with "?" if it may be missing.`,
      severity: 'warning',
    });
  }
  return [...found.values()];
}

function placeIn(where: string, line: number | undefined, partial: string | undefined): string {
  return `${where}${partial === undefined ? '' : ` (partial ${partial})`}${line === undefined ? '' : `, line ${line}`}`;
}

function namesOf(data: DeclaredObject, path: readonly string[]): Iterable<string> {
  const type = findDeclared(data, path)?.type;
  return type?.kind === 'object' ? type.members.keys() : [];
}

interface Variable {
  readonly path: readonly string[];
  readonly line: number | undefined;
  readonly partial: string | undefined;
}

/** Those that come from outside, wherever they are used, and those that loops print. */
function variablesOf({ engine, parsed, uses }: CompiledPart): readonly Variable[] {
  const analysed = Object.values(engine.analyzeSync(parsed).globals).flat();
  return [
    ...analysed.map(({ segments, location }) => ({
      path: segments.map((segment) => (typeof segment === 'string' ? segment : '[]')),
      line: location.row,
      partial: location.file,
    })),
    ...uses.filter(({ path }) => path.includes('[]')),
  ];
}

/** The paths of all that a part looks at, for a guess at its data. */
export function pathsOf(compiled: CompiledPart): readonly (readonly string[])[] {
  return [...variablesOf(compiled), ...compiled.uses].map(({ path }) => path);
}

interface RenderingCheck {
  readonly kind: ChannelKind;
  readonly at: string;
  readonly data: DeclaredObject | undefined;
  readonly fixtures: Fixtures;
  readonly isMarketing: boolean;
}

/** Renders each language with each sample, and once without any data, as may happen to any value; looks at what came out. */
async function checkRendering(
  parts: readonly Part[],
  { kind, at, data, fixtures, isMarketing }: RenderingCheck,
): Promise<Problem[]> {
  const problems = new Map<string, Problem>();
  const add = (problem: Problem) => void problems.set(`${problem.code} ${problem.where} ${problem.problem}`, problem);
  for (const language of new Set(parts.map((part) => part.language))) {
    const inLanguage = parts.filter((part) => part.language === language);
    const paths = inLanguage.flatMap(({ compiled }) => pathsOf(compiled));
    const samples = samplesOf({ data, fixtures }, paths);
    const roots = new Set(paths.map(([root]) => root ?? ''));
    let isBroken = false;
    for (const part of inLanguage) {
      const bare = await tryRender(part, { name: 'no data', data: {}, isGuess: false }, { isStrict: false });
      if (bare.problem) add(bare.problem);
      isBroken ||= bare.problem !== undefined;
    }
    if (isBroken) continue;
    for (const sample of samples) {
      const rendered: Record<string, string> = {};
      for (const part of inLanguage) {
        const { text, problem } = await tryRender(part, sample, { isStrict: true });
        if (problem) add(problem);
        if (text !== undefined) rendered[part.name] = text;
      }
      if (Object.keys(rendered).length < inLanguage.length) continue;
      const isKnown = sample.name.startsWith('fixture') || paths.length === 0;
      const wrong = isKnown && !isIncomplete(kind, rendered) ? kind.check?.(rendered) : undefined;
      if (wrong !== undefined) add(wrongParts(wrong, at, sample));
      for (const problem of lint({ kind, where: at, language, parts: withText(rendered), sample, isMarketing, roots }))
        add(problem);
    }
  }
  return [...problems.values()];
}

function isIncomplete({ parts }: ChannelKind, rendered: Readonly<Record<string, string>>): boolean {
  return parts.required.some((part) => !Object.hasOwn(rendered, part));
}

/** What a channel itself asks of rendered parts; a guess at the data says nothing about it. */
function wrongParts(problem: string, where: string, { name, isGuess }: Sample): Problem {
  const remedy = 'Every message of this template would fail: change the part.';
  return { code: 'part-wrong', where, problem: isGuess ? problem : `with ${name}, ${problem}`, remedy };
}

/** A fixed moment, so that a check gives the same on every day. */
const sampleSettings = { timeZone: 'UTC', now: Date.UTC(2026, 6, 1, 12), answerUrl: sampleAnswerUrl };

async function tryRender(
  { compiled, where, language }: Part,
  sample: Sample,
  { isStrict }: { readonly isStrict: boolean },
): Promise<{ readonly text?: string; readonly problem?: Problem }> {
  const missing = (variable: MissingVariable) => {
    if (isStrict) throw variable;
  };
  const data = isStrict ? withMessage(sample.data, language ?? 'en') : sample.data;
  try {
    return { text: await renderPart(compiled, data, { ...sampleSettings, language: language ?? 'en', missing }) };
  } catch (thrown) {
    const isJson = compiled.form === 'json' && firstLine(thrown).startsWith('it is no JSON');
    if (isJson && !isStrict) {
      const problem = `where nothing is known of the customer, ${firstLine(thrown)}`;
      return { problem: { code: 'template-no-json', where, problem, remedy: jsonRemedy } };
    }
    const text =
      thrown instanceof MissingVariable ? `${thrown.message} (${placeOf(thrown, where)})` : firstLine(thrown);
    return {
      problem: {
        code: 'template-fails',
        where,
        problem: `with ${sample.name}, ${text}`,
        remedy: sample.isGuess
          ? 'Give "data" or "fixtures" in template.json, so that the check knows what the variables hold.'
          : 'Every message with such data would fail. Use the filter default, or {% if %}, where a value may be missing.',
        ...(sample.isGuess && { severity: 'warning' as const }),
      },
    };
  }
}
