import { exampleJourneys, withEvents } from '../../../../console/src/pages/journeys/example-journeys.ts';
import { entryEvents } from '../../../../core/journey/subscriptions.ts';
import { validateDefinition } from '../../../../core/journey/validate.ts';
import abandonedCart from '../../../../examples/journeys/abandoned-cart.ts';
import welcomeSeries from '../../../../examples/journeys/welcome-series.ts';

it('a new journey begins with the examples as they are', () => {
  expect(exampleJourneys).toEqual(JSON.parse(JSON.stringify([abandonedCart, welcomeSeries])));
});

it('an example with events of other names means the same, and is right', () => {
  const [example] = exampleJourneys;
  const [event = ''] = entryEvents(example as never);
  const renamed = withEvents(example as never, { [event]: 'Basket Changed' });
  expect([...entryEvents(renamed)]).toEqual(['Basket Changed']);
  expect(JSON.stringify(renamed)).not.toContain(`"event":"${event}"`);
  expect(validateDefinition(renamed).definition).toBeDefined();
});
