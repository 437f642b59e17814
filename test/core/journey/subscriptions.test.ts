import fc from 'fast-check';
import { mayReactTo, subscribedEvents, subscriptions } from '../../../core/journey/subscriptions.ts';
import { propertyRuns } from '../../support/tier.ts';
import { arbitraryDefinition, eventNames } from './support/arbitrary-definition.ts';
import { define, event, hour, monday, passage, settled } from './support/passage.ts';

const cart = define({
  key: { ref: 'event.properties.cart' },
  exit: [{ reason: 'bought', on: 'event', event: 'Order Completed', match: { ref: 'event.properties.cart' } }],
  steps: {
    reaction: {
      type: 'wait-for',
      events: [
        {
          event: 'Replied',
          anyRun: true,
          path: 'yes',
          where: { combinator: 'and', rules: [{ field: 'event.properties.stars', operator: '>=', value: 4 }] },
        },
        {
          event: 'Rated',
          anyRun: true,
          path: 'rated',
          where: {
            combinator: 'and',
            rules: [{ field: 'event.properties.stars', operator: '>', value: { ref: 'entry.properties.stars' } }],
          },
        },
      ],
      paths: { yes: null, rated: null },
    },
  },
});

describe('a definition', () => {
  it('says which events its runs can react to', () => {
    expect(subscriptions(cart).map(({ event: name }) => name)).toEqual(['Order Completed', 'Replied', 'Rated']);
    expect([...subscribedEvents(cart)]).toEqual(['Order Completed', 'Replied', 'Rated']);
  });

  it('lets through what may concern the run of a key', () => {
    expect(mayReactTo(cart, { name: 'Order Completed', properties: { cart: 'c1' } }, { id: 'run', key: 'c1' })).toBe(
      true,
    );
    expect(mayReactTo(cart, { name: 'Order Completed', properties: { cart: 'c2' } }, { id: 'run', key: 'c1' })).toBe(
      false,
    );
    expect(mayReactTo(cart, { name: 'Order Completed', properties: {} }, { id: 'run', key: 'c1' })).toBe(false);
    expect(mayReactTo(cart, { name: 'Page Viewed', properties: { cart: 'c1' } }, { id: 'run', key: 'c1' })).toBe(false);
    expect(mayReactTo(cart, { name: 'constructor', properties: {} }, { id: 'run', key: 'c1' })).toBe(false);
  });

  it('hears nothing by a listener that does not say which run is meant, though publishing refuses it anyway', () => {
    const vague = { ...cart, exit: [{ reason: 'bought', on: 'event' as const, event: 'Order Completed' }] };
    expect(mayReactTo(vague, { name: 'Order Completed', properties: { cart: 'c1' } }, { id: 'run', key: 'c1' })).toBe(
      false,
    );
  });

  it('judges a filter that needs the event only, and leaves any other to the engine', () => {
    expect(mayReactTo(cart, { name: 'Replied', properties: { stars: 3 } }, { id: 'run', key: 'c1' })).toBe(false);
    expect(mayReactTo(cart, { name: 'Replied', properties: { stars: 4 } }, { id: 'run', key: 'c1' })).toBe(true);
    expect(mayReactTo(cart, { name: 'Rated', properties: {} }, { id: 'run', key: 'c1' })).toBe(true);
  });

  it('never holds back an event that would have changed a run', () => {
    const told = fc.array(
      fc.record({
        name: fc.constantFrom(...eventNames, 'Unheard'),
        n: fc.nat(4),
        k: fc.constantFrom('k', 'other'),
        settle: fc.boolean(),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(arbitraryDefinition(), told, (definition, events) => {
        const key = definition.key ? 'k' : null;
        const all = passage(definition, { key, entry: { n: 2 } });
        const filtered = passage(definition, { key, entry: { n: 2 } });
        all.enter();
        filtered.enter();
        let now = monday;
        for (const { name, n, k, settle } of events) {
          now += hour;
          all.turn(now, event(name, now, { n, k }));
          if (mayReactTo(definition, { name, properties: { n, k } }, { id: 'run', key }))
            filtered.turn(now, event(name, now, { n, k }));
          const job = settle ? all.jobs(now)[0] : undefined;
          for (const run of [all, filtered]) run.turn(now, ...(job ? [settled(job.visit)] : []));
        }
        for (const run of [all, filtered]) run.turn(now); // a settled job may leave something due
        expect(filtered.at()).toEqual(all.at());
        expect(filtered.state().exit).toEqual(all.state().exit);
        expect(filtered.state().lastVisit).toBe(all.state().lastVisit);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
