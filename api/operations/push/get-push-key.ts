import { z } from 'zod';
import { vapidKeysOf } from '../../../services/channels/vapid.ts';
import { getConfiguration } from '../../../store/workspaces/configuration.ts';
import { defineOperation } from '../../define-operation.ts';
import { pushUnavailable } from './errors.ts';

export const getPushKey = defineOperation({
  id: 'getPushKey',
  method: 'get',
  path: '/v1/push/key',
  tag: 'push',
  key: 'user',
  summary: 'Get the key that browsers subscribe with',
  description:
    "For `pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })` in the customer's browser.",
  answer: {
    description: 'The public key (VAPID): 65 bytes in base64url.',
    schema: z.strictObject({ publicKey: z.string() }),
    examples: {
      key: {
        summary: 'A key',
        value: {
          publicKey: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        },
      },
    },
  },
  errors: [pushUnavailable],
  async handle({ workspace }, { database, namedSecrets }) {
    const { configuration } = await getConfiguration(database, database, workspace);
    if (!configuration.push) throw pushUnavailable('the workspace\'s configuration has no section "push"');
    const { env } = configuration.push.privateKey;
    const keys = vapidKeysOf(namedSecrets.get(env) ?? '');
    if (!keys) throw pushUnavailable(`${env} holds no private key in this process`);
    return { publicKey: keys.publicKey };
  },
});
