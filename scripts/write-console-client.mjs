// Writes console/src/api/generated/schema.ts, the types of the API as the console uses them, from docs/reference/
// openapi.json. With --check it writes nothing and fails if the file differs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = join(import.meta.dirname, '..');
const target = join(root, 'console/src/api/generated/schema.ts');
const document = JSON.parse(readFileSync(join(root, 'docs/reference/openapi.json'), 'utf8'));

const types = astToString(await openapiTS(withoutProse(document), { alphabetize: true }));
const text = `// Generated from docs/reference/openapi.json by scripts/write-console-client.mjs.\n\n${types}`;
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    'write-console-client: schema.ts differs from openapi.json: node scripts/write-console-client.mjs\n',
  );
  process.exitCode = 1;
}

/** Types need neither descriptions nor examples, which are nine tenths of the file. */
function withoutProse(value, isMap = false) {
  if (Array.isArray(value)) return value.map((each) => withoutProse(each));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => isMap || !isProse(name, member))
      .map(([name, member]) => [name, withoutProse(member, !isMap && (name === 'properties' || name === 'schemas'))]),
  );
}

function isProse(name, member) {
  return (name === 'description' && typeof member === 'string') || ['summary', 'example', 'examples'].includes(name);
}
