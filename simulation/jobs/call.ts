import type { Json } from '../../core/base/canonical-json.ts';
import { type CallStep, callStepOf, judgeAnswer } from '../../core/journey/steps/call.ts';
import type { PlayedJob } from './played-job.ts';

/** A call is answered as the story says, else by a sample of what the step declares. All its attempts take no time. */
export const call: PlayedJob = {
  kind: 'call',
  mode: 'queued',
  perform({ definition, replies }, { step: id, visit }) {
    const step = callStepOf(definition, id);
    const reply = replies.get(step.endpoint) ?? { body: sampleOf(step) };
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

const samples = { text: 'sample', number: 1, boolean: true, date: '2026-01-01', any: 'sample' } as const;

function sampleOf({ answer = {} }: CallStep): Json {
  return Object.fromEntries(Object.entries(answer).map(([name, type]) => [name, samples[type]]));
}
