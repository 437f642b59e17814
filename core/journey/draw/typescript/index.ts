import type { JourneyDefinition, StepId } from '../../definition/index.ts';
import { structureOf } from '../structure.ts';
import { durationCode } from './conditions.ts';
import { newDeclarations } from './declarations.ts';
import { type FlowPrinter, flowPrinter } from './flows.ts';
import { type Code, call, list, literal, object, quoted, render } from './layout.ts';
import { newNames } from './names.ts';
import type { Printing } from './printing.ts';
import { reference } from './references.ts';
import { entryCode, exitCode, interruptCode, triggerCode } from './triggers.ts';

/**
 * A definition as a journey file: read again it gives the same definition, whatever the builder's words are for it. Steps become
 * nested flows as far as each belongs to one path; where paths meet elsewhere, `goTo` names the step. What the builder has no
 * words for is printed as the JSON that it is.
 */
export function printJourney(definition: JourneyDefinition): string {
  const names = newNames();
  const handles = new Map<StepId, string>();
  const declarations = newDeclarations(definition, names);
  const printing: Printing = { definition, names, declarations, handleOf: (step) => handles.get(step) };
  const structure = structureOf(definition);
  const flows = flowPrinter(structure, printing, referredSteps(definition), handles);
  const asides = sideRoots(definition, new Set(structure.parts.map(({ root }) => root)));
  const roots = structure.parts.map(({ root }) => root).filter((root) => !asides.has(root));
  const main = flows.flows(roots);
  const options = optionsCode(definition, printing, flows, asides);
  const journey = render(['export default ', call(names.use('journey'), quoted(definition.id), options, main), ';']);
  const declared = declarations.lines();
  const imports = [...names.imports].sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const head = render([{ open: 'import { ', items: imports, close: ' }' }, ` from 'throughline';`]);
  return `${[head, [...declared, ...flows.constants].join('\n'), journey].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Steps that are the side path of one interrupt: they are printed with it. */
function sideRoots({ on = [], start }: JourneyDefinition, roots: ReadonlySet<StepId>): ReadonlySet<StepId> {
  const sides = on.flatMap(({ do: side }) => side ?? []);
  const jumps = on.flatMap(({ jump }) => jump ?? []);
  const isSide = (id: StepId) =>
    roots.has(id) && id !== start && !jumps.includes(id) && sides.indexOf(id) === sides.lastIndexOf(id);
  return new Set(sides.filter(isSide));
}

/** The steps whose message, answer, outcome or decision something in the journey names. */
function referredSteps(definition: JourneyDefinition): ReadonlySet<StepId> {
  const text = JSON.stringify(definition);
  const fields = [...text.matchAll(/"(?:messages|answers|tasks|decided)\.([a-z0-9-]+)\./g)];
  const messages = [...text.matchAll(/"message":"([a-z0-9-]+)"/g)];
  return new Set([...fields, ...messages].flatMap(([, step]) => step ?? []));
}

function optionsCode(
  definition: JourneyDefinition,
  printing: Printing,
  flows: FlowPrinter,
  asides: ReadonlySet<StepId>,
): Code {
  const { declarations, names } = printing;
  const { id: _id, steps: _steps, start: _start, ...settings } = definition;
  const { entry, key, topic, reentry, lifetime, exit, on, goal, holdoutPerMille, ...plain } = settings;
  const eventOfEntry = entry[0]?.on === 'event' ? entry[0].event : undefined;
  const entries = entry.map((rule, place) => entryCode(printing, rule, place));
  const sides = new Set(asides);
  const others = Object.entries(plain).filter(([, value]) => value !== undefined);
  return object({
    ...Object.fromEntries(others.map(([name, value]) => [name, literal(value)])),
    topic: topic === undefined ? undefined : declarations.topic(topic),
    entry: entries.length === 1 ? entries[0] : list(entries),
    key: key && reference(printing, key, eventOfEntry),
    reentry:
      typeof reentry === 'object' ? call(names.use('after'), durationCode(reentry.after)) : reentry && quoted(reentry),
    lifetime: lifetime === undefined ? undefined : durationCode(lifetime),
    exit: exit && object(Object.fromEntries(exit.map((rule) => [rule.reason, exitCode(printing, rule)]))),
    goal: goal && triggerCode(printing, goal),
    holdout: holdoutPerMille === undefined ? undefined : call(names.use('percent'), String(holdoutPerMille / 10)),
    on:
      on &&
      object(
        Object.fromEntries(
          on.map((rule) => {
            const side = rule.do === undefined ? undefined : sideCode(rule.do);
            return [rule.id, interruptCode(printing, rule, side)];
          }),
        ),
      ),
  });

  function sideCode(root: StepId): Code {
    if (sides.delete(root)) return flows.flow(root, null);
    return call(names.use('flow'), call(names.use('goTo'), quoted(root)));
  }
}
