/**
 * The public entry `throughline/testing`: stories, that is scenario tests of a journey, in memory and in virtual time.
 * It needs no framework; the matchers are for jest and vitest.
 */
export type { Answer } from './jobs/played-job.ts';
export { type ExpectedGoal, type ExpectedTask, throughlineMatchers } from './matchers.ts';
export {
  type Consentable,
  type ServerOptions,
  type Story,
  type StoryCustomer,
  type StoryMessage,
  type StoryOptions,
  type StoryRun,
  type StoryTask,
  type StoryTaskHandle,
  type StoryTemplate,
  type StoryTraits,
  type StoryVisit,
  story,
} from './story.ts';
