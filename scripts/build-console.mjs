// Builds the console into dist/console. It takes some seconds, so it is skipped while nothing that went into the last
// build has changed: every file in console/, every file of core/ and simulation/ that was bundled, and the lockfile.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const stamp = path.join(root, 'dist/console.inputs.json');
const index = path.join(root, 'dist/console/index.html');

if (!existsSync(index) || !existsSync(stamp) || !isCurrent(JSON.parse(readFileSync(stamp, 'utf8')))) {
  const { build } = await import('vite');
  const config = path.join(root, 'console/vite.config.mts');
  const { output } = await build({ configFile: config, logLevel: 'warn' });
  const font = path.join(root, 'node_modules/@fontsource-variable/inter/LICENSE');
  copyFileSync(font, path.join(root, 'dist/console/inter-LICENSE.txt'));
  const bundled = output
    .flatMap((chunk) => chunk.moduleIds ?? [])
    .filter((id) => id.startsWith(`${root}/`) && !id.includes('/node_modules/') && !id.includes('?'))
    .map((id) => path.relative(root, id));
  const inputs = [...new Set([...ownFiles(), ...bundled])].sort();
  writeFileSync(stamp, JSON.stringify({ inputs, hash: hashOf(inputs) }));
}

function isCurrent({ inputs, hash }) {
  return ownFiles().every((file) => inputs.includes(file)) && hashOf(inputs) === hash;
}

function ownFiles() {
  const console = readdirSync(path.join(root, 'console'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  return [...console, 'package-lock.json', 'tsconfig.json', 'scripts/build-console.mjs'].filter((file) =>
    existsSync(path.join(root, file)),
  );
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const place = path.join(root, file);
    hash.update(`${file}\0`).update(existsSync(place) ? readFileSync(place) : 'gone');
  }
  return hash.digest('hex');
}
