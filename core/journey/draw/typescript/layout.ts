/** Text that is laid out: a list in brackets stands on one line where it fits, else each of its items has a line. */
export type Code = string | readonly Code[] | Brackets;

interface Brackets {
  readonly open: string;
  readonly items: readonly Code[];
  readonly close: string;
}

const lineWidth = 118;

export function call(name: string, ...parts: readonly (Code | undefined)[]): Code {
  return { open: `${name}(`, items: parts.filter((part) => part !== undefined), close: ')' };
}

export function list(items: readonly Code[]): Code {
  return { open: '[', items, close: ']' };
}

/** Members that are undefined are left out. */
export function object(members: Readonly<Record<string, Code | undefined>>): Code {
  const items = Object.entries(members).flatMap(([name, value]): Code[] => {
    if (value === undefined) return [];
    return [value === name ? name : [keyOf(name), ': ', value]];
  });
  return items.length === 0 ? '{}' : { open: '{ ', items, close: ' }' };
}

function keyOf(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return isPlainName(name) ? name : quoted(name);
}

export function isPlainName(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

export function member(of: Code, name: string): Code {
  return isPlainName(name) ? [of, `.${name}`] : [of, `[${quoted(name)}]`];
}

/** A text in single quotes, whatever is in it. */
export function quoted(text: string): string {
  const inDouble = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `'${inDouble.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A value of JSON as it is; `leaf` may print parts of it in another way. */
export function literal(value: unknown, leaf: (value: object) => Code | undefined = () => undefined): Code {
  if (typeof value === 'string') return quoted(value);
  if (Object.is(value, -0)) return '-0';
  if (value === null || typeof value !== 'object') return String(value);
  const special = leaf(value);
  if (special !== undefined) return special;
  if (Array.isArray(value)) return list(value.map((each) => literal(each, leaf)));
  return object(Object.fromEntries(Object.entries(value).map(([name, each]) => [name, literal(each, leaf)])));
}

export function render(code: Code, indent = 0): string {
  return lay(code, indent, indent);
}

function lay(code: Code, indent: number, column: number): string {
  if (typeof code === 'string') return code;
  const flat = flatten(code);
  if (column + flat.length <= lineWidth) return flat;
  if ('open' in code) return broken(code, indent, column);
  let text = '';
  for (const part of code) {
    const line = text.slice(text.lastIndexOf('\n') + 1);
    text += lay(part, indent, text.includes('\n') ? line.length : column + text.length);
  }
  return text;
}

/** The last item of a call may open on the call's own line: `send('nudge', …, {`. */
function broken({ open, items, close }: Brackets, indent: number, column: number): string {
  const last = items.at(-1);
  if (open.endsWith('(') && last !== undefined && isObject(last)) {
    const before = `${open}${items
      .slice(0, -1)
      .map((item) => `${flatten(item)}, `)
      .join('')}`;
    if (!before.includes('\n') && column + before.length < lineWidth - 20 && items.length > 1)
      return `${before}${lay(last, indent, column + before.length)}${close}`;
    if (items.length === 1) return `${open}${lay(last, indent, column + open.length)}${close}`;
  }
  const inner = indent + 2;
  const lines = items.map((item) => `${' '.repeat(inner)}${lay(item, inner, inner)},\n`);
  return `${open.trimEnd()}\n${lines.join('')}${' '.repeat(indent)}${close.trimStart()}`;
}

function isObject(code: Code): code is Brackets {
  return typeof code === 'object' && 'open' in code && code.open === '{ ';
}

function flatten(code: Code): string {
  if (typeof code === 'string') return code;
  if ('open' in code) return `${code.open}${code.items.map(flatten).join(', ')}${code.close}`;
  return code.map(flatten).join('');
}
