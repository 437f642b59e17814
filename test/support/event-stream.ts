/** Server-sent events as a page reads them by fetch. */
export interface ReadStream {
  readonly status: number;
  readonly events: {
    readonly event: string;
    readonly id: string | undefined;
    readonly data: Record<string, unknown>;
  }[];
  /** The comments that keep the connection open. */
  readonly comments: string[];
  readonly ended: Promise<void>;
  close(): void;
}

export async function readStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<ReadStream> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: ReadStream['events'] = [];
  const comments: string[] = [];
  async function read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        take(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  }
  function take(block: string): void {
    const lines = block.split('\n');
    comments.push(...lines.filter((line) => line.startsWith(':')));
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const event = field('event');
    if (event !== undefined) events.push({ event, id: field('id'), data: JSON.parse(field('data') ?? '{}') });
  }
  const ended = response.ok ? read().catch(() => {}) : Promise.resolve();
  return { status: response.status, events, comments, ended, close: () => abort.abort() };
}
