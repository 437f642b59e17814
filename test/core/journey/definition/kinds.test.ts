import { readdirSync } from 'node:fs';
import path from 'node:path';
import {
  entryKinds,
  exitKinds,
  getEntryKind,
  getExitKind,
  getInterruptKind,
  interruptKinds,
} from '../../../../core/journey/definition/index.ts';
import { subscriptions } from '../../../../core/journey/subscriptions.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';
import { define, monday } from '../support/passage.ts';

const filesOf = (registry: string) =>
  readdirSync(path.join(__dirname, '../../../../core/journey/definition', registry)).filter(
    (file) => file !== 'index.ts' && file !== 'kind.ts',
  );
const steps = { settle: { type: 'wait', for: 'PT1H', paths: { next: null } } };

describe('the registry of entries', () => {
  it('has every file of its folder', () => {
    expect(filesOf('entry')).toEqual([...entryKinds.keys()].map((on) => `${on}.ts`));
  });

  it.each([...entryKinds])(
    'has for "%s" a documented schema, words and an example that a definition takes',
    (on, kind) => {
      expect(kind.on).toBe(on);
      expect(kind.schema.description).toMatch(/\.$/);
      expect(kind.schema.parse(kind.example)).toEqual(kind.example);
      expect(kind.describe(kind.example)).not.toBe('');
      expect(kind.events(kind.example).length).toBe(kind.on === 'event' ? 1 : 0);
      expect(validateDefinition(define({ entry: [kind.example], reentry: 'always', steps })).problems).toEqual([]);
    },
  );

  it('does not guess what an entry means that only a newer version knows', () => {
    expect(() => getEntryKind({ on: 'segment' } as never)).toThrow(/does not know the entry "segment"/);
  });
});

describe('the registry of exits', () => {
  it('has every file of its folder', () => {
    expect(filesOf('exit')).toEqual([...exitKinds.keys()].map((on) => `${on}.ts`));
  });

  it.each([...exitKinds])(
    'has for "%s" a documented schema, words and an example that a definition takes',
    (on, kind) => {
      expect(kind.on).toBe(on);
      expect(kind.schema.description).toMatch(/\.$/);
      expect(kind.schema.parse(kind.example)).toEqual(kind.example);
      expect(kind.describe(kind.example)).not.toBe('');
      const definition = define({ exit: [kind.example], steps });
      expect(validateDefinition(definition).problems).toEqual([]);
      expect(subscriptions(definition)).toEqual(kind.triggers(kind.example));
    },
  );

  it('does not guess what an exit means that only a newer version knows', () => {
    expect(() => getExitKind({ on: 'segment', reason: 'x' } as never)).toThrow(/does not know the exit "segment"/);
  });
});

describe('the registry of interrupts', () => {
  it('has every file of its folder', () => {
    expect(filesOf('interrupt')).toEqual([...interruptKinds.keys()].map((on) => `${on}.ts`));
  });

  it.each([...interruptKinds])(
    'has for "%s" a documented schema, words and an example that a definition takes',
    (on, kind) => {
      expect(kind.on).toBe(on);
      expect(kind.schema.description).toMatch(/\.$/);
      expect(kind.schema.parse(kind.example)).toEqual(kind.example);
      expect(kind.describe(kind.example)).not.toBe('');
      const definition = define({ on: [kind.example], steps });
      expect(validateDefinition(definition).problems).toEqual([]);
      expect(subscriptions(definition)).toEqual(kind.triggers(kind.example));
    },
  );

  it('does not guess what an interrupt means that only a newer version knows', () => {
    const later = { on: 'segment', id: 'x' } as never;
    expect(() => getInterruptKind(later)).toThrow(/does not know the interrupt "segment"/);
  });
});

describe('an entry by an event', () => {
  const kind = entryKinds.get('event');
  const event = { name: 'Order Completed', properties: { total: 50 }, timestamp: monday };

  it('says in words which event enters', () => {
    expect(kind?.describe(kind.example)).toBe(`Order Completed, if the event's total is at least 50`);
  });

  it.each([
    ['enters', event, undefined],
    ['has another name', { ...event, name: 'Order Refunded' }, 'no-rule'],
    ['does not meet the condition', { ...event, properties: { total: 49 } }, 'filter'],
    ['is too old', { ...event, timestamp: monday - 3_600_001 }, 'too-old'],
  ])('reports the hurdle of an event that %s', (_title, happened, hurdle) => {
    expect(kind?.evaluate(kind.example, { event: happened, traits: {}, now: monday })).toBe(hurdle);
  });
});
