import type { Problem } from '../../core/base/problem.ts';
import { readDeclaredData } from '../../core/content/declared-data.ts';
import { languageOf, splitName } from '../../core/content/language.ts';
import type { PolicyDefinition } from '../../core/decision/policy.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { isSend, possibleSends } from '../../core/journey/steps/send.ts';
import { checkTemplateUse, type KnownTemplate } from '../../core/journey/template-use.ts';
import { readPartials, writePartials } from '../../store/content/partials.ts';
import {
  listTemplateSummaries,
  listTemplatesThatUse,
  type PartialSources,
  type PublishedTemplate,
  publishTemplate,
} from '../../store/content/templates.ts';
import { hasOpenRun, listTemplateUses, type TemplateUse } from '../../store/content/uses.ts';
import type { Transaction } from '../../store/database/database.ts';
import { channelKinds } from '../channels/index.ts';
import { checkTemplate } from '../content/check.ts';
import { pause } from './pause.ts';
import type { Publication } from './publication.ts';

/** What a publication does to templates: those in it, and those that use a partial which it changes. */
export interface TemplatePlan {
  readonly workspace: string;
  readonly templates: readonly PlannedTemplate[];
  /** Those of the publication. */
  readonly partials: PartialSources;
  /** All that there will be. */
  readonly allPartials: PartialSources;
  /** Every template there will be, for the check of journeys. */
  readonly known: ReadonlyMap<string, KnownTemplate>;
}

type PlannedTemplate = PublishedTemplate & {
  /** It is not in the publication, but a partial that it uses is. */
  readonly isFollowing: boolean;
};

export async function planTemplates(
  trx: Transaction,
  workspace: string,
  { templates, partials = {} }: Pick<Publication, 'templates' | 'partials'>,
): Promise<TemplatePlan> {
  const stored = await readPartials(trx, workspace);
  const named = new Set(Object.keys(partials).map((key) => splitName(key).name));
  const kept = Object.entries(stored).filter(([key]) => !named.has(splitName(key).name));
  const own = templates.map((template) => ({
    ...template,
    partials: {},
    fixtures: template.fixtures ?? {},
    isFollowing: false,
  }));
  const ids = new Set(own.map(({ id }) => id));
  const following = (await listTemplatesThatUse(trx, { workspace, partials: [...named] }))
    .filter(({ id, partials: used }) => !ids.has(id) && Object.keys(used).some((key) => used[key] !== partials[key]))
    .map((template) => ({ ...template, isFollowing: true }));
  const known = new Map<string, KnownTemplate>(await listTemplateSummaries(trx, workspace));
  for (const { id, content, data } of templates)
    known.set(id, { channels: new Set(Object.keys(content)), data: readDeclaredData(data, 'data').data });
  const allPartials = { ...Object.fromEntries(kept), ...partials };
  return { workspace, templates: [...own, ...following], partials, allPartials, known };
}

export interface CheckedTemplates {
  readonly problems: readonly Problem[];
  readonly templates: readonly PlannedTemplate[];
}

/** Every problem of the templates, alone and with the journeys that send them; and the templates with their partials. */
type KnownPolicies = ReadonlyMap<string, PolicyDefinition>;

export async function checkTemplates(
  trx: Transaction,
  { workspace, templates, partials, allPartials, known }: TemplatePlan,
  definitions: readonly JourneyDefinition[],
  policies: KnownPolicies,
): Promise<CheckedTemplates> {
  const problems: Problem[] = checkPartialNames(partials);
  const checked: PlannedTemplate[] = [];
  const stored = await listTemplateUses(trx, { workspace, templates: templates.map(({ id }) => id) });
  const pushed = new Set(definitions.map(({ id }) => id));
  const uses = [
    ...usesIn(definitions, policies),
    ...stored.filter(({ journeyId, isLive }) => !(isLive && pushed.has(journeyId))),
  ];
  for (const template of templates) {
    await pause();
    const ownUses = uses.filter(({ step }) => step.template === template.id);
    const isMarketing = ownUses.some(({ purpose, isLive }) => isLive && purpose === 'marketing');
    const check = await checkTemplate(template, allPartials, channelKinds, { isMarketing });
    problems.push(...(template.isFollowing ? check.problems.map(inFollowing) : check.problems));
    checked.push({ ...template, partials: check.partials });
    const live = ownUses.filter(({ isLive }) => isLive);
    problems.push(...live.flatMap((use) => checkUnknownNames(use, check.unknownNames)));
  }
  problems.push(
    ...(await checkStoredUses(
      trx,
      workspace,
      stored.filter(({ journeyId, isLive }) => !(isLive && pushed.has(journeyId))),
      known,
    )),
  );
  return { problems, templates: checked };
}

