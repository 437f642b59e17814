import { defineWorkspace } from 'throughline';

/** What the journeys of this folder need of their workspace; `throughline push examples/journeys` publishes it with them. */
export default defineWorkspace({
  topics: {
    onboarding: { title: 'Getting started', description: 'Help with your first steps.' },
    offers: { title: 'Offers', description: 'New products and discounts, at most once a week.' },
  },
});
