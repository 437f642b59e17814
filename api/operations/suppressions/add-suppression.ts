import { workspaceClock } from '../../../store/database/clock.ts';
import { addSuppression as add } from '../../../store/messages/suppressions.ts';
import { dataRefused } from '../../common-errors.ts';
import { defineOperation } from '../../define-operation.ts';
import { done, doneAnswer } from '../../done-answer.ts';
import { suppressionBody } from './schemas.ts';

export const addSuppression = defineOperation({
  id: 'addSuppression',
  method: 'post',
  path: '/v1/suppressions',
  tag: 'messages',
  key: 'admin',
  right: 'support',
  summary: 'Suppress an address',
  description: `Nothing is sent there any more by this channel, transactional messages included. Hard bounces and complaints
do the same by themselves. The list holds hashes of addresses.`,
  body: suppressionBody,
  answer: doneAnswer('It is on the list.'),
  errors: [dataRefused],
  async handle({ body: { channel, address }, workspace }, { database }) {
    const at = await workspaceClock(database, workspace).now();
    await add(database, { workspace, channel, address, reason: 'manual', at });
    return done;
  },
});