/** A partial that is published changes a template that is not: its warnings are known already. */
function inFollowing(problem: Problem): Problem {
  return { ...problem, where: `${problem.where} (not in this push; it uses a partial that is)` };
}

function checkPartialNames(partials: PartialSources): Problem[] {
  return Object.keys(partials).flatMap((key): Problem[] => {
    const { name, language } = splitName(key);
    const where = `partials.${key.slice(0, 60)}`;
    if (!/^[a-z0-9][a-z0-9_-]{0,59}$/.test(name)) {
      const remedy = 'Use lower case letters, digits, - and _, as in "footer" or "footer.de".';
      return [{ code: 'partial-name', where, problem: `"${name.slice(0, 60)}" is no name of a partial`, remedy }];
    }
    if (language === undefined || languageOf(language) === language) return [];
    const remedy = 'Write a tag of BCP 47, as in "de" or "pt-BR".';
    return [{ code: 'unknown-language', where, problem: `"${language.slice(0, 60)}" is no language tag`, remedy }];
  });
}

function usesIn(definitions: readonly JourneyDefinition[], policies: KnownPolicies): readonly TemplateUse[] {
  return definitions.flatMap((definition) =>
    Object.entries(definition.steps).flatMap(([stepId, step]) => {
      const sends = isSend(step) ? possibleSends(step, definition, policies) : [];
      const { id: journeyId, purpose } = definition;
      return sends.map((send) => ({
        journeyId,
        version: 0,
        versions: [],
        isLive: true,
        purpose,
        stepId,
        step: { ...send, data: send.data ?? {} },
      }));
    }),
  );
}

/** A template that declares nothing is read for the names it uses. */
function checkUnknownNames({ journeyId, stepId, step }: TemplateUse, names: ReadonlySet<string>): readonly Problem[] {
  return [...names]
    .filter((name) => !Object.hasOwn(step.data ?? {}, name))
    .map((name) => ({
      code: 'unknown-variable',
      where: `${journeyId}: steps.${stepId}.data`,
      problem: `The template "${step.template}" uses "${name}", and the step does not give it.`,
      remedy: `Add ${name} to the step's "data". Where it is printed, the message would fail.`,
      severity: 'warning',
    }));
}

/** Journeys that are not in the publication must go on: the live ones, and versions that customers are still on. */
async function checkStoredUses(
  trx: Transaction,
  workspace: string,
  uses: readonly TemplateUse[],
  known: ReadonlyMap<string, KnownTemplate>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const { journeyId, version, versions, isLive, stepId, step } of uses) {
    const template = known.get(step.template);
    const where = `journey "${journeyId}" v${version}: steps.${stepId}`;
    const found = template ? checkTemplateUse(step, where, template) : [];
    const errors = found.filter(({ severity }) => severity !== 'warning');
    if (errors.length === 0) continue;
    if (!isLive && !(await hasOpenRun(trx, { workspace, journeyId, versions }))) continue;
    const who = isLive ? 'live, and not in this push' : 'one that customers are still on';
    problems.push(...errors.map((problem) => ({ ...problem, problem: `${problem.problem} The journey is ${who}.` })));
  }
  return problems;
}

export async function writeTemplates(
  trx: Transaction,
  { workspace, partials }: TemplatePlan,
  templates: CheckedTemplates['templates'],
  now: number,
) {
  await writePartials(trx, { workspace, partials, now });
  const published = [];
  for (const { isFollowing, ...template } of templates) {
    const { version, change } = await publishTemplate(trx, { workspace, template, now });
    if (isFollowing && change === 'unchanged') continue;
    published.push({ id: template.id, version, change: isFollowing ? ('partial-changed' as const) : change });
  }
  return published;
}
