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
      const { lost, double, afterConsent, overCap, atNight, counts, kills, unknown, resent } = result;
      for (const line of lost.slice(0, 20)) print(`lost: ${line}`);
      for (const line of double.slice(0, 20)) print(`double: ${line}`);
      for (const line of afterConsent.slice(0, 20)) print(`after consent: ${line}`);
      for (const line of overCap.slice(0, 20)) print(`over cap: ${line}`);
      for (const line of atNight.slice(0, 20)) print(`at night: ${line}`);
      const counted = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
      print(`${counted.join(', ')}; kills ${JSON.stringify(kills)}`);
      print(
        `lost ${lost.length}, double ${double.length}, after consent ${afterConsent.length}, over cap ${overCap.length}, at night ${atNight.length}, unknown ${unknown}, re-sent ${resent}, seed ${seed}`,
      );
      const wrong = [lost, double, afterConsent, overCap, atNight];
      process.exitCode = wrong.some((found) => found.length > 0) ? 1 : 0;
    },
  )
  .parseAsync();
