import { z } from 'zod';
import { changeSection, limitSections } from '../../../services/publishing/change-section.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineError, type ErrorDescription } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';

const sectionUnknown = defineError({
  status: 404,
  code: 'not-found',
  when: 'there is no such section, or it is changed with the journeys',
  text: (section: string) => ({
    where: `workspace.${section}`,
    problem: 'this section can not be changed by itself',
    remedy: `One of ${limitSections.join(', ')} can; the others are published with POST /v1/publish.`,
  }),
  example: ['topics'],
});

const configurationNewer = defineError({
  status: 409,
  code: 'configuration-changed',
  when: 'another configuration was published since the version that the change was made from',
  text: (version: number) => ({
    where: 'body.version',
    problem: `version ${version} of the configuration holds now`,
    remedy: 'Read GET /v1/workspace again, and make the change from there.',
  }),
  example: [4],
});

const refused = {
  code: 'quiet-hours-too-long',
  where: 'workspace.quietHours.default',
  problem: 'There would be quiet hours of 30 hours on end; at most 24 are allowed.',
  remedy: 'Let a window end earlier, or the next one begin later. A whole quiet day needs short nights around it.',
};
const notRight: ErrorDescription = {
  status: 422,
  code: undefined,
  when: 'the section is not right; `problems` has all that was found, `code` is that of the first',
  example: {
    type: `urn:throughline:${refused.code}`,
    title: refused.problem,
    status: 422,
    code: refused.code,
    where: refused.where,
    remedy: refused.remedy,
    problems: [refused],
  },
};

export const changeWorkspaceSection = defineOperation({
  id: 'changeWorkspaceSection',
  method: 'put',
  path: '/v1/workspace/{section}',
  tag: 'service',
  key: 'admin',
  right: 'publish',
  summary: 'Change one section of the configuration',
  description: `Quiet hours, caps, holds, send rates or global control: publishes the configuration that holds with this section
replaced. It counts for every claim that begins after the answer. A workspace whose configuration is a file gets the file's
again at the next \`throughline push\`.`,
  params: z.strictObject({ section: z.enum(limitSections).describe('The name of a section.') }),
  notFound: sectionUnknown,
  body: {
    limit: 256 * 1024,
    depth: 40,
    schema: z.strictObject({
      version: z.int().min(0).describe('The version of the configuration that the change was made from.'),
      value: z.looseObject({}).describe('The section, as `GET /v1/workspace` shows it.'),
    }),
    examples: {
      caps: {
        summary: 'Three marketing messages a week',
        value: { version: 0, value: { weekly: { most: 3, calendar: 'week' } } },
      },
    },
  },
  answer: {
    description: 'It holds.',
    schema: z.strictObject({ version: z.int(), change: z.enum(['published', 'unchanged']) }),
    examples: { published: { summary: 'The next version', value: { version: 1, change: 'published' } } },
  },
  errors: [dataRefused, configurationNewer, notRight],
  async handle({ params: { section }, body: { version, value }, workspace, keyTitle }, { database }) {
    const changed = await changeSection(database, { workspace, section, value, from: version, by: keyTitle });
    if ('newer' in changed) throw configurationNewer(changed.newer);
    return changed;
  },
});
