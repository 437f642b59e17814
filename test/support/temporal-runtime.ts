import { Runtime } from '@temporalio/worker';

/**
 * Lets go of the SDK's runtime of an earlier test file: a process has one, modules are kept from file to file, and who
 * installs it must be the first.
 */
export async function releaseTemporalRuntime(): Promise<void> {
  await Runtime._instance?.shutdown();
}
