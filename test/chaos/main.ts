import { Command } from 'commander';
import { runChaosTest } from './chaos-test.ts';

/** `npm run test:chaos -- --customers 3000 --seed spring`: the chaos test by hand. Exit code 1 if anything is lost or double. */
const print = (line: string) => process.stdout.write(`${line}\n`);

void new Command('test:chaos')
  .option('--customers <count>', 'how many customers come', '300')
  .option('--seed <text>', 'what chance is drawn from', String(Date.now()))
  .option('--seconds <count>', 'how long they keep coming', '30')
  .option('--temporal <address>', 'a Temporal server of your own, which is not killed')
  .action(
    async ({
      customers,
      seed,
      seconds,
      temporal,
    }: {
      customers: string;
      seed: string;
      seconds: string;
      temporal?: string;
    }) => {
      print(`chaos test: ${customers} customers in ${seconds} s, seed ${seed}`);
      const result = await runChaosTest({
        customers: Number(customers),
        seed,
        spreadMs: Number(seconds) * 1_000,
        say: print,
        temporalAddress: temporal,
      });
      for (const line of result.lost.slice(0, 20)) print(`lost: ${line}`);
      for (const line of result.double.slice(0, 20)) print(`double: ${line}`);
      for (const line of result.afterConsent.slice(0, 20)) print(`after consent: ${line}`);
      print(
        `events ${result.events}, runs ${result.runs}, messages ${result.messages}; kills ${JSON.stringify(result.kills)}`,
      );
      print(
        `lost ${result.lost.length}, double ${result.double.length}, after consent ${result.afterConsent.length}, unknown ${result.unknown}, re-sent ${result.resent}, seed ${seed}`,
      );
      process.exitCode = result.lost.length + result.double.length + result.afterConsent.length > 0 ? 1 : 0;
    },
  )
  .parseAsync();
