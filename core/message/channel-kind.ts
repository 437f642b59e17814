/** What a channel is, with any provider. */
export interface ChannelKind {
  readonly id: string;
  /** Whether there are several of the kind, each with a name that the workspace's configuration declares: "webhook:crm". */
  readonly names: 'none' | 'optional' | 'required';
  /** The section of the workspace's configuration that says who carries it; without the section there is no such channel. */
  readonly section?: 'sms' | 'push' | undefined;
  /** Whom its messages reach. Only those to customers need consent. */
  readonly reaches: 'customer' | 'system' | 'staff';
  /** Whether opens and clicks are measured: as the settings of tracking say, always (by our own client), or never. */
  readonly measured: 'by-settings' | 'always' | 'never';
  readonly direction: 'keyed' | 'at-most-once';
  /** Where a message about this customer goes; undefined: the channel can't reach them. */
  addressOf(traits: Readonly<Record<string, unknown>>, identities?: KnownIdentities): string | undefined;
  /** The kinds of identities that `addressOf` asks for; none unless said. */
  readonly identities?: readonly string[];
  /** The parts a template has for this channel; those of `html` and `json` are escaped for what they are. */
  readonly parts: {
    readonly required: readonly string[];
    readonly optional: readonly string[];
    readonly html: readonly string[];
    readonly json: readonly string[];
    /** Limited Markdown: what is printed into it has no marks. */
    readonly markdown?: readonly string[];
  };
  /** What a test message says; undefined: the channel needs no test, as nothing of it is outside. */
  readonly test?: ((about: TestMessage) => Readonly<Record<string, string>>) | undefined;
  /** What is wrong with rendered parts; undefined: nothing. */
  check?(parts: Readonly<Record<string, string>>): string | undefined;
}

/** What a test message tells its reader. */
export interface TestMessage {
  readonly id: string;
  /** With the name: "webhook:crm". */
  readonly channel: string;
  /** Who asked for it: a person, or the title of a key. */
  readonly askedBy: string;
  /** ISO 8601. */
  readonly at: string;
}

/** Kind of identity ▸ its value, of those that the channel asks for. */
export type KnownIdentities = Readonly<Record<string, string | undefined>>;
