import { callStepOf, judgeAnswer, sampleAnswerOf } from '../../core/journey/steps/call.ts';
import type { PlayedJob } from './played-job.ts';

/** A call is answered as the story says, else by a sample of what the step declares. All its attempts take no time. */
export const call: PlayedJob = {
  kind: 'call',
  mode: 'queued',
  perform({ definition, replies }, { step: id, visit }) {
    const step = callStepOf(definition, id);
    const reply = replies.get(step.endpoint) ?? { body: sampleAnswerOf(step) };
    const judged =
      reply === 'no-answer'
        ? ({ result: 'later', rule: 'no-answer' } as const)
        : judgeAnswer(step, reply.status ?? 200, JSON.stringify(reply.body ?? null));
    const answer = judged.result === 'later' ? 'failed' : judged.result;
    const data = 'data' in judged ? judged.data : undefined;
    const rule = judged.rule !== undefined && { rule: judged.rule };
    return {
      input: { kind: 'job-settled', visit, outcome: { result: 'done', answer, ...rule, ...(data && { data }) } },
    };
  },
};
