#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { apiCommand } from './commands/api.ts';
import { keysCommand } from './commands/keys.ts';
import { migrateCommand } from './commands/migrate.ts';
import { pushCommand } from './commands/push.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { replayCommand } from './commands/replay.ts';
import { runsCommand } from './commands/run.ts';
import { startCommand } from './commands/start.ts';
import { workerCommand } from './commands/worker.ts';

/** `throughline`: each command is one file in commands/. */
const program = new Command('throughline')
  .description('durable customer journeys: events in, the right next step out, once')
  .version(
    (JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version,
  )
  .addCommand(startCommand())
  .addCommand(pushCommand())
  .addCommand(replayCommand())
  .addCommand(runsCommand())
  .addCommand(apiCommand())
  .addCommand(workerCommand())
  .addCommand(migrateCommand())
  .addCommand(rebuildCommand())
  .addCommand(keysCommand());

void program.parseAsync();
