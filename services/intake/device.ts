import type { Call } from './call-schema.ts';

/** Names by which SDKs for browsers and devices call themselves in `context.library`. */
const deviceLibraries =
  /^analytics[.-](js|next|ios|android|swift|kotlin|react-native|flutter|c#-unity)|^@segment\/(analytics-next|analytics-react-native)|react-native|^RudderLabs (JavaScript|Android|iOS|React Native|Flutter)|^posthog-(js|ios|android)|^web$/i;

/** Is the call's time by the clock of a browser or device? A server that passes on what a browser made says so in its library. */
export function isOfDevice({ channel, context }: Pick<Call, 'channel' | 'context'>, byBrowserKey: boolean): boolean {
  if (byBrowserKey || channel === 'web' || channel === 'mobile' || channel === 'browser') return true;
  const name = (context?.library as { readonly name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' && deviceLibraries.test(name);
}
