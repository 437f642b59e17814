import {
  and,
  branch,
  count,
  defineTopic,
  email,
  entryOf,
  flow,
  journey,
  lastMessages,
  on,
  send,
  sms,
  template,
  wait,
  waitFor,
  when,
} from 'throughline';
import { AccountClosed, CatalogRequested, OrderCompleted, PricingViewed } from '../events.ts';

const request = entryOf(CatalogRequested);
const hasNotBought = count(OrderCompleted).since(request).none();
const looksTwiceADay = count(PricingViewed).since(request).within('24 hours').atLeast(2);
/** Of the five newest mails that are a day old none was opened: another one would not be read either. */
const readsNoMail = and(lastMessages(5, email).sent.atLeast(1), lastMessages(5, email).opened.is(0));

const unlessBought = { onlyIf: hasNotBought, notAfter: '1 day' };
const hello = send('hello', template('catalog-hello'), { via: [email], notAfter: '1 day' });
const reminder = send('reminder', template('catalog-reminder'), { via: [email], ...unlessBought });
const reminderBySms = send('reminder-by-sms', template('catalog-reminder'), { via: [sms, email], ...unlessBought });
const last = send('last', template('catalog-last'), { via: [email], ...unlessBought });

/**
 * Three messages after a catalog, steered by what the customer does. Who has bought meanwhile gets no second and third one.
 * Who reads no mail gets the second one by SMS. Who looks at the prices twice within a day gets it at once.
 */
export default journey(
  'catalog-follow-up',
  {
    title: 'After the catalog',
    owner: 'growth',
    purpose: 'marketing',
    topic: defineTopic('offers'),
    entry: on(CatalogRequested).maxAge('1 hour'),
    reentry: 'never',
    exit: { 'account-closed': on(AccountClosed) },
  },
  flow(
    hello,
    waitFor('before-reminder', { interested: looksTwiceADay, timeout: '3 days' }),
    branch('reads-mail', [when('no', readsNoMail, flow(reminderBySms))], flow(reminder)),
    wait('before-last', '4 days'),
    last,
  ),
);
