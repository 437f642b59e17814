import fc from 'fast-check';
import type { JourneyDefinition } from '../../../../core/journey/definition/index.ts';
import { type Point, sizes } from '../../../../core/journey/draw/geometry.ts';
import { type Drawing, lanes } from '../../../../core/journey/draw/lanes.ts';
import { propertyRuns } from '../../../support/tier.ts';
import { arbitraryJourney } from './support/arbitrary-journey.ts';

const { width, height } = sizes.card;
const forward = arbitraryJourney({ steps: 60, loops: false });
const withLoops = arbitraryJourney({ steps: 40, loops: true });

interface Box extends Point {
  readonly of: string;
}

/** Everything that takes the room of a card: steps, and the heads of parts. */
function boxesOf({ cards, heads }: Drawing): Box[] {
  return [
    ...cards.map(({ step, x, y }) => ({ of: step, x, y })),
    ...heads.map(({ root, x, y }) => ({ of: `head of ${root}`, x, y })),
  ];
}

/** Does a horizontal or vertical piece run through the inside of the box? Touching its edge is no crossing. */
function crosses(from: Point, to: Point, box: Point): boolean {
  return (
    Math.max(from.x, to.x) > box.x &&
    Math.min(from.x, to.x) < box.x + width &&
    Math.max(from.y, to.y) > box.y &&
    Math.min(from.y, to.y) < box.y + height
  );
}

function crossings(drawing: Drawing, isMeant: (line: Drawing['lines'][number]) => boolean): string[] {
  const boxes = boxesOf(drawing);
  return drawing.lines.filter(isMeant).flatMap(({ from, path, points }) =>
    points.slice(1).flatMap((to, index) => {
      const piece = points[index] as Point;
      if (piece.x !== to.x && piece.y !== to.y) return [`${from}.${path} is not straight`];
      return boxes.filter((box) => crosses(piece, to, box)).map((box) => `${from}.${path} crosses ${box.of}`);
    }),
  );
}

function overlaps(drawing: Drawing): string[] {
  const boxes = boxesOf(drawing);
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => Math.abs(one.x - other.x) < width && Math.abs(one.y - other.y) < height)
      .map((other) => `${one.of} and ${other.of}`),
  );
}

const journey = (start: string, steps: Record<string, Record<string, string | null>>): JourneyDefinition => ({
  id: 'drawn',
  purpose: 'transactional',
  entry: [{ on: 'event', event: 'Began' }],
  start,
  steps: Object.fromEntries(Object.entries(steps).map(([id, paths]) => [id, { type: 'drawn', paths }])),
});

const at = (drawing: Drawing, step: string) => drawing.cards.find((card) => card.step === step) as Point;

