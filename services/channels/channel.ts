import type { ChannelKind } from '../../core/message/channel-kind.ts';

/**
 * A channel is a way to a customer (email) or to a system that is notified about one (webhook); a provider is who carries it
 * (an SMTP server). Each channel states which way it fails when an attempt has no outcome: "keyed" receivers know our
 * message's id and drop repeats, so the attempt is made again; "at-most-once" receivers do not, so it is shown as unknown
 * and never made again by itself.
 */
export interface Channel extends ChannelKind {
  readonly provider: Provider;
  /** Its sends are spread over time by its queue, so none is made in a run's own turn. */
  readonly limitsRate?: true | undefined;
}

export interface OutgoingMessage {
  /** The message's id: the idempotency key, and its name to receivers. */
  readonly key: string;
  readonly address: string;
  /** Instead of it, of an alert by mail to several people inside. */
  readonly recipients?: readonly string[] | undefined;
  /** The rendered parts of the template. */
  readonly parts: Readonly<Record<string, string>>;
  /** Of e-mail: headers beside those that every mail has. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Of a channel whose ways the workspace's configuration declares: where it goes. */
  readonly endpoint?: Endpoint | undefined;
}

/** What the configuration declares for a name, with the values of its secrets. */
export type Endpoint =
  | { readonly type: 'webhook'; readonly url: string; readonly secret: string }
  | { readonly type: 'slack'; readonly url: string }
  | { readonly type: 'email'; readonly to: readonly string[] }
  | { readonly type: 'push'; readonly subject: string; readonly privateKey: string }
  | { readonly type: 'sms'; readonly providers: readonly SmsAccount[] };

/** An account at a provider of text messages, with the value of its secret. */
export interface SmsAccount {
  readonly name: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly url: string;
}

/**
 * What is known after an attempt. `failed-temporarily`: known not to be accepted, may be tried again. `failed-permanently`: will
 * never be accepted. `unknown`: it may have been accepted. `detail` may quote the provider: it stays in PostgreSQL.
 */
export type SendResult =
  | { readonly result: 'accepted'; readonly providerId?: string | undefined }
  | {
      readonly result: 'failed-temporarily';
      readonly code: string;
      readonly detail: string;
      readonly retryAfter?: number | undefined;
      /** The provider refuses us (our sender, login, rate, reputation), and so would refuse every other message too. */
      readonly refusesUs?: true | undefined;
    }
  | { readonly result: 'failed-permanently'; readonly code: string; readonly detail: string }
  | { readonly result: 'unknown'; readonly code: string; readonly detail: string };

export interface Provider {
  /**
   * Resolves with what is known, never rejects for what the receiver did. Ends by itself within `sendTimeoutMs`. Calls and
   * awaits `begin` just before the first irreversible byte: where that rejects, nothing may be sent, and this rejects too.
   */
  send(message: OutgoingMessage, begin: () => Promise<void>): Promise<SendResult>;
  close(): Promise<void>;
}

/** By kind; those of a kind that have a name share an entry whose key ends with a colon: "webhook", "webhook:", "alert:". */
export type Channels = ReadonlyMap<string, Channel>;
