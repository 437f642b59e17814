import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of our package.json, from the sources and from dist/ alike: no path counts folders between the two. */
export function packageRoot(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (nameIn(folder) === 'throughline') return folder;
    if (folder === path.dirname(folder)) throw new Error(`there is no package.json of throughline above ${__dirname}`);
  }
}

/** The version of this program. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}

function nameIn(folder: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
