import { z } from 'zod';
import { idSchema } from '../../../core/journey/definition/index.ts';
import { channelKinds } from '../../../core/message/channel-kinds.ts';
import type { KillSwitch } from '../../../core/message/guard-facts.ts';
import type { KillSwitchRow } from '../../../store/messages/kill-switches.ts';
import { moment } from '../../codecs.ts';

/** "workspace", "channel:email", "journey:win-back". */
const pattern = new RegExp(
  `^(workspace|channel:(${Object.keys(channelKinds).join('|')})|journey:[a-z0-9]+(-[a-z0-9]+)*)$`,
);
export const killSwitchId = z
  .string()
  .max(210)
  .regex(pattern)
  .describe('`workspace`, `channel:` with a kind of channel, or `journey:` with the id of a journey.');
export const killSwitchParams = z.strictObject({ id: killSwitchId });

export const killSwitchSchema = z.strictObject({
  id: killSwitchId,
  scope: z.enum(['workspace', 'channel', 'journey']),
  name: z.union([idSchema, z.string()]).describe('Of the channel or the journey; of the workspace, its own.'),
  reason: z.string(),
  setBy: z.string().describe('The title of the key, or the e-mail address of the person.'),
  since: moment,
});

export const exampleKillSwitch = {
  ...{ id: 'channel:email', scope: 'channel', name: 'email', reason: 'the price in the footer is wrong' },
  ...{ setBy: 'ann@example.com', since: '2026-11-26T19:20:12.318Z' },
} as const;

export function killSwitchView(row: KillSwitchRow) {
  return { id: row.scope === 'workspace' ? 'workspace' : `${row.scope}:${row.name}`, ...row };
}

export function placeOf(id: string, workspace: string): KillSwitch {
  const [scope, name = workspace] = id.split(':') as [KillSwitch['scope'], string?];
  return { scope, name };
}
