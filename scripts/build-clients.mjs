// Builds what browsers load (client/) into dist/client: one small script each, without a module system. It fails where
// the script outgrows its limit: pages of other people carry it.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformSync } from 'esbuild';

const MOST_BYTES = 3 * 1024;

const root = join(import.meta.dirname, '..');
mkdirSync(join(root, 'dist/client'), { recursive: true });
for (const name of ['inbox', 'push', 'push-worker']) {
  const source = readFileSync(join(root, `client/${name}.ts`), 'utf8');
  const { code } = transformSync(foldStyles(source), { loader: 'ts', target: 'es2020', minify: true, format: 'iife' });
  writeFileSync(join(root, `dist/client/${name}.js`), code);
  const { length } = gzipSync(code, { level: 9 });
  if (length > MOST_BYTES) throw new Error(`client/${name}.ts has ${length} bytes, gzipped; ${MOST_BYTES} are allowed`);
}

// Segment's SDK for browsers, as one file, for the test shop of the local stack. A development dependency: with what it
// depends on it has 20 MB, and this file needs none of that.
const segment = dirname(createRequire(import.meta.url).resolve('@segment/analytics-next/package.json'));
const sdk = readFileSync(join(segment, 'dist/umd/index.js'), 'utf8'); // without the pointer to a map that is not shipped
writeFileSync(join(root, 'dist/client/analytics.js'), sdk.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '\n'));
copyFileSync(join(segment, 'LICENSE.MD'), join(root, 'dist/client/analytics.LICENSE.md'));

/** Line ends in the style sheet, which minify leaves alone. */
function foldStyles(text) {
  return text.replace(/replaceSync\(`([^`]*)`\)/, (_, css) => `replaceSync(\`${css.replace(/\n\s*/g, '')}\`)`);
}
