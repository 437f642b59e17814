import type { z } from 'zod';
import type { KeyKind } from '../store/access/keys.ts';
import type { Refusal } from './refusals.ts';

/**
 * What one address of the API takes and answers, for its description (openapi.ts). Its schemas are those that the route
 * checks requests with, or are made of them; the tests hold the real answers to the schemas of answers.
 */
export interface Operation {
  /** For programs that make clients of the description: a verb and a noun. */
  readonly id: string;
  readonly method: 'get' | 'post';
  /** As OpenAPI writes it: "/v1/runs/{id}". */
  readonly path: string;
  /** Further addresses that take and answer the same. */
  readonly also?: readonly string[];
  readonly tag: 'events' | 'journeys' | 'runs' | 'service';
  readonly key: KeyKind | 'none';
  readonly summary: string;
  readonly description: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Content;
  readonly answer: Content & { readonly description: string };
  /** How it can say no. */
  readonly refusals: readonly Refusal[];
}

/** JSON, with examples that the schema accepts. */
export interface Content {
  readonly schema: z.ZodType;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}
