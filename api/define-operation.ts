import type { Request } from 'express';
import type { z } from 'zod';
import type { Right } from '../core/access/rights.ts';
import type { AuthenticatedUser } from '../services/access/user-token.ts';
import type { KeyKind } from '../store/access/keys.ts';
import type { Actor } from './actor.ts';
import type { Caller } from './caller.ts';
import type { ErrorDefinition, ErrorDescription } from './define-error.ts';
import type { ApiServices } from './services.ts';

/**
 * One operation of the API, in one object: the router checks requests by it and calls `handle`, the description (OpenAPI),
 * the client of the command line and the contract test are made from it.
 */
export type Operation<
  Params extends z.ZodObject | undefined = z.ZodObject | undefined,
  Query extends z.ZodObject | undefined = z.ZodObject | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Answer extends z.ZodType = z.ZodType,
> = OperationParts<Params, Query, Body, Answer> & OperationAccess;

/** Who may ask for an operation. */
export type OperationAccess =
  | {
      /** An admin key. */
      readonly key: 'admin';
      /** What the person needs that asks for it. Admin keys have every right. */
      readonly right: Right;
    }
  | {
      /** write: a browser or a server key. user: a token that names who is signed in. */
      readonly key: 'write' | 'user' | 'none';
      readonly right?: undefined;
    };

interface OperationParts<
  Params extends z.ZodObject | undefined,
  Query extends z.ZodObject | undefined,
  Body extends z.ZodType | undefined,
  Answer extends z.ZodType,
> {
  /** For programs that make clients of the description: a verb and a noun. */
  readonly id: string;
  readonly method: Method;
  /** As OpenAPI writes it: "/v1/runs/{id}". */
  readonly path: string;
  /** Further addresses of the same. */
  readonly also?: readonly string[];
  readonly tag:
    | 'consents'
    | 'customers'
    | 'events'
    | 'inbox'
    | 'journeys'
    | 'keys'
    | 'messages'
    | 'offers'
    | 'people'
    | 'push'
    | 'runs'
    | 'tasks'
    | 'test'
    | 'service';
  readonly summary: string;
  readonly description: string;
  readonly params?: Params;
  /** What the path names is not there; also where a parameter of the path can be no id at all. */
  readonly notFound?: ErrorDefinition<[id: string]>;
  readonly query?: Query;
  /** It takes a revision in If-Match, without which it is refused; what the revision is of. */
  readonly ifMatch?: string;
  readonly body?: RequestBody<NonNullable<Body>>;
  readonly answer: Content<Answer> & { readonly description: string };
  /** It changes nothing although its method is no GET: it is kept out of the audit log. */
  readonly isReading?: true;
  /** For the audit log: the id of what is changed, where it is not the parameter of the path. No personal data. */
  targetOf?(
    request: Pick<OperationRequest<Params, Query, Body>, 'params' | 'body' | 'actor'>,
    answer: Unchanging<z.output<Answer>> | undefined,
  ): string | undefined;
  /** How long caches may keep the answer; none unless said. */
  readonly cacheSeconds?: number;
  /** The answer is the same for as long as the process lives: it is asked for and serialised once. */
  readonly isConstant?: true;
  /** What it can fail with beside what every operation with a key, a body or parameters can (see errorsOf). */
  readonly errors: readonly ErrorDescription[];
  /** Gives the answer with moments as epoch milliseconds; the schema of the answer encodes it. Throws what `errors` says. */
  handle(request: OperationRequest<Params, Query, Body>, services: ApiServices): Promise<Unchanging<z.output<Answer>>>;
}

/** write: a browser or a server key. */
export type KeyAccess = 'write' | 'admin';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface OperationRequest<Params, Query, Body> {
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
  /** The workspace of the key. */
  readonly workspace: string;
  /** Whose token the request has; undefined where a key opens the operation. */
  readonly user: AuthenticatedUser | undefined;
  /** Undefined for operations without a key. */
  readonly keyKind: KeyKind | undefined;
  /** Scheme and host by which the client reached us. */
  readonly origin: string;
  /** The key and the address behind the request, for shares of the queue (sender.ts). */
  readonly sender: string;
  /** The title of the key, or the e-mail address of the person: who did what an operator does. */
  readonly keyTitle: string;
  /** Who asks for an operation of people; undefined for all others. */
  readonly actor: Actor | undefined;
  readonly caller: Caller;
  /** Of If-Match, where the operation takes it; else 0. */
  readonly revision: number;
  /** Where the body is signed: the request, and the bytes of its body. */
  readonly signed: { readonly request: Request; readonly raw: Buffer } | undefined;
}

/** Readonly to the last member: what a handler gives may be what it was given. */
type Unchanging<T> = T extends readonly (infer Item)[]
  ? readonly Unchanging<Item>[]
  : T extends object
    ? { readonly [Name in keyof T]: Unchanging<T[Name]> }
    : T;

type Read<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** JSON, with examples that the schema accepts. */
export interface Content<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface RequestBody<Schema extends z.ZodType = z.ZodType> extends Content<Schema> {
  /** Bytes, after decompression. */
  readonly limit: number;
  /** Levels; a body that is deeper is refused before it is parsed. Undefined: of intake, where only the one call is. */
  readonly depth?: number;
  /** Values at all levels, counted before any is built; default: as many as the bytes hold. */
  readonly values?: number;
  /** Reads the JSON in place of the general check by the schema; throws what is wrong. */
  readonly read?: (json: unknown) => z.output<Schema>;
  /** The handler verifies a signature over the bytes, which are handed over as `raw`. */
  readonly isSigned?: true;
  /** For the description, where it says more than the schema that is checked. */
  readonly described?: z.ZodType;
}

export function defineOperation<
  Params extends z.ZodObject | undefined = undefined,
  Query extends z.ZodObject | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType = z.ZodType,
>(operation: Operation<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  return operation;
}
