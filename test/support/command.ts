import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { System } from './system.ts';

const program = path.join(__dirname, '../../dist/cli/main.js');

/** Runs a command of the built program to its end, as an operator of the system would. */
export async function runCommand(
  { environment, apiUrl, adminKey }: System,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [program, ...args], {
    env: {
      PATH: process.env.PATH,
      ...environment,
      THROUGHLINE_API_URL: apiUrl,
      THROUGHLINE_ADMIN_KEY: adminKey,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}
