import { z } from 'zod';
import { newId } from '../../../core/base/id.ts';
import { readCall } from '../../../services/intake/event.ts';
import { workspaceClock } from '../../../store/database/clock.ts';
import { describeError, HttpProblem } from '../../define-error.ts';
import { defineOperation } from '../../define-operation.ts';
import { notInTestMode, requireTestMode } from './test-mode.ts';

const most = 100;

export const sendTestCalls = defineOperation({
  id: 'sendTestCalls',
  method: 'post',
  path: '/v1/test/calls',
  tag: 'test',
  key: 'admin',
  right: 'admin',
  summary: 'Take calls at the time of the test clock',
  description:
    'As `POST /v1/batch`, but the calls come in at the moment of the test clock, which may lie far from the time of the server. A call that can not be taken refuses all.',
  body: {
    limit: 500 * 1024,
    depth: 40,
    schema: z.strictObject({ calls: z.array(z.unknown()).min(1).max(most) }),
    examples: {
      track: {
        summary: 'An event',
        value: { calls: [{ type: 'track', event: 'Trial Started', userId: 'story-1', properties: { plan: 'team' } }] },
      },
    },
  },
  answer: {
    description: 'They are stored.',
    schema: z.strictObject({ accepted: z.int() }),
    examples: { accepted: { summary: 'Stored', value: { accepted: 1 } } },
  },
  errors: [
    notInTestMode,
    describeError(422, 'call-refused', 'a call can not be taken', {
      title: 'the call says neither userId nor anonymousId',
      where: 'body.calls[0]',
      remedy: 'Give the id of your own database as userId, or a random one of the device as anonymousId.',
    }),
  ],
  async handle({ body: { calls }, workspace, sender }, services) {
    requireTestMode(services);
    const receivedAt = await workspaceClock(services.database, workspace).now();
    const envelope = { receivedAt, sentAt: undefined, newMessageId: newId };
    const events = calls.map((call, index) => {
      const read = readCall(call, `body.calls[${index}]`, envelope);
      if ('code' in read) throw new HttpProblem(422, { ...read, code: 'call-refused' });
      return read;
    });
    const accepted = await services.collector.submit(workspace, events, sender);
    const rejected = accepted.find((each) => each.result === 'rejected');
    if (rejected) throw new HttpProblem(422, { ...rejected.problem, code: 'call-refused' });
    return { accepted: accepted.length };
  },
});
