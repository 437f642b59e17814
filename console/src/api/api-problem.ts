/** One thing that is wrong, as the API says it. */
export interface ApiProblemItem {
  readonly code: string;
  readonly where?: string | undefined;
  readonly problem: string;
  readonly remedy?: string | undefined;
}

/** What the API answers instead: problem+json (RFC 9457) with our members. Status 0: no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly where: string | undefined;
  readonly remedy: string | undefined;
  readonly errorId: string | undefined;
  /** All of them, where a body had several. */
  readonly problems: readonly ApiProblemItem[];

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const text = (name: string) => (typeof body[name] === 'string' ? (body[name] as string) : undefined);
    const title = text('title') ?? `the API answered ${status}`;
    super(title);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = text('code') ?? 'unexpected';
    this.title = title;
    this.where = text('where');
    this.remedy = text('remedy');
    this.errorId = text('errorId');
    this.problems = Array.isArray(body.problems) ? (body.problems as ApiProblemItem[]) : [];
  }

  /** Nothing is wrong with what was asked: ask again later. */
  get isUnavailable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}
