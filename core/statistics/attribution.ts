/** Customers who went through the same touches, in this order, and how many of them converted. */
export interface TouchPath {
  readonly touches: readonly string[];
  readonly customers: number;
  readonly conversions: number;
}

/** Shapley's values are exact over all coalitions, so there may be only so many touches. */
const mostTouches = 15;

export interface RemovalEffects {
  /** Of a customer who begins. */
  readonly conversionProbability: number;
  /** Touch ▸ the share of conversions that would be lost without it. */
  readonly removal: ReadonlyMap<string, number>;
  /** Touch ▸ its part of the conversions. */
  readonly conversions: ReadonlyMap<string, number>;
}

/** A first-order Markov chain from the start to conversion or nothing. A touch that is taken away leads to nothing. */
export function removalEffects(paths: readonly TouchPath[]): RemovalEffects {
  const chain = chainOf(paths);
  const base = conversionChance(chain);
  const removal = new Map(
    touchesOf(paths).map((touch) => [touch, base > 0 ? 1 - conversionChance(chain, touch) / base : 0]),
  );
  const total = [...removal.values()].reduce((sum, value) => sum + value, 0);
  const won = conversionsOf(paths);
  return {
    conversionProbability: base,
    removal,
    conversions: new Map([...removal].map(([touch, value]) => [touch, total > 0 ? (won * value) / total : 0])),
  };
}

const start = Symbol('start');
const won = Symbol('won');
type State = string | typeof start | typeof won;

/** State ▸ next state ▸ customers; what is missing to `total` was lost. */
interface Chain {
  readonly total: number;
  readonly next: ReadonlyMap<State, number>;
}

function chainOf(paths: readonly TouchPath[]): ReadonlyMap<State, Chain> {
  const counts = new Map<State, { total: number; next: Map<State, number> }>();
  const count = (from: State, to: State | undefined, customers: number) => {
    const known = counts.get(from) ?? { total: 0, next: new Map<State, number>() };
    known.total += customers;
    if (to !== undefined) known.next.set(to, (known.next.get(to) ?? 0) + customers);
    counts.set(from, known);
  };
  for (const { touches, customers, conversions } of paths) {
    const states: State[] = [start, ...touches];
    for (const [index, state] of states.slice(1).entries()) count(states[index] as State, state, customers);
    count(states.at(-1) as State, won, conversions);
    count(states.at(-1) as State, undefined, customers - conversions);
  }
  return counts;
}

function conversionChance(chain: ReadonlyMap<State, Chain>, without?: string): number {
  const states = [...chain.keys()].filter((state) => state !== without);
  const matrix = states.map((from, row) => {
    const { total, next } = chain.get(from) as Chain;
    const share = (to: State) => (next.get(to) ?? 0) / total;
    return [...states.map((to, column) => (row === column ? 1 : 0) - share(to)), share(won)];
  });
  return solve(matrix)[states.indexOf(start)] ?? 0;
}

/** Gauss's elimination with pivots; the last column is the right-hand side. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  const at = (row: number, column: number) => matrix[row]?.[column] ?? 0;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1)
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    [matrix[column], matrix[pivot]] = [matrix[pivot] as number[], matrix[column] as number[]];
    for (let row = 0; row < size; row += 1) {
      const factor = at(row, column) / at(column, column);
      if (row === column || factor === 0) continue;
      matrix[row] = (matrix[row] as number[]).map((value, index) => value - factor * at(column, index));
    }
  }
  return matrix.map((_, row) => at(row, size) / at(row, row));
}

/** Touch ▸ its part of the conversions: what it adds on average to those that come without it, over all orders. */
export function shapleyConversions(paths: readonly TouchPath[]): ReadonlyMap<string, number> {
  const touches = touchesOf(paths);
  const n = touches.length;
  if (n > mostTouches) throw new RangeError(`Shapley's values are computed for at most ${mostTouches} touches.`);
  const bit = new Map(touches.map((touch, index) => [touch, 1 << index]));
  // Conversions by the set of touches, then by everything that a set contains.
  const worth = new Float64Array(1 << n);
  for (const path of paths) {
    const set = path.touches.reduce((all, touch) => all | (bit.get(touch) ?? 0), 0);
    worth[set] = (worth[set] ?? 0) + path.conversions;
  }
  for (let index = 0; index < n; index += 1)
    for (let set = 0; set < worth.length; set += 1)
      if (set & (1 << index)) worth[set] = (worth[set] ?? 0) + (worth[set ^ (1 << index)] ?? 0);
  const weights = weightsBySize(n);
  return new Map(
    touches.map((touch, index) => {
      let value = 0;
      for (let set = 0; set < worth.length; set += 1) {
        if (set & (1 << index)) continue;
        value += (weights[bitsOf(set)] ?? 0) * ((worth[set | (1 << index)] ?? 0) - (worth[set] ?? 0));
      }
      return [touch, value];
    }),
  );
}

/** size! · (n - size - 1)! / n! */
function weightsBySize(n: number): number[] {
  const weights = [1 / n];
  for (let size = 1; size < n; size += 1) weights.push(((weights[size - 1] ?? 0) * size) / (n - size));
  return weights;
}

function bitsOf(set: number): number {
  let bits = 0;
  for (let left = set; left > 0; left &= left - 1) bits += 1;
  return bits;
}

const touchesOf = (paths: readonly TouchPath[]) => [...new Set(paths.flatMap(({ touches }) => touches))].sort();
const conversionsOf = (paths: readonly TouchPath[]) => paths.reduce((sum, { conversions }) => sum + conversions, 0);
