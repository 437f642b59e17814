import type { SourceForm } from './form.ts';
import { hubspot } from './hubspot.ts';
import { own } from './own.ts';
import { shopify } from './shopify.ts';
import { square } from './square.ts';
import { stripe } from './stripe.ts';
import { zendesk } from './zendesk.ts';

/** The registry: a new form is one file, one line here, and its type in core/workspace/sources.ts. */
const all: readonly SourceForm[] = [own, hubspot, shopify, square, stripe, zendesk];

export const sourceForms: ReadonlyMap<string, SourceForm> = new Map(all.map((form) => [form.type, form]));
