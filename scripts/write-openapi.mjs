// Writes docs/reference/openapi.json from what is built. A test compares the two.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { describeApi } = createRequire(import.meta.url)('../dist/api/openapi.js');
const target = join(import.meta.dirname, '../docs/reference/openapi.json');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, `${JSON.stringify(describeApi(), null, 2)}\n`);
