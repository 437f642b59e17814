import { headerOf, isRecent, isSigned, type SourceForm, textAt } from './form.ts';

/** Whatever the workspace declares: an HMAC in a header, or Standard Webhooks where no header is named. */
export const own: SourceForm = {
  type: 'own',
  verify(delivery, secrets, now, { signature }) {
    if (signature) {
      const { header, algorithm, encoding, prefix } = signature;
      const text = headerOf(delivery, header) ?? '';
      if (!text.startsWith(prefix)) return 'invalid';
      const given = [Buffer.from(text.slice(prefix.length), encoding)];
      return isSigned({ signed: delivery.body, algorithm }, secrets, given) ? 'valid' : 'invalid';
    }
    const [id, timestamp] = [headerOf(delivery, 'webhook-id'), headerOf(delivery, 'webhook-timestamp')];
    if (!id || !timestamp || !/^\d{1,12}$/.test(timestamp)) return 'invalid';
    const given = (headerOf(delivery, 'webhook-signature') ?? '')
      .split(' ')
      .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
    const keys = secrets.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'));
    const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), delivery.body]);
    if (!isSigned({ signed }, keys, given)) return 'invalid';
    return isRecent(Number(timestamp) * 1_000, now) ? 'valid' : 'too-old';
  },
  idOf: (delivery, { id, signature }) =>
    id === undefined ? (signature ? undefined : headerOf(delivery, 'webhook-id')) : textAt(delivery.json, id),
  topicOf: ({ json }, { topic }) => (topic === undefined ? undefined : textAt(json, topic)),
  calls: [],
};
