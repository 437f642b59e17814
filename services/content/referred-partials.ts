import { type Template, type Token, toValueSync } from 'liquidjs';
import { type Engine, UnknownPartial } from './engine.ts';

/** A reference to a partial that publishing refuses. */
export class PartialProblem extends Error {
  readonly code: 'partial-not-named' | 'partials-in-a-circle';

  constructor(code: PartialProblem['code'], message: string) {
    super(message);
    this.name = 'PartialProblem';
    this.code = code;
  }
}

const partialTags = ['render', 'include', 'layout'];

/**
 * The partials that a source names, and those that these name. A name must be written down ('footer'): one that a variable
 * holds could be any, so a version could not hold all that it needs. A circle would render forever.
 */
export function referredPartials(engine: Engine, parsed: readonly Template[]): ReadonlySet<string> {
  const found = new Set<string>();
  visit(parsed, []);
  return found;

  function visit(nodes: readonly Template[], inside: readonly string[]): void {
    for (const node of nodes) {
      const tag = (node.token as Token & { readonly name?: string }).name ?? '';
      if (partialTags.includes(tag)) follow(node, tag, inside);
      if (node.children) visit(toValueSync(node.children(false, true)), inside);
    }
  }

  function follow(node: Template, tag: string, inside: readonly string[]): void {
    const { file } = node as Template & { readonly file?: unknown };
    if (file === undefined) return; // {% layout none %}
    const [line] = node.token.getPosition();
    if (typeof file !== 'string') {
      throw new PartialProblem('partial-not-named', `line ${line}: {% ${tag} %} names its partial by a variable`);
    }
    if (inside.includes(file)) {
      throw new PartialProblem('partials-in-a-circle', `partials include each other: ${[...inside, file].join(' ▸ ')}`);
    }
    if (!engine.partialNames().includes(file)) {
      const within = inside.at(-1);
      const place = ` (line ${line}${within === undefined ? '' : ` of partial ${within}`})`;
      throw new UnknownPartial(file, engine.partialNames(), place);
    }
    const isNew = !found.has(file);
    found.add(file);
    const partial = engine.parsePartial(file);
    if (isNew) visit(partial, [...inside, file]);
  }
}
