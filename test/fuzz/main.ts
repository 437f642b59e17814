import { Command } from 'commander';
import { runFuzz } from './fuzz.ts';
import { generators } from './generators/index.ts';
import { describeResult, describeViolation, groupViolations } from './report.ts';

/** `npm run test:fuzz -- --seed spring --seconds 60`: the fuzzer by hand. Exit code 1 if anything does not hold. */
const print = (line: string) => process.stdout.write(`${line}\n`);

void new Command('test:fuzz')
  .option('--seed <text>', 'what chance is drawn from', String(Date.now()))
  .option('--seconds <count>', 'how long it sends', '60')
  .option('--only <generator>', `one of: ${Object.keys(generators).join(', ')}`)
  .option('--at <number>', 'only this case of the generator, as a violation names it')
  .action(async ({ seed, seconds, only, at }: { seed: string; seconds: string; only?: string; at?: string }) => {
    print(`fuzz: seed ${seed}, ${seconds} s${only ? `, only ${only}` : ''}${at ? ` at ${at}` : ''}`);
    const result = await runFuzz({
      seed,
      seconds: Number(seconds),
      only,
      at: at === undefined ? undefined : Number(at),
      say: print,
    });
    for (const group of groupViolations(result.violations)) print(describeViolation(group, seed));
    print(describeResult(result, seed));
    process.exitCode = result.violations.length > 0 ? 1 : 0;
  })
  .parseAsync();
