/**
 * The public entry `throughline/testing`: stories, that is scenario tests of a journey, in memory and in virtual time.
 * It needs no framework; the matchers are for jest and vitest.
 */
export type { Answer, CallReply } from './jobs/played-job.ts';
export {
  type ExpectedBlock,
  type ExpectedDeferral,
  type ExpectedGoal,
  type ExpectedTask,
  throughlineMatchers,
} from './matchers.ts';
export { story } from './story.ts';
export type {
  Consentable,
  ServerOptions,
  Story,
  StoryArms,
  StoryCustomer,
  StoryMessage,
  StoryOptions,
  StoryRun,
  StoryTask,
  StoryTaskHandle,
  StoryTemplate,
  StoryTraits,
  StoryVisit,
} from './story-types.ts';
