/** The part of mailauth that tests use: its 4.9 has no types of its own. */
declare module 'mailauth' {
  export function authenticate(
    mail: Buffer,
    options: {
      readonly ip: string;
      readonly helo: string;
      readonly sender: string;
      readonly trustReceived: boolean;
      readonly resolver: (name: string, type: string) => Promise<string[][]>;
    },
  ): Promise<{ readonly dkim: { readonly results: readonly { readonly status: { readonly result: string } }[] } }>;
}
