import fc from 'fast-check';
import { canonicalJson } from '../../../../core/base/canonical-json.ts';
import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import { changeStep, renameStep, togglePath } from '../../../../core/journey/edit/change.ts';
import { copyStep, pasteSteps } from '../../../../core/journey/edit/clipboard.ts';
import { blankDraft, readDraft } from '../../../../core/journey/edit/draft.ts';
import { begun, changed, redone, undone } from '../../../../core/journey/edit/history.ts';
import { insertNew } from '../../../../core/journey/edit/insert.ts';
import { mergeDrafts } from '../../../../core/journey/edit/merge.ts';
import { newStep, newSteps } from '../../../../core/journey/edit/new-step.ts';
import { atStart, type PathPlace, targetAt, withTarget } from '../../../../core/journey/edit/places.ts';
import { moveStep, removeStep } from '../../../../core/journey/edit/remove.ts';
import { stepTypes } from '../../../../core/journey/steps/index.ts';
import { propertyRuns } from '../../../support/tier.ts';
import { arbitraryDefinition } from '../support/arbitrary-definition.ts';

const types = [...stepTypes.keys()];
const seeds = fc.array(fc.tuple(fc.nat(6), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000)), { maxLength: 12 });

const pick = <T>(items: readonly T[], by: number): T | undefined => items[by % Math.max(1, items.length)];
const placesOf = (definition: JourneyDefinition): PathPlace[] => [
  atStart,
  ...Object.entries(definition.steps).flatMap(([from, { paths }]) =>
    Object.keys(paths).map((path) => ({ from, path })),
  ),
];

/** One edit of the kind `kind`, with whatever step, place and type the numbers pick. */
function edited(definition: JourneyDefinition, [kind, a, b, c]: readonly number[]): JourneyDefinition {
  const step = pick(Object.keys(definition.steps), a ?? 0) ?? 'none';
  const place = pick(placesOf(definition), b ?? 0) ?? atStart;
  if (kind === 0) return insertNew(definition, place, pick(types, c ?? 0) ?? 'wait').definition;
  if (kind === 1) return removeStep(definition, step).definition;
  if (kind === 2) return renameStep(definition, step, `renamed-${c}`) ?? definition;
  if (kind === 3) return moveStep(definition, step, place);
  if (kind === 4) return pasteSteps(definition, place, copyStep(definition, step)).definition;
  if (kind === 5) return togglePath(definition, step, 'failed');
  return changeStep(definition, step, newStep(pick(types, c ?? 0) ?? 'wait'));
}

function isWellFormed(definition: JourneyDefinition): void {
  expect(readDraft(definition).problems).toEqual([]);
  const ids = Object.keys(definition.steps);
  if (ids.length > 0) expect(ids).toContain(definition.start);
  const named = (definition.on ?? []).flatMap(({ jump, do: side, skip = [] }) => [jump, side, ...skip]);
  const targets = [...Object.values(definition.steps).flatMap(({ paths }) => Object.values(paths)), ...named];
  expect(targets.filter((to) => typeof to === 'string' && !ids.includes(to))).toEqual([]);
}

