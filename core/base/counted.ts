/** "1 consent", "2 consents", "1 identity": of English nouns with a regular plural, given in the plural. */
export function counted(count: number, plural: string): string {
  const one = plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/s$/, '');
  return `${count.toLocaleString('en')} ${count === 1 ? one : plural}`;
}
