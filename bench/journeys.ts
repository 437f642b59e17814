import { defineEvent, email, flow, journey, on, send, t, template, wait, waitFor, webhook } from '../core/index.ts';
import type { Publication } from '../services/publishing/publish.ts';

/** The shapes that are measured, each entered by an event of its own; its `ref` names the run to the receiver. */
function shape(id: string, steps: ReturnType<typeof flow>) {
  return journey(
    id,
    { purpose: 'transactional', entry: on(defineEvent(`Begin ${id}`, { ref: t.optional(t.text) })), reentry: 'always' },
    steps,
  );
}
const notify = send('notify', template('note'), { via: [webhook] });

export const message = shape('message', flow(notify));
export const waitMessage = shape('wait-message', flow(wait('a-second', '1 second'), notify));
/** By another channel, whose provider a case may let hang. */
export const mailing = shape('mailing', flow(send('mail', template('note'), { via: [email] })));
export const parked = shape(
  'parked',
  flow(waitFor('woken', { woken: on(defineEvent('Wake', {})), timeout: '30 days' })),
);
const PageViewed = defineEvent('Page Viewed', { price: t.number });
export const browsing = shape(
  'browsing',
  flow(waitFor('luxury', { seen: on(PageViewed).where(PageViewed.price.atLeast(1_000)), timeout: '30 days' })),
);
export const waitSeconds = [3, 5, 7] as const;
export const waits = waitSeconds.map((seconds) =>
  shape(`waits-${seconds}`, flow(wait('a-while', `${seconds} seconds`))),
);

export const publication: Publication = {
  journeys: [message, waitMessage, mailing, parked, browsing, ...waits],
  templates: [
    {
      id: 'note',
      content: {
        webhook: { body: '{"ref": {{ entry.ref | json }} }' },
        email: { subject: 'A note', html: '<p>A note.</p>' },
      },
    },
  ],
};
