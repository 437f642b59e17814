import { findStep, type Step, type StepId } from '../../definition/index.ts';
import type { JourneyStructure, StructureNode } from '../structure.ts';
import { type Code, call, literal, object, quoted, render } from './layout.ts';
import { camelCase } from './names.ts';
import type { Printing, StepPrinter } from './printing.ts';
import { printerOf } from './steps/index.ts';

/** Where a flow ends, or goes on elsewhere: behind its last step, or null for the end of the journey. */
type Follow = StepId | null;

/** A step in its flow; of a loop with what it goes round. */
interface Placed {
  readonly id: StepId;
  readonly round: readonly Placed[];
}

/** Prints steps as nested flows. Steps with handles become constants above the journey, in the order of their use. */
export interface FlowPrinter {
  flow(root: StepId, follow: Follow): Code;
  /** Several flows in one: what begins behind the first is reached by its name only. */
  flows(roots: readonly StepId[]): Code;
  /** The constants so far. */
  readonly constants: readonly string[];
}

export function flowPrinter(
  { nodes }: JourneyStructure,
  printing: Printing,
  referred: ReadonlySet<StepId>,
  handles: Map<StepId, string>,
): FlowPrinter {
  const { definition, names } = printing;
  const constants: string[] = [];
  return {
    constants,
    flow: (root, follow) => flowCode(chain(root), follow),
    flows: (roots) => flowCode(roots.flatMap(chain), null),
  };

  function flowCode(ids: readonly StepId[], follow: Follow): Code {
    return call(names.use('flow'), ...items(withRounds(ids), follow));
  }

  /** The steps that stand one behind the other in the flow that begins here. */
  function chain(root: StepId): StepId[] {
    const ids: StepId[] = [];
    const open = [root];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      ids.push(id);
      const node = nodes.get(id);
      if (node) open.push(...[...inRow(node), ...node.rows].reverse());
    }
    return ids;
  }

  /** A lane that stands behind its step, because the builder takes no flow for it, or because it is the only one. */
  function inRow(node: StructureNode): readonly StepId[] {
    const own = node.lanes.filter(({ kind, to }) => kind === 'lane' && to !== null);
    const onward = onwardOf(node.id);
    const [only] = own;
    const isAlone = own.length === 1 && node.rows.length === 0 && onward === undefined;
    const row = isAlone ? only : own.find(({ path }) => path === onward);
    return row?.to ? [row.to] : [];
  }

  function onwardOf(id: StepId): string | undefined {
    const step = findStep(definition, id);
    const path = step && printerOf(step)?.onward?.(step);
    return path !== undefined && Object.hasOwn(step?.paths ?? {}, path) ? path : undefined;
  }

  /** A loop takes the steps of its round into itself, where they stand before it in the same flow. */
  function withRounds(ids: readonly StepId[]): readonly Placed[] {
    const placed: Placed[] = [];
    for (const id of ids) {
      const step = findStep(definition, id);
      const again = step?.type === 'loop' && printerOf(step) ? step.paths.again : undefined;
      const from = placed.findIndex((each) => firstOf(each) === again);
      placed.push({ id, round: again && from !== -1 ? placed.splice(from) : [] });
    }
    return placed;
  }

  function items(placed: readonly Placed[], follow: Follow): Code[] {
    return placed.flatMap((each, index) => {
      const behind = placed[index + 1];
      const next = behind ? firstOf(behind) : follow;
      const onward = onwardOf(each.id);
      const own = onward === undefined ? next : (findStep(definition, each.id)?.paths[onward] ?? null);
      const code = stepCode(each, own);
      if (own === next) return [code];
      return [code, own === null ? names.use('end') : call(names.use('goTo'), quoted(own))];
    });
  }

  function stepCode({ id, round }: Placed, next: Follow): Code {
    const step = findStep(definition, id) as Step;
    const isOnward = (path: string) => (step.paths[path] ?? null) === next;
    const flowOf = (path: string): Code => {
      if (round.length > 0 && path === 'again') return call(names.use('flow'), ...items(round, id));
      const to = step.paths[path] ?? null;
      if (step.type === 'loop' && path === 'again') return call(names.use('goTo'), quoted(to ?? ''));
      const lane = nodes.get(id)?.lanes.find((each) => each.path === path);
      if (lane?.kind === 'lane' && to !== null && to !== next) return flowCode(chain(to), next);
      if (to === next) return call(names.use('flow'));
      return call(names.use('flow'), to === null ? names.use('end') : call(names.use('goTo'), quoted(to)));
    };
    const flowsOf = (paths: readonly string[]) => {
      const given = paths.filter((path) => !isOnward(path));
      return given.length === 0 ? undefined : object(Object.fromEntries(given.map((path) => [path, flowOf(path)])));
    };
    const printer = printerOf(step);
    const code = printer
      ? printer.print(step, { id, step, printing, isOnward, flowOf, flowsOf })
      : jsonStep(id, step, flowOf);
    return asConstant(id, printer, code);
  }

  function jsonStep(id: StepId, { paths, ...settings }: Step, flowOf: (path: string) => Code): Code {
    const ways = object(Object.fromEntries(Object.keys(paths).map((path) => [path, flowOf(path)])));
    return call(names.use('jsonStep'), quoted(id), literal(settings), ways);
  }

  function asConstant(id: StepId, printer: StepPrinter<Step> | undefined, code: Code): Code {
    if (!printer?.isHandle || !referred.has(id)) return code;
    const name = names.claim(camelCase(id));
    constants.push(render([`const ${name} = `, code, ';']));
    handles.set(id, name);
    return name;
  }
}

/** Where one comes to first: at the beginning of what a loop goes round. */
function firstOf({ id, round }: Placed): StepId {
  const [first] = round;
  return first ? firstOf(first) : id;
}
