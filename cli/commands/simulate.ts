import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type Problem, ProblemError } from '../../core/base/problem.ts';
import { withOffers } from '../../core/decision/expand-offers.ts';
import type { LiveOffer } from '../../core/decision/offer.ts';
import { validateOffer } from '../../core/decision/validate-offer.ts';
import { validatePolicy } from '../../core/decision/validate-policy.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import { validateSegment } from '../../core/segment/validate.ts';
import { defaultConfiguration, readConfiguration } from '../../core/workspace/configuration.ts';
import { regimesOf } from '../../core/workspace/regimes.ts';
import { simulationPage } from '../../simulation/population/page/index.ts';
import { readBehaviour } from '../../simulation/population/read-behaviour.ts';
import { reportOf, type SimulationReport } from '../../simulation/population/report.ts';
import { type SimulationPlan, simulate } from '../../simulation/population/simulate.ts';
import { print, runCommand } from '../command-line.ts';
import { simulationInWords } from '../format/simulation-words.ts';
import { loadJourneys } from '../load-journeys.ts';

interface Options {
  readonly customers: number;
  readonly days: number;
  readonly seed: string;
  readonly behaviour?: string;
  readonly html?: string;
  readonly json?: true;
}

const mostCustomers = 1_000_000;
const mostDays = 730;

/** `throughline simulate`: a population through days of virtual time, by the rules of production. Nothing is sent or stored. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .argument('<journey...>', 'journey files, or folders with journeys; all of them are played together')
    .description('play a population of customers through journeys, in virtual time')
    .option('--customers <number>', 'how many', whole(mostCustomers), 10_000)
    .option('--days <number>', 'of virtual time', whole(mostDays), 90)
    .option('--seed <text>', 'the same seed gives the same numbers', '1')
    .option('--behaviour <file>', 'how customers behave (JSON); what it leaves out is guessed from the journeys')
    .option('--html <file>', 'write the report as one HTML page, with pictures')
    .option('--json', 'print the report as JSON')
    .action(
      runCommand(async (_settings, paths: string[], options: Options) => {
        const plan = readPlan(paths, options);
        const begun = performance.now();
        const report = run(plan);
        if (options.html !== undefined) writeFileSync(options.html, simulationPage(report, plan.journeys));
        if (options.json) return print(JSON.stringify(report, undefined, 2));
        for (const line of simulationInWords(report)) print(line);
        print('');
        print(`It took ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
        if (options.html !== undefined) print(`The page: ${path.resolve(options.html)}`);
      }),
    );
}

const whole = (most: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`);
};

/** Progress goes to stderr, on a terminal only. */
function run(plan: SimulationPlan): SimulationReport {
  const playing = simulate(plan);
  let shown = 0;
  for (;;) {
    const next = playing.next();
    if (next.done) {
      if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
      return reportOf(next.value);
    }
    const part = Math.floor((100 * next.value) / plan.customers);
    if (part > shown && process.stderr.isTTY)
      process.stderr.write(`\r${part} % of ${plan.customers.toLocaleString('en')} customers`);
    shown = part;
  }
}

function readPlan(paths: readonly string[], { customers, days, seed, behaviour }: Options): SimulationPlan {
  const loaded = paths.map(loadJourneys);
  const problems: Problem[] = [];
  const journeys = loaded.flatMap((each) =>
    each.journeys.flatMap((journey) => {
      const read = validateDefinition(journey.definition);
      if (!read.definition) problems.push(...read.problems);
      return read.definition ?? [];
    }),
  );
  const policies = loaded.flatMap((each) =>
    each.policies.flatMap((written) => {
      const { policy, problems: found } = validatePolicy(written.definition);
      if (!policy) problems.push(...found);
      return policy ?? [];
    }),
  );
  const offers = loaded.flatMap((each) =>
    each.offers.flatMap((written): LiveOffer[] => {
      const { offer, problems: found } = validateOffer(written.definition);
      if (!offer) problems.push(...found);
      return offer ? [{ definition: offer, version: 1 }] : [];
    }),
  );
  const segments = loaded.flatMap((each) =>
    each.segments.flatMap((written) => {
      const { segment, problems: found } = validateSegment(written.definition);
      if (!segment) problems.push(...found);
      return segment ?? [];
    }),
  );
  const workspace = loaded.find((each) => each.workspace !== undefined)?.workspace;
  const read =
    workspace === undefined ? { configuration: defaultConfiguration, problems } : readConfiguration(workspace);
  if (!read.configuration) problems.push(...read.problems);
  if (journeys.length === 0) problems.push(noJourneys(paths));
  if (problems.length > 0 || !read.configuration) throw new ProblemError(problems);
  const { configuration } = read;
  return {
    policies: policies.map((policy) => withOffers(policy, offers)),
    ...{ journeys, customers, days, seed },
    segments,
    regimes: regimesOf(configuration),
    limits: configuration,
    globalControlPerMille: configuration.globalControl.perMille,
    behaviour: readBehaviour(behaviour === undefined ? undefined : readJson(behaviour), journeys, days),
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const problem = existsSync(file) ? `the file is not JSON: ${(error as Error).message}` : 'there is no such file';
    throw new ProblemError([{ code: 'behaviour-unreadable', where: file, problem, remedy: 'Give a JSON file.' }]);
  }
}

const noJourneys = (paths: readonly string[]): Problem => ({
  code: 'no-journeys',
  where: paths.join(', '),
  problem: 'there is no journey',
  remedy: 'Give journey files, or a folder with journeys.',
});
