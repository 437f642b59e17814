import { readdirSync } from 'node:fs';
import path from 'node:path';
import { jobKindOf, jobKinds, queuedJobKinds } from '../../activities/jobs/index.ts';
import { type Job, untouchedRun } from '../../core/journey/engine/run-state.ts';
import { playedJobOf } from '../../simulation/jobs/index.ts';
import { define, monday, passage } from '../core/journey/support/passage.ts';

/** Of each kind a definition whose run requests it. A kind without an example here fails below. */
const examples: Record<string, Parameters<typeof define>[0]> = {
  task: { steps: { call: { type: 'task', group: 'sales', choices: ['done'], paths: { done: null } } } },
  update: { steps: { mark: { type: 'update', set: { stage: 'lead' }, paths: { next: null } } } },
  call: {
    steps: {
      ask: { type: 'call', endpoint: 'shop', paths: { ok: null, rejected: null, failed: null } },
    },
  },
  'start-journey': { steps: { hand: { type: 'start-journey', journey: 'welcome', paths: { next: null } } } },
  deliver: {
    steps: { hello: { type: 'send', channels: ['email', 'webhook'], template: 'hello', paths: { next: null } } },
  },
};

function requestedBy(definition: ReturnType<typeof define>): Job {
  const run = passage(definition);
  run.enter();
  const [open] = run.jobs(monday);
  if (!open) throw new Error('no job was requested');
  return open;
}

it('the kinds of job are one file each, under their own names', () => {
  const files = readdirSync(path.join(__dirname, '../../activities/jobs'));
  const kinds = [...jobKinds.keys()].map((kind) => `${kind}.ts`);
  expect([...kinds, 'index.ts', 'job-kind.ts'].sort()).toEqual(files.sort());
});

describe.each([...jobKinds.values()])('a job $kind', (job) => {
  const definition = define(examples[job.kind] ?? { steps: {} });

  it('is requested by a step, under this name', () => {
    expect(jobKindOf(requestedBy(definition))).toBe(job);
  });

  it('has a counterpart for stories, of the same mode', () => {
    expect(playedJobOf(job).mode).toBe(job.mode);
  });
});

describe.each(queuedJobKinds())('a queued job $kind', (job) => {
  it('says where it waits and what it is, and is heard of more often than it may be silent', () => {
    const definition = define(examples[job.kind] ?? { steps: {} });
    const { taskQueue, summary } = job.route(definition, requestedBy(definition), untouchedRun);
    expect(taskQueue).toMatch(/^throughline-[a-z-]+$/);
    expect(summary).toMatch(/^[a-z].{3,199}$/);
    expect(job.heartbeatMs).toBeLessThan(job.startToCloseMs);
  });
});
