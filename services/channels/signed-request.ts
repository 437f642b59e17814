import { Webhook } from 'standardwebhooks';

/**
 * The headers of a request that is signed by the Standard Webhooks specification: over id, time and body. The id is the same in
 * every attempt; time and signature are each attempt's own. Undefined: the secret is not `whsec_` and base64.
 */
export function signedHeaders(secret: string, id: string, body: string): Readonly<Record<string, string>> | undefined {
  const signer = readSecret(secret);
  if (!signer) return undefined;
  const at = new Date(); // the world's time, also where ours is virtual: receivers refuse what is minutes off
  return {
    'content-type': 'application/json',
    'user-agent': 'throughline',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signer.sign(id, at, body),
  };
}

function readSecret(secret: string): Webhook | undefined {
  try {
    return new Webhook(secret);
  } catch {
    return undefined;
  }
}
