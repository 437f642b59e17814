/** The kind of a channel: "webhook" of "webhook:crm". */
export function kindOfChannel(id: string): string {
  return id.split(':', 1)[0] as string;
}

/** The name of a channel within its kind: "crm" of "webhook:crm". */
export function nameOfChannel(id: string): string | undefined {
  return id.includes(':') ? id.slice(id.indexOf(':') + 1) : undefined;
}
