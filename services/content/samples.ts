import type { Json } from '../../core/base/canonical-json.ts';
import { type DeclaredObject, sampleOf, sampleText } from '../../core/content/declared-data.ts';
import { sampleLinks } from '../../core/content/variables.ts';
import type { Fixtures } from '../../store/content/templates.ts';

/** Data to render a template with where there is no customer. */
export interface Sample {
  readonly name: string;
  readonly data: Readonly<Record<string, Json>>;
  /** Made from the names of the variables alone: what fails with it may be right. */
  readonly isGuess: boolean;
}

/** Messages of previews and checks. */
export const sampleMessage = { id: '01890000-0000-7000-8000-000000000000', journey: 'sample' };

/** What every message has, over what the sample itself holds. */
export function withMessage(data: Readonly<Record<string, Json>>, language: string): Sample['data'] {
  return {
    customer: {},
    entry: {},
    ...sampleLinks,
    ...data,
    message: { ...sampleMessage, language },
  };
}

/** The fixtures; what is declared, all of it and the least of it; else what the variables' names suggest. */
export function samplesOf(
  { data, fixtures }: { readonly data: DeclaredObject | undefined; readonly fixtures: Fixtures },
  paths: readonly (readonly string[])[],
): readonly Sample[] {
  const given = Object.entries(fixtures).map(([name, fixture]) => ({
    name: `fixture ${name}`,
    data: fixture,
    isGuess: false,
  }));
  if (data) {
    const [all, least] = [true, false].map((withOptional) => sampleOf(data, { withOptional }) as Sample['data']);
    return [
      ...given,
      { name: 'all that is declared', data: all ?? {}, isGuess: false },
      { name: 'the least that is declared', data: least ?? {}, isGuess: false },
    ];
  }
  return given.length > 0 ? given : [{ name: 'guessed data', data: guess(paths), isGuess: true }];
}

interface Node {
  readonly members: Map<string, Node>;
}

/** An object in which every path has a value; "[]" is the item of a list. */
function guess(paths: readonly (readonly string[])[]): Sample['data'] {
  const root: Node = { members: new Map() };
  for (const path of paths) {
    let node = root;
    for (const name of path.slice(0, 10)) {
      const member = node.members.get(name) ?? { members: new Map() };
      node.members.set(name, member);
      node = member;
    }
  }
  return sampleValue(root, 'sample') as Sample['data'];
}

function sampleValue({ members }: Node, name: string): Json {
  const item = members.get('[]') ?? members.get('first') ?? members.get('last');
  if (item) return [sampleValue(item, name)];
  const named = [...members].filter(([each]) => each !== 'size');
  if (named.length === 0) return sampleText(name);
  return Object.fromEntries(named.map(([each, member]) => [each, sampleValue(member, each)]));
}
