import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { portVariables } from '../../config/settings.ts';
import { findTemporal } from '../../test/support/servers.ts';
import { freePort } from '../../worker/free-port.ts';
import type { Figure } from '../figures.ts';

const root = path.join(__dirname, '../..');

/** From the command to "ready": with nothing there but the programs, and again with the data of the first time. */
export async function coldStart(): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-bench-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user where we are root
  try {
    const { path: binary } = await findTemporal();
    const first = await start(folder, binary);
    const second = await start(folder, binary);
    return [
      {
        what: 'npm start until ready, first time (after build, Temporal at hand)',
        ours: `${(first / 1_000).toFixed(1)} s`,
      },
      { what: 'npm start until ready, again', ours: `${(second / 1_000).toFixed(1)} s` },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(folder: string, binary: string): Promise<number> {
  const environment: Record<string, string> = { THROUGHLINE_DATA: folder, THROUGHLINE_TEMPORAL_BINARY: binary };
  for (const variable of Object.values(portVariables)) environment[variable] = String(await freePort());
  const from = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'dist/cli/main.js'), 'start', '--no-demo'], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<number>((resolve, reject) => {
    const read = (data: Buffer) => {
      output += data.toString();
      if (/Throughline is ready/.test(output)) resolve(performance.now() - from);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const took = await ready;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return took;
}
