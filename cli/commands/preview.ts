import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { previewTemplate } from '../../api/operations/templates/preview-template.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { didYouMean } from '../../core/base/nearest.ts';
import { ProblemError } from '../../core/base/problem.ts';
import { readDeclaredData } from '../../core/content/declared-data.ts';
import { channelKinds } from '../../services/channels/index.ts';
import { previewTemplate as renderPreview } from '../../services/content/preview.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { type PreviewAnswer, previewInWords } from '../format/preview-words.ts';
import { type LoadedTemplate, loadTemplates } from '../load-templates.ts';

interface Options {
  readonly user?: string;
  readonly fixture?: string;
  readonly channel?: string;
  readonly language?: string;
  readonly from?: string;
  readonly out?: string;
}

type Draft = Omit<LoadedTemplate, 'id'> & { readonly partials: Readonly<Record<string, string>> };

export function previewCommand(): Command {
  return new Command('preview')
    .argument('<template>', 'the id of a template')
    .description('render a template without sending it: the published one, or a draft in a local folder')
    .option('--user <userId>', 'with the traits and the newest run of this customer')
    .option('--fixture <name>', 'with this fixture of template.json; without it the first, or made-up data')
    .option('--channel <id>', "which channel's message; without it the first that the template has")
    .option('--language <tag>', 'which language; without it that of the customer')
    .option('--from <folder>', 'the draft in this folder (with templates/ in it) instead of the published template')
    .option('--out <file>', 'where to write the HTML; without it into the folder for temporary files')
    .action(
      runCommand(async (settings, template: string, options: Options) => {
        const preview = await look(settings, template, options);
        const htmlFile = writeHtml(preview, options.out);
        print(previewInWords(preview, htmlFile));
      }),
    );
}

/** A draft without a customer needs no server. */
async function look(settings: Settings, id: string, options: Options): Promise<PreviewAnswer> {
  const { user: userId, from, fixture, channel, language } = options;
  const draft = from === undefined ? undefined : loadDraft(from, id);
  if (draft && userId === undefined) return { template: id, version: null, ...(await renderDraft(draft, options)) };
  const body = { userId, fixture, channel, language, draft };
  return callOperation(apiAccess(settings), previewTemplate, { params: { id }, body });
}

function loadDraft(from: string, id: string): Draft {
  const folder = path.basename(path.resolve(from)) === 'templates' ? path.dirname(path.resolve(from)) : from;
  const { templates, partials, problems } = loadTemplates(folder);
  if (problems.length > 0) throw new ProblemError(problems);
  const found = templates.find((template) => template.id === id);
  if (found) {
    const { id: _id, place: _place, ...template } = found;
    return { ...template, partials: Object.fromEntries(partials.map((each) => [each.id, each.source])) };
  }
  const known = templates.map((template) => template.id);
  const where = existsSync(path.join(folder, 'templates')) ? path.join(folder, 'templates') : folder;
  const problem = `there is no template "${id}"`;
  throw new ProblemError([{ code: 'unknown-template', where, problem, remedy: didYouMean(id, known) }]);
}

function renderDraft({ content, data: written, fixtures = {}, partials }: Draft, options: Options) {
  const { data, problems } =
    written === undefined ? { problems: [] } : readDeclaredData(written, 'template.json: data');
  if (problems.length > 0) throw new ProblemError(problems);
  const { fixture, channel, language } = options;
  return renderPreview({ content, data, fixtures, partials }, channelKinds, {
    ...{ fixture, channel, language },
    defaultLanguage: 'en',
    timeZone: 'UTC',
    now: Date.now(),
  });
}

function writeHtml({ template, channel, language, parts }: PreviewAnswer, out: string | undefined): string | undefined {
  if (parts.html === undefined) return undefined;
  const name = ['throughline-preview', template, channel, language, 'html'].filter(Boolean).join('.');
  const file = path.resolve(out ?? path.join(tmpdir(), name));
  writeFileSync(file, parts.html);
  return file;
}
