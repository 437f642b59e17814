import type { Problem } from '../base/problem.ts';
import type { DeclaredObject, DeclaredType } from '../content/declared-data.ts';
import { givenAlways } from '../content/variables.ts';
import { kindOfChannel } from './definition/index.ts';

/** What the publish check knows of a template. */
export interface KnownTemplate {
  /** The channels that it has content for. */
  readonly channels: ReadonlySet<string>;
  /** What it declares of its data; undefined: nothing, and then nothing is asked of the step. */
  readonly data?: DeclaredObject | undefined;
}

/** A step that sends a template, as far as it concerns the template. */
export interface SendingStep {
  readonly template: string;
  readonly channels: readonly string[];
  readonly data?: Readonly<Record<string, { readonly ref: string }>> | undefined;
}

/** What a template lacks for a step, or the step for the template. */
export function checkTemplateUse(step: SendingStep, where: string, template: KnownTemplate): readonly Problem[] {
  return [...checkChannels(step, where, template), ...checkData(step, where, template)];
}

function checkChannels({ channels, template: id }: SendingStep, where: string, template: KnownTemplate): Problem[] {
  return [...channels.entries()]
    .filter(([, channel]) => !template.channels.has(kindOfChannel(channel)))
    .map(([index, channel]) => ({
      code: 'template-lacks-channel',
      where: `${where}.channels[${index}]`,
      problem: `The template "${id}" has nothing for the channel "${kindOfChannel(channel)}".`,
      remedy: `Add that part to the template, or leave the channel out. It has: ${[...template.channels].join(', ')}.`,
    }));
}

function checkData({ template: id, data: given = {} }: SendingStep, where: string, { data }: KnownTemplate): Problem[] {
  if (!data) return [];
  const needed = [...data.members].filter(([name]) => !givenAlways.has(name));
  const problems: Problem[] = [];
  for (const [name, { type, isOptional }] of needed) {
    const reference = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!reference && !isOptional) {
      problems.push({
        code: 'template-data-missing',
        where: `${where}.data`,
        problem: `The template "${id}" needs "${name}" (${describeType(type)}), and the step does not give it.`,
        remedy: `Add ${name} to the step's "data", or declare it as "${name}?" in template.json if it may be missing.`,
      });
    }
    if (reference && isWhole(reference.ref) && type.kind !== 'object' && type.kind !== 'any') {
      problems.push({
        code: 'template-data-type',
        where: `${where}.data.${name}.ref`,
        problem: `"${reference.ref}" is an object, and the template "${id}" declares "${name}" as ${describeType(type)}.`,
        remedy: `Name one of its members: "${wholeMember(reference.ref)}.${name}".`,
      });
    }
  }
  const known = new Set(needed.map(([name]) => name));
  for (const name of Object.keys(given).filter((each) => !known.has(each) && !givenAlways.has(each))) {
    problems.push({
      code: 'template-data-unused',
      where: `${where}.data.${name}`,
      problem: `The template "${id}" does not declare "${name}".`,
      remedy: 'Leave it out, or declare it in template.json.',
      severity: 'warning',
    });
  }
  return problems;
}

/** All that a reference says about its type: "entry" is an object, of "entry.properties.total" nothing is known. */
function isWhole(ref: string): boolean {
  return ref === 'entry' || ref === 'customer' || /^([a-z]+\.(properties|traits)|decided\.[a-z0-9-]+\.data)$/.test(ref);
}

function wholeMember(ref: string): string {
  if (ref === 'entry') return 'entry.properties';
  return ref === 'customer' ? 'customer.traits' : ref;
}

function describeType(type: DeclaredType): string {
  if (type.kind === 'object') return `an object with ${[...type.members.keys()].join(', ')}`;
  return type.kind === 'list' ? `a list of ${type.items.kind}` : type.kind;
}
