import { z } from 'zod';
import { defaultConfiguration } from '../../../core/workspace/configuration.ts';
import { describeConfiguration } from '../../../core/workspace/describe-configuration.ts';
import { findConfigurationPublishing, getConfiguration } from '../../../store/workspaces/configuration.ts';
import { moment } from '../../codecs.ts';
import { defineOperation } from '../../define-operation.ts';

export const getWorkspace = defineOperation({
  id: 'getWorkspace',
  method: 'get',
  path: '/v1/workspace',
  tag: 'service',
  key: 'admin',
  right: 'look',
  summary: "The workspace's configuration",
  description:
    'The published configuration as it holds, and in words. It names secrets and holds none. It is changed by publishing another one.',
  answer: {
    description: 'The configuration.',
    schema: z.strictObject({
      workspace: z.string(),
      version: z.int().describe('0: none was published, and the defaults hold.'),
      publishedAt: moment.nullable(),
      publishedBy: z.string().nullable().describe('A person, or the title of a key.'),
      sections: z.array(
        z.strictObject({
          id: z.string(),
          about: z.string(),
          settings: z.array(z.strictObject({ name: z.string(), text: z.string() })),
        }),
      ),
      configuration: z.looseObject({}).describe('As `workspace` of `POST /v1/publish` takes it, with its defaults.'),
    }),
    examples: {
      default: {
        summary: 'Before one is published',
        value: {
          ...{ workspace: 'default', version: 0, publishedAt: null, publishedBy: null },
          sections: [{ id: 'languages', about: 'Languages of messages.', settings: [{ name: 'default', text: 'en' }] }],
          configuration: defaultConfiguration,
        },
      },
    },
  },
  errors: [],
  async handle({ workspace }, { database }) {
    const { version, configuration } = await getConfiguration(database, database, workspace);
    const published = await findConfigurationPublishing(database, { workspace, version });
    return {
      ...{ workspace, version, configuration },
      publishedAt: published?.publishedAt ?? null,
      publishedBy: published?.publishedBy ?? null,
      sections: describeConfiguration(configuration),
    };
  },
});
