import { ProblemError } from '../core/base/problem.ts';
import type { LimitSections } from '../core/message/limits/facts.ts';
import { type ConfigurationInput, readConfiguration } from '../core/workspace/configuration.ts';
import type { StoryOptions } from './story-types.ts';

/** What a story says of the workspace's limits on messages, as publishing would read it. */
export function readLimits({ quietHours, caps, holds }: StoryOptions, zone: string): LimitSections {
  const sections: ConfigurationInput = { quietHours: { zone, ...hoursOf(quietHours) }, caps, holds };
  const { configuration, problems } = readConfiguration(sections);
  // Topics are declared by no story: any may be named.
  const errors = problems.filter(({ code }) => code !== 'unknown-topic');
  if (!configuration || errors.length > 0) throw new ProblemError(errors);
  return configuration;
}

function hoursOf(written: StoryOptions['quietHours']): ConfigurationInput['quietHours'] {
  if (!isPair(written)) return written;
  const [from, until] = written;
  return { default: { from, until }, spread: 'none' };
}

function isPair(written: StoryOptions['quietHours']): written is readonly [string, string] {
  return Array.isArray(written);
}
