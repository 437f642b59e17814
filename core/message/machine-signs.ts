/**
 * By what is seen that no person opened a message or followed a link: mail providers load pictures before anybody reads,
 * and security scanners follow links. What has a sign is stored, wakes nothing and raises no engagement.
 */
export const machineSigns = [
  /** Browsers follow a link by GET. */
  'head-request',
  /** The link that no person sees. */
  'hidden-link',
  /** The name of a program that fetches by itself. */
  'known-program',
  /** The picture was loaded within five seconds after delivery. */
  'right-after-delivery',
  /** Every link of the message was followed within two seconds. */
  'every-link',
  /** Within two seconds of the hidden link. */
  'beside-hidden-link',
] as const;

export type MachineSign = (typeof machineSigns)[number];

/** A request for a pixel or a tracked link. Moments are epoch milliseconds. */
export interface TrackedRequest {
  readonly kind: 'opened' | 'clicked';
  readonly method: string;
  readonly userAgent: string | undefined;
  readonly isHiddenLink: boolean;
  readonly at: number;
  /** When the message was delivered, else when its provider took it; undefined: neither is known. */
  readonly deliveredAt: number | undefined;
}

const RIGHT_AFTER_MS = 5_000;

/** How far apart a machine's requests for the links of one message are at most. Clicks are decided after this time. */
export const LINKS_WITHIN_MS = 2_000;

/** The sign that one request has by itself. */
export function signOfRequest(request: TrackedRequest): MachineSign | undefined {
  const { kind, method, userAgent, isHiddenLink, at, deliveredAt } = request;
  if (isHiddenLink) return 'hidden-link';
  if (method === 'HEAD') return 'head-request';
  if (isProgram(userAgent)) return 'known-program';
  if (kind === 'opened' && deliveredAt !== undefined && at - deliveredAt < RIGHT_AFTER_MS)
    return 'right-after-delivery';
  return undefined;
}

/** A click on a link of a message, and how many links the message has. */
export interface Click {
  readonly url: string | undefined;
  readonly links: number;
  readonly at: number;
  readonly isHiddenLink: boolean;
}

/** The sign that a click has among all clicks of its message, itself included. */
export function signAmongClicks(click: Click, all: readonly Click[]): MachineSign | undefined {
  const near = all.filter(({ at }) => Math.abs(at - click.at) <= LINKS_WITHIN_MS);
  if (near.some(({ isHiddenLink }) => isHiddenLink)) return 'beside-hidden-link';
  return click.links >= 2 && everyLinkWithin(click, near) ? 'every-link' : undefined;
}

/** Whether all links were followed in one stretch of two seconds that holds this click. */
function everyLinkWithin(click: Click, near: readonly Click[]): boolean {
  const starts = near.map(({ at }) => at).filter((at) => at <= click.at);
  return starts.some((start) => {
    const stretch = near.filter(({ at }) => at >= start && at <= start + LINKS_WITHIN_MS);
    return new Set(stretch.map(({ url }) => url)).size >= click.links;
  });
}

/**
 * Programs that fetch pictures or follow links without a person. Apple's Mail Privacy Protection names nothing but
 * "Mozilla/5.0"; Gmail's fetch ahead names an old Edge with a second "Mozilla/5.0" at its end. The picture proxies of
 * Gmail and Yahoo are not in the list: they load a picture when a person opens the mail.
 */
const programs: readonly RegExp[] = [
  /^Mozilla\/5\.0$/,
  /Edge\/12\.246 Mozilla\/5\.0$/,
  /bot\b|crawl|spider|slurp|scanner|preview|prefetch|monitor|headless|phantomjs|lighthouse/i,
  /^(curl|wget|python|java|ruby|perl|php|go-http-client|okhttp|axios|node-fetch|undici|node|libwww|apache-httpclient)\b/i,
  /barracuda|mimecast|proofpoint|trendmicro|symantec|fireeye|forcepoint|ironport|zscaler|sophos|cloudmark|safelinks/i,
  /facebookexternalhit|whatsapp|telegrambot|skypeuripreview|slack-imgproxy|microsoft office|ms-office/i,
];

function isProgram(userAgent: string | undefined): boolean {
  const name = userAgent?.trim() ?? '';
  return name === '' || programs.some((program) => program.test(name));
}
