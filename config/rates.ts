/** Items a second, as a mean over ten; 0 is no limit. */
export interface Rates {
  /** Of one key from one address: what a browser may. */
  readonly sender: number;
  /** Of one key from all addresses together. */
  readonly key: number;
  /** Servers send for many customers from one address: from these networks only the key's rate counts. */
  readonly servers: readonly string[];
}

export const defaultRates: Rates = { sender: 1_000, key: 20_000, servers: ['loopback', 'linklocal', 'private'] };
