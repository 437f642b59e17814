import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, inMsSpread, spreadOf } from '../figures.ts';
import type { Stage } from '../stage.ts';
import { sendEvent, spans } from './latency.ts';

const ROUNDS = 4;
const SAMPLES_A_ROUND = 100;
const SPACING_MS = 100;
const MAIL_EVERY_MS = 200;

/**
 * What a provider that hangs does to another channel: events whose message goes by webhook, 10 a second, beside 5 a second
 * whose message goes by mail. The reference is the same load while the mail server answers. They take turns; the lane has
 * forgotten neither when the other begins, as in life.
 */
export async function hanging(stage: Stage): Promise<Figure[]> {
  const found = { never: [] as number[], 'at once': [] as number[] };
  await beside(stage, 'warm-up', 40);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const answer of ['at once', 'never'] as const) {
      stage.mails(answer);
      found[answer].push(
        ...(await beside(stage, `${answer === 'never' ? 'hangs' : 'answers'}-${round}`, SAMPLES_A_ROUND)),
      );
    }
  }
  stage.mails('at once');
  const [hangs, answers] = [spreadOf(found.never), spreadOf(found['at once'])];
  const ratio = hangs.p99 / answers.p99;
  return [
    {
      what: 'event in ▸ provider called at 10/s, while the provider of another channel hangs, p99',
      ours: inMsSpread(hangs),
      reference: `while it answers: ${inMsSpread(answers)}`,
      ratio,
      budget: 'at most 1.2 ×',
      met: ratio <= 1.2,
    },
  ];
}

async function beside(stage: Stage, name: string, samples: number): Promise<number[]> {
  let isOver = false;
  const mails = (async () => {
    for (let number = 0; !isOver; number += 1) {
      const ref = `mail-${name}-${number}`;
      await stage.mailTo(ref);
      await pause(MAIL_EVERY_MS);
    }
  })();
  const measured = await spans(stage, `beside-${name}`, samples, SPACING_MS, (ref) => sendEvent(stage, ref));
  isOver = true;
  await mails;
  return measured;
}
