import { entryKinds, getEntryKind, type JourneyDefinition } from '../definition/index.ts';
import { orderedPaths } from './ordered-paths.ts';
import { structureOf } from './structure.ts';
import { summaryOf } from './summary.ts';

/** A journey as a Mermaid flowchart, for pages that draw those. Nodes are numbered: ids of steps may be words of Mermaid. */
export function mermaidOf(definition: JourneyDefinition): string {
  const { order } = structureOf(definition);
  const nodeOf = new Map(order.map((id, index) => [id, `s${index + 1}`]));
  const entries = definition.entry.map((rule) =>
    entryKinds.has(rule.on) ? getEntryKind(rule).describe(rule) : rule.on,
  );
  const lines = ['flowchart TD', `  entry(["${escaped(entries.join(' or '))}"])`];
  for (const id of order) {
    const step = definition.steps[id];
    if (step)
      lines.push(
        `  ${nodeOf.get(id)}["${escaped(step.title ?? id)}<br/>${escaped(`${step.type}: ${summaryOf(step)}`)}"]`,
      );
  }
  lines.push(`  entry --> ${nodeOf.get(definition.start)}`);
  for (const id of order) {
    for (const [path, to] of orderedPaths(definition.steps[id])) {
      const label = path === 'next' ? '' : `|"${escaped(path)}"|`;
      const target = to === null ? `${nodeOf.get(id)}_${path.replaceAll('-', '_')}(("End"))` : nodeOf.get(to);
      if (target !== undefined) lines.push(`  ${nodeOf.get(id)} -->${label} ${target}`);
    }
  }
  for (const { id, jump, do: side } of definition.on ?? []) {
    const node = `on_${id.replaceAll('-', '_')}`;
    lines.push(`  ${node}>"${escaped(id)}"]`);
    for (const [word, to] of [
      ['goes on at', jump],
      ['beside', side],
    ] as const)
      if (to !== undefined && nodeOf.has(to)) lines.push(`  ${node} -. "${word}" .-> ${nodeOf.get(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Mermaid reads HTML entities, and nothing else lets a quotation mark stand in a label. */
function escaped(text: string): string {
  return text.replace(/[&<>"#`]/g, (sign) => `#${sign.charCodeAt(0)};`).replace(/\s+/g, ' ');
}
