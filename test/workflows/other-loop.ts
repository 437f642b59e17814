import { sleep } from '@temporalio/workflow';
import type { RunArguments } from '../../workflows/contract.ts';
import { journeyRun as realLoop } from '../../workflows/journey-run.ts';

/** The loop with one command more, before all others: what the golden histories are there to catch. */
export async function journeyRun(argument: RunArguments): Promise<void> {
  await sleep('1 second');
  await realLoop(argument);
}