test('no two cards overlap', () => {
  fc.assert(
    fc.property(fc.oneof(forward, withLoops), (definition) => {
      expect(overlaps(lanes(definition))).toEqual([]);
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('no line that leads forward crosses a card', () => {
  fc.assert(
    fc.property(fc.oneof(forward, withLoops), (definition) => {
      expect(crossings(lanes(definition), ({ kind }) => kind !== 'loop')).toEqual([]);
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('a loop to a step that every way to it passes crosses no card', () => {
  fc.assert(
    fc.property(withLoops, (definition) => {
      const drawing = lanes(definition);
      const isAround = (from: string | undefined, to: string | null) => {
        for (let id = from; id !== undefined; id = drawing.structure.nodes.get(id)?.parent) if (id === to) return true;
        return false;
      };
      expect(crossings(drawing, ({ kind, from, to }) => kind === 'loop' && isAround(from, to))).toEqual([]);
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('everything is inside the picture, and each line ends at its target', () => {
  fc.assert(
    fc.property(fc.oneof(forward, withLoops), (definition) => {
      const drawing = lanes(definition);
      expect(drawing.cards).toHaveLength(Object.keys(definition.steps).length);
      const points = [...boxesOf(drawing), ...drawing.lines.flatMap((line) => line.points)];
      const isInside = ({ x, y }: Point) => x >= 0 && y >= 0 && x <= drawing.width && y <= drawing.height;
      expect(points.filter((point) => !isInside(point))).toEqual([]);
      for (const { to, kind, points } of drawing.lines) {
        if (to === null || kind === 'elsewhere') continue;
        const [end, card] = [points.at(-1), at(drawing, to)];
        if (kind === 'loop') expect(end).toEqual({ x: card.x + width, y: card.y + height / 2 - 12 });
        else expect(end).toEqual({ x: card.x + width / 2, y: card.y });
      }
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('the paths of a step leave in their order, after the one that goes straight down', () => {
  fc.assert(
    fc.property(forward, (definition) => {
      const drawing = lanes(definition);
      for (const [id, step] of Object.entries(definition.steps)) {
        const own = drawing.lines.filter(({ from }) => from === id);
        const [straight, ...others] = own;
        const names = Object.keys(step.paths).filter((path) => path !== straight?.path);
        expect(others.map(({ path }) => path)).toEqual(names);
        const labels = own.flatMap(({ label }) => (label ? [label.x] : []));
        expect(labels).toEqual([...labels].sort((a, b) => a - b));
        if (straight?.label) expect(straight.label.x).toBe(at(drawing, id).x + width / 2);
      }
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('names of paths are beside one another, and none on a card', () => {
  fc.assert(
    fc.property(forward, (definition) => {
      const drawing = lanes(definition);
      const labels = drawing.lines.flatMap(({ label }) => (label ? [label] : []));
      const isNear = (one: (typeof labels)[number], other: (typeof labels)[number]) =>
        Math.abs(one.y - other.y) < 24 && Math.abs(one.x - other.x) < (one.width + other.width) / 2;
      expect(labels.filter((one, index) => labels.slice(index + 1).some((other) => isNear(one, other)))).toEqual([]);
      const boxes = boxesOf(drawing);
      const isOnCard = ({ x, y, width: wide }: (typeof labels)[number]) =>
        boxes.some((box) => crosses({ x: x - wide / 2, y }, { x: x + wide / 2, y }, box));
      expect(labels.filter(isOnCard)).toEqual([]);
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('the same definition gives the same picture', () => {
  fc.assert(
    fc.property(withLoops, (definition) => {
      expect(lanes(structuredClone(definition))).toEqual(lanes(definition));
    }),
    { numRuns: propertyRuns(30) },
  );
});

test('the first path that does not end at once goes straight down', () => {
  const drawing = lanes(
    journey('ask', { ask: { ordered: null, refused: 'bye', timeout: 'nudge' }, bye: {}, nudge: { next: null } }),
  );
  expect(at(drawing, 'nudge').x).toBe(at(drawing, 'ask').x);
  const paths = drawing.lines.filter(({ from }) => from === 'ask').map(({ path }) => path);
  expect(paths).toEqual(['timeout', 'ordered', 'refused']);
});

test('a step that several paths reach is beneath them, in the column where they part', () => {
  const drawing = lanes(
    journey('fork', {
      fork: { one: 'a', two: 'b' },
      a: { next: 'again' },
      b: { left: 'again', right: null },
      again: { next: null },
    }),
  );
  expect(at(drawing, 'again').x).toBe(at(drawing, 'fork').x);
  expect(at(drawing, 'again').y).toBeGreaterThan(at(drawing, 'b').y + height);
  expect(drawing.structure.nodes.get('again')).toMatchObject({ parent: 'fork', row: 1 });
});

test('a side path of an interrupt is a lane of its own at the right, under a head', () => {
  const definition: JourneyDefinition = {
    ...journey('main', { main: { next: null }, side: { next: 'main' } }),
    on: [{ id: 'looked', on: 'event', event: 'Pricing Viewed', do: 'side' }],
  };
  const drawing = lanes(definition);
  expect(drawing.heads.map(({ kind, interrupt, root }) => [kind, interrupt, root])).toEqual([
    ['entry', undefined, 'main'],
    ['interrupt', 'looked', 'side'],
  ]);
  expect(at(drawing, 'side').x).toBeGreaterThan(at(drawing, 'main').x + width);
  expect(drawing.lines.find(({ from }) => from === 'side')).toMatchObject({ kind: 'elsewhere', to: 'main' });
});

test('a chain of two thousand steps is drawn', () => {
  const steps = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`s${index}`, { next: index === 1_999 ? null : `s${index + 1}` }]),
  );
  const drawing = lanes(journey('s0', steps));
  expect(drawing.width).toBe(width);
  expect(drawing.cards.map(({ number }) => number)).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 1));
});
