import type { SourceForm } from './form.ts';
import { own } from './own.ts';
import { shopify } from './shopify.ts';
import { stripe } from './stripe.ts';
import { zendesk } from './zendesk.ts';

/** The registry: a new form is one file, one line here, and its type in core/workspace/sources.ts. */
const all: readonly SourceForm[] = [own, shopify, stripe, zendesk];

export const sourceForms: ReadonlyMap<string, SourceForm> = new Map(all.map((form) => [form.type, form]));
