import {
  type Context,
  type Emitter,
  evalToken,
  type Template,
  type Token,
  TypeGuards,
  toValueSync,
  type Value,
} from 'liquidjs';
import { type DeclaredObject, findDeclared } from '../../core/content/declared-data.ts';
import { MissingVariable, renderingOf } from './engine.ts';

/**
 * Strict variables. A variable that is printed, or whose items are looped over, must have a value: the message fails
 * otherwise (template-variable-missing). A test ({% if %}, {% case %}) may ask for anything, and so may {% assign %}:
 * what comes of it is looked at where it is printed. Lenient are
 *   a value with the filter `default` or `json` (json prints null), a loop with {% else %},
 *   what the template declares as optional, and the links of hosted pages.
 * Liquid's own strictVariables would also refuse {% if customer.plan == "pro" %} for a customer without a plan.
 */
export interface Use {
  /** Names of the variable, with what a loop or the like made of it put back: item.name ▸ order, items, [], name. */
  readonly path: readonly string[];
  /** Must have a value, as far as the template says: it has no default, and no test stands around it. */
  readonly isRequired: boolean;
  readonly line: number;
}

interface Printing extends Template {
  readonly value?: Value;
}

interface Looping extends Template {
  readonly variable: string;
  readonly collection: Token;
  readonly elseTemplates?: readonly Template[];
}

/** What holds at a place in a source. */
interface Place {
  /** Variables of loops, by what they stand for; those that the template made itself have no path. */
  readonly aliases: ReadonlyMap<string, readonly string[] | undefined>;
  /** Variables that a test around this place has looked at. */
  readonly tested: ReadonlySet<string>;
}

/** Filters that say what to print where there is no value. */
const lenientFilters = ['default', 'json'];
const tests = ['if', 'elsif', 'unless', 'case'];

/** Makes a parsed source ask for the values of what it prints, and gives the variables it uses so. */
export function requireValues(
  parsed: readonly Template[],
  partial: string | undefined,
  optional: (path: readonly string[]) => boolean,
): readonly Use[] {
  const uses: Use[] = [];
  visit(parsed, { aliases: new Map(), tested: new Set() });
  return uses;

  function visit(nodes: readonly Template[], outer: Place): void {
    const aliases = new Map(outer.aliases);
    const here: Place = { aliases, tested: outer.tested };
    for (const node of nodes) {
      const tag = nameOf(node) ?? '';
      const loop = tag === 'for' || tag === 'tablerow' ? (node as unknown as Looping) : undefined;
      const { value } = node as Printing;
      if (loop) requireOf(node, [loop.collection], here, (loop.elseTemplates ?? []).length > 0);
      else if (value && (tag === '' || tag === 'echo')) {
        const isLenient = value.filters.some(({ name }) => lenientFilters.includes(name));
        requireOf(node, tokensOf(value), here, isLenient);
      }
      for (const { content } of (node.localScope?.() ?? []) as Iterable<{ content: string }>)
        aliases.set(content, undefined);
      if (node.children) visit(toValueSync(node.children(false, true)), insideOf(node, tag, loop, here));
    }
  }

  function requireOf(node: Template, tokens: readonly Token[], place: Place, isLenient: boolean): void {
    const found = tokens.filter((token) => TypeGuards.isPropertyAccessToken(token));
    const required = found.filter((token) => !isLenient && !optional(pathOf(token, place) ?? []));
    for (const token of found) {
      const path = pathOf(token, place);
      const isRequired = required.includes(token) && !place.tested.has(token.getText());
      if (path) uses.push({ path, isRequired, line: token.getPosition()[0] ?? 0 });
    }
    if (required.length > 0) askBefore(node, required, partial);
  }
}

function insideOf(node: Template, tag: string, loop: Looping | undefined, place: Place): Place {
  const aliases = new Map(place.aliases);
  for (const name of node.blockScope?.() ?? []) aliases.set(name, undefined);
  const collection = loop && pathOf(loop.collection, place);
  if (loop && collection) aliases.set(loop.variable, [...collection, '[]']);
  if (!tests.includes(tag)) return { aliases, tested: place.tested };
  const looked = [...(node.arguments?.() ?? [])].flatMap((each) => ('initial' in each ? each.initial.postfix : [each]));
  return { aliases, tested: new Set([...place.tested, ...looked.map((token) => token.getText())]) };
}

function askBefore(node: Template, required: readonly Token[], partial: string | undefined): void {
  const render = node.render.bind(node) as (context: Context, emitter: Emitter) => Generator<unknown, unknown, unknown>;
  node.render = function* (context: Context, emitter: Emitter): Generator<unknown, unknown, unknown> {
    for (const token of required) {
      const value: unknown = yield evalToken(token, context, true);
      if (value !== undefined && value !== null) continue;
      const [line = 0] = token.getPosition();
      renderingOf(context).missing(new MissingVariable(token.getText(), line, partial));
    }
    return yield render(context, emitter);
  };
}

/** Tags have a name, printed values have none. */
function nameOf(node: Template): string | undefined {
  return (node.token as Token & { readonly name?: string }).name;
}

function tokensOf({ initial, filters }: Value): readonly Token[] {
  const ofFilters = filters.flatMap(({ args }) => args.map((each) => (Array.isArray(each) ? each[1] : each)));
  return [...initial.postfix, ...ofFilters].filter((token) => token !== undefined) as Token[];
}

/** Undefined for a variable that the template itself made. */
function pathOf(token: Token, { aliases }: Place): readonly string[] | undefined {
  if (!TypeGuards.isPropertyAccessToken(token)) return undefined;
  const names = [...(token.variable ? [token.variable] : []), ...token.props].map((each) =>
    TypeGuards.isQuotedToken(each) || TypeGuards.isWordToken(each) ? each.getText().replace(/^["']|["']$/g, '') : '[]',
  );
  const [root = '', ...rest] = names;
  if (!aliases.has(root)) return names;
  const alias = aliases.get(root);
  return alias && [...alias, ...rest];
}

/** Is a variable declared as one that may be missing? */
export function isOptionalIn(
  data: DeclaredObject | undefined,
  links: ReadonlySet<string>,
): (path: readonly string[]) => boolean {
  return (path) =>
    links.has(path[0] ?? '') ||
    (data !== undefined && path.length > 0 && findDeclared(data, path)?.isOptional === true);
}
