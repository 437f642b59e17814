#!/usr/bin/env node
import { Command } from 'commander';
import { packageVersion } from '../config/package-root.ts';

/**
 * `throughline`: each command is one file in commands/. Only the one that is called is loaded: a command starts in half the
 * time without the libraries of all others. Help loads them all.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  push: async () => (await import('./commands/push.ts')).pushCommand(),
  preview: async () => (await import('./commands/preview.ts')).previewCommand(),
  print: async () => (await import('./commands/print.ts')).printCommand(),
  simulate: async () => (await import('./commands/simulate.ts')).simulateCommand(),
  replay: async () => (await import('./commands/replay.ts')).replayCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  status: async () => (await import('./commands/status.ts')).statusCommand(),
  journey: async () => (await import('./commands/journey.ts')).oneJourneyCommand(),
  experiments: async () => (await import('./commands/experiments.ts')).experimentsCommand(),
  experiment: async () => (await import('./commands/experiments.ts')).oneExperimentCommand(),
  credit: async () => (await import('./commands/credit.ts')).creditCommand(),
  nps: async () => (await import('./commands/nps.ts')).npsCommand(),
  cohorts: async () => (await import('./commands/nps.ts')).cohortsCommand(),
  'customer-values': async () => (await import('./commands/customer-values.ts')).customerValuesCommand(),
  runs: async () => (await import('./commands/runs.ts')).runsCommand(),
  run: async () => (await import('./commands/run.ts')).oneRunCommand(),
  messages: async () => (await import('./commands/messages.ts')).messagesCommand(),
  customer: async () => (await import('./commands/customer.ts')).customerCommand(),
  segments: async () => (await import('./commands/segments.ts')).segmentsCommand(),
  schedules: async () => (await import('./commands/schedules.ts')).schedulesCommand(),
  policies: async () => (await import('./commands/policy.ts')).policiesCommand(),
  policy: async () => (await import('./commands/policy.ts')).policyCommand(),
  decide: async () => (await import('./commands/decide.ts')).decideCommand(),
  offer: async () => (await import('./commands/offer.ts')).offerCommand(),
  check: async () => (await import('./commands/policy.ts')).checkCommand(),
  tasks: async () => (await import('./commands/tasks.ts')).tasksCommand(),
  task: async () => (await import('./commands/task.ts')).oneTaskCommand(),
  source: async () => (await import('./commands/source.ts')).sourceCommand(),
  stop: async () => (await import('./commands/stop.ts')).stopCommand(),
  resume: async () => (await import('./commands/stop.ts')).resumeCommand(),
  consents: async () => (await import('./commands/consents.ts')).consentsCommand(),
  api: async () => (await import('./commands/api.ts')).apiCommand(),
  worker: async () => (await import('./commands/worker.ts')).workerCommand(),
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand(),
  rebuild: async () => (await import('./commands/rebuild.ts')).rebuildCommand(),
  users: async () => (await import('./commands/users.ts')).usersCommand(),
  'sign-in': async () => (await import('./commands/sign-in.ts')).signInCommand(),
  keys: async () => (await import('./commands/keys.ts')).keysCommand(),
};

async function main(): Promise<void> {
  const program = new Command('throughline')
    .description('durable customer journeys: events in, the right next step out, once')
    .version(packageVersion())
    .enablePositionalOptions(); // else a command takes the options of its subcommands: see runs.ts
  const [, , name = ''] = process.argv;
  const called = Object.hasOwn(commands, name) ? commands[name] : undefined;
  for (const load of called ? [called] : Object.values(commands)) program.addCommand(await load());
  await program.parseAsync();
}

void main();
