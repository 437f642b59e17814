import type { ChannelKind } from '../../core/message/channel-kind.ts';

/**
 * A channel is a way to a customer (email) or to a system that is told about one (webhook); a provider is who carries it
 * (an SMTP server). Each channel states which way it fails when an attempt has no outcome: "keyed" receivers know our
 * message's id and drop repeats, so the attempt is made again; "at-most-once" receivers do not, so it is shown as unknown
 * and never made again by itself.
 */
export interface Channel extends ChannelKind {
  readonly provider: Provider;
}

export interface OutgoingMessage {
  /** The message's id: the idempotency key, and its name to receivers. */
  readonly key: string;
  readonly address: string;
  /** The rendered parts of the template. */
  readonly parts: Readonly<Record<string, string>>;
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
    }
  | { readonly result: 'failed-permanently'; readonly code: string; readonly detail: string }
  | { readonly result: 'unknown'; readonly code: string; readonly detail: string };

export interface Provider {
  /** Resolves with what is known, never rejects for what the receiver did. Ends by itself within `sendTimeoutMs`. */
  send(message: OutgoingMessage): Promise<SendResult>;
  close(): Promise<void>;
}

export type Channels = ReadonlyMap<string, Channel>;
