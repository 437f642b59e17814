import type { Json } from '../base/canonical-json.ts';
import type { Problem } from '../base/problem.ts';
import { checkReference } from '../condition/check.ts';
import { type Place, reader } from '../condition/fields.ts';
import type { Scope } from '../condition/schema.ts';

/**
 * A text for people with references in it, `{{ customer.traits.name }}`: plain references, no expressions. Values are put in
 * once, when the text is made. Messages have a template language of their own (services/content).
 */
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Publish checks of the references. */
export function checkTextReferences(where: string, text: string, place: Place): readonly Problem[] {
  return referencesIn(text).flatMap((ref) => checkReference(where, { ref }, place));
}

export function referencesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, ref]) => ref as string))];
}

/** The text with its values; what is missing reads "(not known)". At most `most` characters, whatever the values hold. */
export function renderText(text: string, scope: Scope, most: number): string {
  const rendered = text.replace(placeholder, (_all, ref: string) => inWords(reader(ref)(scope)));
  const characters = [...rendered];
  return characters.length <= most ? rendered : `${characters.slice(0, most - 1).join('')}…`;
}

function inWords(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return '(not known)';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}
