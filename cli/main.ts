#!/usr/bin/env node
import { Command } from 'commander';
import { packageVersion } from '../config/package-root.ts';
import { apiCommand } from './commands/api.ts';
import { keysCommand } from './commands/keys.ts';
import { migrateCommand } from './commands/migrate.ts';
import { previewCommand } from './commands/preview.ts';
import { pushCommand } from './commands/push.ts';
import { rebuildCommand } from './commands/rebuild.ts';
import { replayCommand } from './commands/replay.ts';
import { oneRunCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { startCommand } from './commands/start.ts';
import { statusCommand } from './commands/status.ts';
import { workerCommand } from './commands/worker.ts';

/** `throughline`: each command is one file in commands/. */
const program = new Command('throughline')
  .description('durable customer journeys: events in, the right next step out, once')
  .version(packageVersion())
  .addCommand(startCommand())
  .addCommand(pushCommand())
  .addCommand(previewCommand())
  .addCommand(replayCommand())
  .addCommand(statusCommand())
  .addCommand(runsCommand())
  .addCommand(oneRunCommand())
  .addCommand(apiCommand())
  .addCommand(workerCommand())
  .addCommand(migrateCommand())
  .addCommand(rebuildCommand())
  .addCommand(keysCommand());

void program.parseAsync();
