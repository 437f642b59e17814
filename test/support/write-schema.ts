import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { addressOf } from './addresses.ts';
import { describeSchema } from './schema.ts';
import { ensureServers, stopServers } from './servers.ts';

/** `npm run schema`: migrates a database of its own and writes store/schema.sql. */
async function main(): Promise<void> {
  try {
    await ensureServers('postgres');
    writeFileSync(path.join(__dirname, '../../store/schema.sql'), await describeSchema(await addressOf('postgres')));
  } finally {
    await stopServers();
  }
}

void main();
