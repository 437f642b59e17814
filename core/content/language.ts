import type { Properties } from '../condition/schema.ts';

/**
 * Languages of messages. A template's part and a partial may stand in several languages ("html.de", "html.pt-BR") beside
 * the unmarked one. A customer's language comes from their traits `language` and `locale`; each tag falls back to its
 * shorter forms (RFC 4647, lookup): de-AT ▸ de ▸ the workspace's default language ▸ the unmarked part.
 */

/** A tag in its canonical form, from what people and browsers write: "de_AT.UTF-8", "PT-br". Undefined: it is none. */
export function languageOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 100) return undefined;
  const tag = value
    .trim()
    .replace(/[.@,;].*$/, '')
    .replaceAll('_', '-');
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/**
 * The languages to try for a customer, best first. `language` counts before `locale`, for a person chose it; but a locale of
 * the same language says it more exactly (language "de", locale "de-AT").
 */
export function languagesFor(traits: Properties, defaultLanguage?: string | undefined): readonly string[] {
  const language = languageOf(traits.language);
  const locale = languageOf(traits.locale);
  const own = locale !== undefined && locale.split('-')[0] === language ? [locale, language] : [language, locale];
  const tags = [...own, languageOf(defaultLanguage)].filter((tag) => tag !== undefined);
  return [...new Set(tags.flatMap(shorterForms))];
}

/** "zh-Hant-TW" ▸ "zh-Hant-TW", "zh-Hant", "zh". */
function shorterForms(tag: string): readonly string[] {
  const subtags = tag.split('-');
  return subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
}

/** The first of the wanted languages that is there; undefined: the unmarked one. */
export function chooseLanguage(available: ReadonlySet<string>, wanted: readonly string[]): string | undefined {
  return wanted.find((language) => available.has(language));
}

/** The languages in which names stand: { "html": …, "html.de": … } has German. */
export function languagesIn(sources: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(Object.keys(sources).flatMap((key) => splitName(key).language ?? []));
}

/** "html.de" ▸ the part html, in German. */
export function splitName(name: string): { readonly name: string; readonly language: string | undefined } {
  const dot = name.indexOf('.');
  return dot < 0 ? { name, language: undefined } : { name: name.slice(0, dot), language: name.slice(dot + 1) };
}

/** "html" and "de" ▸ "html.de". */
export function joinName(name: string, language: string | undefined): string {
  return language === undefined ? name : `${name}.${language}`;
}

/** The names in one language: of each its nearest form, from the language over its shorter forms to the unmarked one. */
export function inLanguage(
  sources: Readonly<Record<string, string>>,
  language: string | undefined,
): ReadonlyMap<string, string> {
  const wanted = [...(language === undefined ? [] : shorterForms(language)), undefined];
  const names = new Set(Object.keys(sources).map((each) => splitName(each).name));
  const found = new Map<string, string>();
  for (const name of names) {
    const nearest = wanted.map((each) => joinName(name, each)).find((each) => Object.hasOwn(sources, each));
    if (nearest !== undefined) found.set(name, sources[nearest] as string);
  }
  return found;
}
