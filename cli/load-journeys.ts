import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';
import { coerceError } from '../core/base/failure.ts';
import { type Problem, ProblemError } from '../core/base/problem.ts';
import { type LoadedTemplate, loadTemplates } from './load-templates.ts';

export interface LoadedJourneys {
  /** What the files export, not yet validated. */
  readonly journeys: readonly { readonly file: string; readonly definition: unknown }[];
  /** Segments that files export, not yet validated. */
  readonly segments: readonly { readonly file: string; readonly definition: unknown }[];
  /** Policies that files export, not yet validated. */
  readonly policies: readonly { readonly file: string; readonly definition: unknown }[];
  /** Offers that files export, not yet validated. */
  readonly offers: readonly { readonly file: string; readonly definition: unknown }[];
  readonly templates: readonly LoadedTemplate[];
  /** Name, or name.language ▸ source. */
  readonly partials: Readonly<Record<string, string>>;
  /** What workspace.ts (.js, .json) of the folder exports, not yet validated; undefined: there is none. */
  readonly workspace: unknown;
}

/**
 * Reads journeys and templates from a file or a folder.
 *   *.ts, *.js, *.mts …  a journey, a segment, a policy or an offer as default export (files without one are helpers), loaded through tsx
 *   *.json               the canonical JSON
 *   workspace.ts, .json  in the folder itself: the configuration of the workspace
 *   templates/           beside the journeys (the file's own folder, or the folder itself): see load-templates.ts
 * Journeys in folders where our package is not installed find its entries all the same: the names resolve to us.
 */
export function loadJourneys(target: string): LoadedJourneys {
  const absolute = path.resolve(target);
  if (!existsSync(absolute)) {
    throw new ProblemError([
      {
        code: 'not-there',
        where: target,
        problem: 'there is no such file or folder',
        remedy: 'Give the path of a journey file, or of a folder with journeys.',
      },
    ]);
  }
  const isFolder = statSync(absolute).isDirectory();
  const workspaceFile = isFolder ? findWorkspaceFile(absolute) : undefined;
  const files = isFolder ? journeyFiles(absolute).filter((file) => file !== workspaceFile) : [absolute];
  const folders = new Set(isFolder ? [absolute, ...files.map((file) => path.dirname(file))] : [path.dirname(absolute)]);
  const problems: Problem[] = [];
  const load = (file: string, read: (file: string) => unknown): readonly { file: string; definition: unknown }[] => {
    try {
      const definition = read(file);
      return definition === undefined ? [] : [{ file, definition }];
    } catch (thrown) {
      if (thrown instanceof Error && thrown.name === 'ProblemError') {
        problems.push(
          ...(thrown as ProblemError).problems.map((problem) => ({
            ...problem,
            where: `${path.relative('.', file)}: ${problem.where}`,
          })),
        );
      } else {
        problems.push({
          code: 'journey-file-fails',
          where: path.relative('.', file),
          problem: coerceError(thrown).message,
          remedy: 'The file must load by itself and have a journey as its default export.',
        });
      }
      return [];
    }
  };
  const loadedFiles = files.flatMap((file) => load(file, loadFile));
  const segments = loadedFiles.filter(({ definition }) => isSegment(definition));
  const policies = loadedFiles.filter(({ definition }) => isPolicy(definition));
  const offers = loadedFiles.filter(({ definition }) => isOffer(definition));
  const journeys = loadedFiles.filter(
    ({ definition }) => !isSegment(definition) && !isPolicy(definition) && !isOffer(definition),
  );
  const [workspace] = workspaceFile === undefined ? [] : load(workspaceFile, loadWorkspaceFile);
  if (!isFolder && loadedFiles.length === 0 && problems.length === 0) {
    problems.push({
      code: 'no-journey',
      where: path.relative('.', absolute),
      problem: 'the file has no journey as default export',
      remedy: 'Write: export default journey(…)',
    });
  }
  const loaded = [...folders].map(loadTemplates);
  const templates = loaded.flatMap((each) => each.templates);
  const partials = loaded.flatMap((each) => each.partials);
  problems.push(
    ...loaded.flatMap((each) => each.problems),
    ...duplicates(
      'journey',
      journeys.map(({ file, definition }) => ({ id: idOf(definition), place: file })),
    ),
    ...duplicates(
      'segment',
      segments.map(({ file, definition }) => ({ id: idOf(definition), place: file })),
    ),
    ...duplicates(
      'policy',
      policies.map(({ file, definition }) => ({ id: idOf(definition), place: file })),
    ),
    ...duplicates(
      'offer',
      offers.map(({ file, definition }) => ({ id: idOf(definition), place: file })),
    ),
    ...duplicates(
      'template',
      templates.map(({ id, place }) => ({ id, place })),
    ),
    ...duplicates('partial', partials),
  );
  if (problems.length > 0) throw new ProblemError(problems);
  return {
    journeys,
    segments,
    policies,
    offers,
    templates: templates.map(({ place: _place, ...template }) => template),
    partials: Object.fromEntries(partials.map(({ id, source }) => [id, source])),
    workspace: workspace?.definition,
  };
}

