import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** How a test learns where the servers of its run are (servers.ts starts them, perhaps while it asks). */
export type ServerName = 'postgres' | 'temporal';

export const variables = { postgres: 'THROUGHLINE_TEST_POSTGRES', temporal: 'THROUGHLINE_TEST_TEMPORAL' } as const;
/** The variable that names the folder of the run's servers. */
export const serversFolder = 'THROUGHLINE_TEST_SERVERS';
/** Holds the address or the error of a server, once there is one. */
export const serverFile = (folder: string, name: ServerName) => path.join(folder, `${name}.json`);

/** Where a server listens, once it does. */
export async function addressOf(name: ServerName): Promise<string> {
  const folder = process.env[serversFolder];
  for (;;) {
    const known = process.env[variables[name]];
    if (known) return known;
    if (!folder) throw new Error(`no ${name}: this file must be in a jest project that starts one (jest.config.js)`);
    const file = serverFile(folder, name);
    if (existsSync(file)) {
      const { address, error } = JSON.parse(readFileSync(file, 'utf8')) as { address?: string; error?: string };
      if (address) return address;
      throw new Error(`${name} did not start: ${error}`);
    }
    await pause(50);
  }
}
