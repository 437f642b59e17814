export const wordsOfJourneys = {
  title: 'Journeys',
  new: 'New journey',
  list: 'Journeys',
  filterByEvent: 'Event',
  filterPlaceholder: 'Order Completed',
  columns: {
    title: 'Journey',
    state: 'State',
    owner: 'Owner',
    review: 'Review',
    open: 'Under way',
    flow: 'Entered and left, 7 days',
    goal: 'Goal, 30 days',
    stuck: 'Stuck',
    published: 'Published',
  },
  version: (version: number) => `v${version}`,
  by: (who: string) => `by ${who}`,
  flow: (entered: number, left: number) =>
    `${entered.toLocaleString()} entered, ${left.toLocaleString()} left in 7 days`,
  noGoal: 'no goal',
  past: 'past',
  empty:
    'No journey is published yet. Write one in TypeScript, or begin with an example, and publish it with this command:',
  emptyCommand: 'npx throughline push journeys/',
  nothingReacts: (event: string) =>
    `No journey reacts to ${event}. Take the event out of the filter to see all of them.`,
  clear: 'Show all journeys',
  count: (published: number, unpublished: number) =>
    `${published.toLocaleString()} published${unpublished === 0 ? '' : `, ${unpublished.toLocaleString()} unpublished`}`,
  unpublished: 'Show unpublished',
  observed: 'observed',
};