/** Without steps, and with what says who is in it. */
function isSegment(definition: unknown): boolean {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    !('steps' in definition) &&
    ['when', 'static', 'measure', 'stages'].some((member) => member in definition)
  );
}

/** Without steps, and with what may be chosen. */
function isPolicy(definition: unknown): boolean {
  return (
    typeof definition === 'object' && definition !== null && !('steps' in definition) && 'candidates' in definition
  );
}

/** Without steps and candidates, and with the placements where it may stand. */
function isOffer(definition: unknown): boolean {
  return (
    typeof definition === 'object' &&
    definition !== null &&
    !('steps' in definition) &&
    !('candidates' in definition) &&
    'placements' in definition
  );
}

function idOf(definition: unknown): unknown {
  return (definition as { readonly id?: unknown } | null | undefined)?.id;
}

/** The same id in two places: the last would win, and at each push perhaps another. */
function duplicates(
  kind: 'journey' | 'segment' | 'policy' | 'offer' | 'template' | 'partial',
  items: readonly { readonly id: unknown; readonly place: string }[],
): readonly Problem[] {
  const places = new Map<string, string>();
  return items.flatMap(({ id, place }): Problem[] => {
    if (typeof id !== 'string') return [];
    const first = places.get(id);
    if (first === undefined) {
      places.set(id, place);
      return [];
    }
    return [
      {
        code: 'duplicate-id',
        where: path.relative('.', place),
        problem: `the ${kind} "${id}" stands in ${path.relative('.', first)} too`,
        remedy: 'Leave one of them out, or give it an id of its own.',
      },
    ];
  });
}

const CODE = /\.[cm]?[jt]s$/;

function journeyFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === 'templates' ? [] : journeyFiles(full);
      const isCode = CODE.test(entry.name) && !/\.(test|spec|d)\.[cm]?[jt]s$/.test(entry.name);
      return isCode || entry.name.endsWith('.json') ? [full] : [];
    });
}

function findWorkspaceFile(folder: string): string | undefined {
  const found = readdirSync(folder).find((name) => /^workspace\.([cm]?[jt]s|json)$/.test(name));
  return found && path.join(folder, found);
}

function loadWorkspaceFile(file: string): unknown {
  return file.endsWith('.json') ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : loadCode(file);
}

function loadFile(file: string): unknown {
  if (file.endsWith('.json')) {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    // Other JSON may lie about in the folder (package.json, tsconfig.json): a journey has steps.
    const isJourney = typeof content === 'object' && content !== null && 'steps' in content;
    return isJourney || ((isSegment(content) || isPolicy(content) || isOffer(content)) && idOf(content) !== undefined)
      ? content
      : undefined;
  }
  return loadCode(file);
}

function loadCode(file: string): unknown {
  const loaded = requireTypeScript(file) as { default?: unknown };
  const exported = loaded.default;
  // A CommonJS copy of the default: { __esModule, default: { default } }.
  return exported !== null && typeof exported === 'object' && 'default' in exported ? exported.default : exported;
}

/** `tsx` compiles the user's TypeScript. */
function requireTypeScript(file: string): unknown {
  answerToOurName();
  const { require: tsxRequire } = createRequire(__filename)('tsx/cjs/api') as {
    require: (id: string, from: string) => unknown;
  };
  return tsxRequire(file, __filename);
}

type Resolve = (request: string, ...rest: unknown[]) => string;
let answering = false;

const entries: ReadonlyMap<string, string> = new Map([
  ['throughline', '../core/index'],
  ['throughline/testing', '../simulation/index'],
]);

/**
 * Where nothing else answers to our package's entries, we do. Put in place once, before tsx puts its own resolver around it, and
 * left there: taking it away would take tsx's away too.
 */
function answerToOurName(): void {
  if (answering) return;
  answering = true;
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const original = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, ...rest) {
    try {
      return original.call(this, request, ...rest);
    } catch (error) {
      const entry = entries.get(request);
      if (entry === undefined) throw error;
      const built = path.join(__dirname, `${entry}.js`);
      return existsSync(built) ? built : path.join(__dirname, `${entry}.ts`);
    }
  };
}
