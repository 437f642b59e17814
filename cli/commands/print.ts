import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { getJourney } from '../../api/operations/journeys/get-journey.ts';
import { getVersion } from '../../api/operations/journeys/get-version.ts';
import { apiAccess } from '../../config/connections.ts';
import type { Settings } from '../../config/settings.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { JourneyDefinition } from '../../core/journey/definition/index.ts';
import { mermaidOf } from '../../core/journey/draw/mermaid.ts';
import { svgOf } from '../../core/journey/draw/svg.ts';
import { printJourney } from '../../core/journey/draw/typescript/index.ts';
import { validateDefinition } from '../../core/journey/validate.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { loadJourneys } from '../load-journeys.ts';

interface Flags {
  readonly version?: string;
  readonly mermaid?: true;
  readonly svg?: true;
  readonly json?: true;
}

export function printCommand(): Command {
  return new Command('print')
    .argument('<journey>', 'the id of a published journey, or a journey file')
    .description('a journey as TypeScript, to keep in Git; or as a picture')
    .option('--version <number>', 'that version instead of the live one')
    .option('--mermaid', 'as a Mermaid flowchart')
    .option('--svg', 'as an SVG')
    .option('--json', 'as canonical JSON')
    .action(
      runCommand(async (settings, journey: string, flags: Flags) => {
        const definition = existsSync(journey) ? readFile(journey) : await readPublished(settings, journey, flags);
        print(write(definition, flags).trimEnd());
      }),
    );
}

function write(definition: JourneyDefinition, { mermaid, svg, json }: Flags): string {
  if (json) return JSON.stringify(definition, undefined, 2);
  if (svg) return svgOf(definition);
  return mermaid ? mermaidOf(definition) : printJourney(definition);
}

function readFile(path: string): JourneyDefinition {
  const [found, second] = loadJourneys(path).journeys;
  if (!found || second)
    throw new ProblemError([
      {
        code: 'no-single-journey',
        where: path,
        problem: found ? 'There are several journeys.' : 'There is no journey.',
        remedy: 'Give the file of one journey.',
      },
    ]);
  const { definition, problems } = validateDefinition(found.definition);
  if (definition) return definition;
  throw new ProblemError(problems);
}

async function readPublished(settings: Settings, id: string, { version }: Flags): Promise<JourneyDefinition> {
  const access = apiAccess(settings);
  const found =
    version === undefined
      ? await callOperation(access, getJourney, { params: { id } })
      : await callOperation(access, getVersion, { params: { id, version } });
  return found.definition as unknown as JourneyDefinition;
}
