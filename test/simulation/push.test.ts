import { defineEvent, email, flow, journey, on, push, send, template } from '../../core/index.ts';
import { story, throughlineMatchers } from '../../simulation/index.ts';

expect.extend(throughlineMatchers);

/** Push in stories: who allowed notifications gets them, others get the next channel. */
const Ordered = defineEvent('Ordered', {});
const tell = send('tell', template('shipped'), { via: [push, email] });
const shipped = journey('shipped', { purpose: 'transactional', entry: on(Ordered) }, flow(tell));

it('reaches a browser that allowed notifications, else the next channel', async () => {
  const scene = await story(shipped, { start: '2026-03-02T08:00Z' });
  const ann = scene.customer({ email: 'ann@example.com' }, { push: true });
  const bob = scene.customer({ email: 'bob@example.com' });
  await ann.does(Ordered({}));
  await bob.does(Ordered({}));
  expect(ann).toHaveReceived(tell, { via: push });
  expect(bob).toHaveReceived(tell, { via: email });
});