describe('edits of a draft', () => {
  it('leave it well-formed, whatever is done in whatever order, and undo gives each state back', () => {
    fc.assert(
      fc.property(arbitraryDefinition(), seeds, (definition, acts) => {
        let history = begun(definition);
        const states = [definition];
        for (const act of acts) {
          history = changed(history, edited(history.present, act));
          isWellFormed(history.present);
          if (history.present !== states.at(-1)) states.push(history.present);
        }
        for (const state of [...states].reverse().slice(1)) {
          history = undone(history);
          expect(history.present).toBe(state);
        }
        for (const state of states.slice(1)) {
          history = redone(history);
          expect(history.present).toBe(state);
        }
      }),
      { numRuns: propertyRuns(30) },
    );
  });

  it.each(types)('begin a step of the type %s that its own schema takes', (type) => {
    const { definition, step } = insertNew(blankDraft('new'), atStart, type);
    const read = stepTypes.get(type)?.schema.safeParse(definition.steps[step ?? '']);
    expect(read?.error).toBeUndefined();
    expect(newSteps[type]).toBeDefined();
  });

  it('put what followed behind the timeout of a new wait-for, and end its event', () => {
    const one = insertNew(blankDraft('new'), atStart, 'send').definition;
    const { definition } = insertNew(one, atStart, 'wait-for');
    expect(definition.start).toBe('wait-for');
    expect(definition.steps['wait-for']?.paths).toEqual({ happened: null, timeout: 'send' });
  });

  it('close the gap where a step is deleted, and take what only its other paths led to', () => {
    let draft = insertNew(blankDraft('new'), atStart, 'send').definition;
    draft = insertNew(draft, atStart, 'wait-for').definition;
    draft = insertNew(draft, { from: 'wait-for', path: 'happened' }, 'wait').definition;
    expect(removeStep(draft, 'wait-for', 'timeout')).toMatchObject({ count: 2, definition: { start: 'send' } });
    expect(removeStep(draft, 'wait-for', 'happened')).toMatchObject({ count: 2, definition: { start: 'wait' } });
  });

  it('keep what a step leads to that nothing leads to', () => {
    const wait = (next: string | null) => ({ type: 'wait', for: 'PT1H', paths: { next } }) as const;
    const split = { type: 'parallel', paths: { a: 'one', b: 'shared' } } as const;
    const draft = {
      ...blankDraft('new'),
      start: 'split',
      steps: { split, one: wait(null), shared: wait(null), lost: wait('shared') },
    };
    const { definition } = removeStep(draft as JourneyDefinition, 'split', 'a');
    expect(Object.keys(definition.steps)).toEqual(['one', 'shared', 'lost']);
  });

  it('move a step, and close the gap that it leaves', () => {
    let draft = insertNew(blankDraft('new'), atStart, 'wait').definition;
    draft = insertNew(draft, { from: 'wait', path: 'next' }, 'send').definition;
    const moved = moveStep(draft, 'wait', { from: 'send', path: 'next' });
    expect(moved).toMatchObject({
      start: 'send',
      steps: { send: { paths: { next: 'wait' } }, wait: { paths: { next: null } } },
    });
  });

  it('keep the target of a path whose name changes', () => {
    const one = insertNew(blankDraft('new'), atStart, 'send').definition;
    const draft = insertNew(one, atStart, 'branch').definition;
    const step = draft.steps.branch as never as { branches: { path: string }[]; type: string; paths: object };
    const renamed = { ...step, branches: [{ ...step.branches[0], path: 'known' }] };
    const cut = withTarget(draft, { from: 'branch', path: 'else' }, null);
    expect(changeStep(cut, 'branch', renamed as never).steps.branch?.paths).toEqual({ else: null, known: 'send' });
  });

  it('rename a step wherever it is named', () => {
    let draft = insertNew(blankDraft('new'), atStart, 'call').definition;
    draft = insertNew(draft, { from: 'call', path: 'ok' }, 'start-journey').definition;
    draft = changeStep(draft, 'start-journey', {
      ...{ type: 'start-journey', journey: 'other', data: { code: { ref: 'answers.call.code' } }, paths: {} },
    } as never);
    const renamed = renameStep(draft, 'call', 'coupon');
    expect(renamed).toMatchObject({
      start: 'coupon',
      steps: { 'start-journey': { data: { code: { ref: 'answers.coupon.code' } } } },
    });
    expect(renameStep(draft, 'call', 'start-journey')).toBeUndefined();
    expect(renameStep(draft, 'call', 'No Id')).toBeUndefined();
  });

  it('paste what was copied under ids of its own, going on where it is pasted', () => {
    const draft = insertNew(blankDraft('new'), atStart, 'wait').definition;
    const { definition, step } = pasteSteps(draft, atStart, copyStep(draft, 'wait'));
    expect({ step, start: definition.start }).toEqual({ step: 'wait-2', start: 'wait-2' });
    expect(targetAt(definition, { from: 'wait-2', path: 'next' })).toBe('wait');
    expect(pasteSteps(draft, atStart, '{"steps": 1}').step).toBeUndefined();
  });
});

describe('two drafts made from one', () => {
  it('are merged by step; a step that one side changed is changed, whichever side it was', () => {
    const id = (definition: JourneyDefinition, by: number): StepId => pick(Object.keys(definition.steps), by) ?? '';
    const titled = (definition: JourneyDefinition, step: StepId, title: string): JourneyDefinition => ({
      ...definition,
      steps: { ...definition.steps, [step]: { ...definition.steps[step], title } as never },
    });
    fc.assert(
      fc.property(arbitraryDefinition(), fc.nat(), fc.nat(), (base, a, b) => {
        const [one, other] = [id(base, a), id(base, b)];
        const merged = mergeDrafts(base, titled(base, one, 'mine'), titled(base, other, 'theirs'));
        expect(merged.conflicts).toEqual(one === other ? [{ of: 'step', name: one }] : []);
        expect(merged.definition.steps[one]?.title).toBe('mine');
        if (one !== other) expect(merged.definition.steps[other]?.title).toBe('theirs');
        expect(canonicalJson(mergeDrafts(base, base, titled(base, other, 'x')).definition)).toBe(
          canonicalJson(titled(base, other, 'x')),
        );
        isWellFormed(merged.definition);
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('keep a step that one side removed where the other still leads to it', () => {
    const one = insertNew(blankDraft('new'), atStart, 'send').definition;
    const base = insertNew(one, atStart, 'wait').definition;
    const mine = removeStep(base, 'send').definition;
    const theirs = insertNew(base, { from: 'wait', path: 'next' }, 'task').definition;
    isWellFormed(mergeDrafts(base, mine, theirs).definition);
    expect(Object.keys(mergeDrafts(base, mine, theirs).definition.steps)).toEqual(
      expect.arrayContaining(['send', 'task']),
    );
  });
});
