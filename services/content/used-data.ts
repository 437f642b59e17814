import { Liquid } from 'liquidjs';
import type { PartialSources, TemplateContent } from '../../store/content/templates.ts';

const engine = new Liquid();

/**
 * The names of what a template prints or asks about, by root: { customer: ["name"], entry: ["plan"] }. A part that can not
 * be read names nothing: it was published by another release.
 */
export function dataUsedBy(
  content: TemplateContent,
  partials: PartialSources,
  channel: string,
): Readonly<Record<string, readonly string[]>> {
  const used = new Map<string, Set<string>>();
  for (const source of [...textsIn(content[channel]), ...Object.values(partials)]) {
    for (const [root, name] of variablesOf(source)) {
      const names = used.get(root) ?? new Set();
      used.set(root, names);
      if (name !== undefined) names.add(name);
    }
  }
  return Object.fromEntries([...used].map(([root, names]) => [root, [...names].sort()]));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

function variablesOf(source: string): readonly (readonly [root: string, name: string | undefined])[] {
  try {
    const segments = engine.globalVariableSegmentsSync(engine.parse(source), { partials: false });
    return segments.map(([root, name]) => [String(root), typeof name === 'string' ? name : undefined]);
  } catch {
    return [];
  }
}
