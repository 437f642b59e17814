import type { Client } from '@temporalio/client';

/** The pause before the next attempt of a workflow's delivery ends now, as if the claim that it waits for had run out. */
export async function retryDeliveryNow(client: Client, workflowId: string): Promise<void> {
  const { namespace } = client.options;
  await client.workflowService.resetActivity({ namespace, execution: { workflowId }, type: 'deliver' });
}
