import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '../core/base/canonical-json.ts';
import { coerceError } from '../core/base/failure.ts';
import type { Problem } from '../core/base/problem.ts';
import { joinName, languageOf } from '../core/content/language.ts';

export interface LoadedTemplate {
  readonly id: string;
  readonly content: Record<string, Record<string, string>>;
  readonly data?: unknown;
  readonly fixtures?: Record<string, Record<string, Json>>;
}

export interface LoadedTemplates {
  readonly templates: readonly (LoadedTemplate & { readonly place: string })[];
  readonly partials: readonly { readonly id: string; readonly source: string; readonly place: string }[];
  readonly problems: readonly Problem[];
}

const PARTIALS = '_partials';

/**
 * Reads the folder `templates` beside journeys:
 *   <id>/<channel>.<part>.liquid          a part; <channel>.<part>.<language>.liquid the same in a language
 *   <id>/template.json                    what the template declares: { "data": …, "fixtures": … }
 *   _partials/<name>.liquid               a partial of all templates; <name>.<language>.liquid in a language
 * Other files are left alone; a .liquid file with another name is a misspelling, and reported.
 */
export function loadTemplates(folder: string): LoadedTemplates {
  const root = path.join(folder, 'templates');
  if (!existsSync(root)) return { templates: [], partials: [], problems: [] };
  const problems: Problem[] = [];
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const templates = folders
    .filter(({ name }) => name !== PARTIALS)
    .map(({ name }) => loadTemplate(name, path.join(root, name), problems));
  const partials = folders.some(({ name }) => name === PARTIALS)
    ? loadPartials(path.join(root, PARTIALS), problems)
    : [];
  return { templates, partials, problems };
}

function loadTemplate(id: string, place: string, problems: Problem[]): LoadedTemplate & { readonly place: string } {
  const content: Record<string, Record<string, string>> = {};
  for (const file of readdirSync(place).sort()) {
    const [, channel, part, language] = /^([a-z-]+)\.([a-z-]+)(?:\.([A-Za-z0-9_-]+))?\.liquid$/.exec(file) ?? [];
    if (channel && part) {
      content[channel] = { ...content[channel], [nameOf(part, language)]: read(path.join(place, file)) };
    } else if (file.endsWith('.liquid')) {
      problems.push(misnamed(path.join(place, file), '<channel>.<part>.liquid, or <channel>.<part>.<language>.liquid'));
    }
  }
  return { id, content, place, ...readDeclaration(path.join(place, 'template.json'), problems) };
}

function loadPartials(place: string, problems: Problem[]): LoadedTemplates['partials'] {
  return readdirSync(place)
    .sort()
    .filter((file) => file.endsWith('.liquid'))
    .flatMap((file) => {
      const at = path.join(place, file);
      const [, name, language] = /^([a-z0-9][a-z0-9_-]*)(?:\.([A-Za-z0-9_-]+))?\.liquid$/.exec(file) ?? [];
      if (name) return [{ id: nameOf(name, language), source: read(at), place: at }];
      problems.push(misnamed(at, '<name>.liquid, or <name>.<language>.liquid'));
      return [];
    });
}

/** Tags are written in many ways in names of files: "pt_br" is pt-BR. */
function nameOf(name: string, language: string | undefined): string {
  return joinName(name, language === undefined ? undefined : (languageOf(language) ?? language));
}

function read(file: string): string {
  return readFileSync(file, 'utf8').trimEnd();
}

function misnamed(file: string, form: string): Problem {
  return {
    code: 'misnamed-template-file',
    where: path.relative('.', file),
    problem: 'the name of this file names no part',
    remedy: `Call it ${form}.`,
  };
}

function readDeclaration(file: string, problems: Problem[]): Pick<LoadedTemplate, 'data' | 'fixtures'> {
  if (!existsSync(file)) return {};
  const where = path.relative('.', file);
  try {
    const { data, fixtures, ...other } = JSON.parse(readFileSync(file, 'utf8')) as LoadedTemplate;
    const [unknown] = Object.keys(other).filter((name) => name !== '$schema');
    if (unknown !== undefined) {
      const remedy = 'It has "data" and "fixtures".';
      problems.push({ code: 'declaration-unreadable', where, problem: `"${unknown}" means nothing here`, remedy });
    }
    return { ...(data !== undefined && { data }), ...(fixtures !== undefined && { fixtures }) };
  } catch (thrown) {
    const remedy = 'Write { "data": { … }, "fixtures": { … } }.';
    problems.push({ code: 'declaration-unreadable', where, problem: coerceError(thrown).message, remedy });
    return {};
  }
}
