/** What every template may speak of without declaring it, beside the traits and the entry event, which it may declare. */
export const everyMessage = {
  message: 'id, journey and language of this message',
  unsubscribe_url: 'the page that ends messages of this kind',
  preferences_url: 'the page with topics, channels and a pause',
  why_url: 'the page that says why the customer gets this message',
} as const;

/** Names at the top of a template that no step has to give. */
export const givenAlways: ReadonlySet<string> = new Set(['customer', 'entry', ...Object.keys(everyMessage)]);

/** Links that hosted pages provide: a preview has samples of them. They are empty where no page is served. */
export const sampleLinks = {
  unsubscribe_url: 'https://example.com/unsubscribe/sample',
  preferences_url: 'https://example.com/preferences/sample',
  why_url: 'https://example.com/why/sample',
} as const satisfies Partial<Record<keyof typeof everyMessage, string>>;
