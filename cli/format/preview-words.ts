import { describeSegments } from '../../core/message/sms-segments.ts';

/** A preview as the API answers it. */
export interface PreviewAnswer {
  readonly template: string;
  readonly version: number | null;
  readonly channel: string;
  readonly language: string | null;
  readonly parts: Readonly<Record<string, string>>;
  readonly sample: string;
  readonly missing: readonly string[];
}

/** What a preview shows on a terminal; the HTML is in a file. */
export function previewInWords(preview: PreviewAnswer, htmlFile: string | undefined): string {
  const { template, version, channel, language, parts, sample, missing } = preview;
  const which = `${template} ${version === null ? '(draft)' : `v${version}`}`;
  const lines = [
    `Template   ${which} by ${channel}${language === null ? '' : ` in ${language}`}`,
    `Data       ${sample}`,
  ];
  if (missing.length > 0) {
    lines.push(`Not sent   with these data the message would fail, as these have no value:`);
    lines.push(...missing.map((each) => `             ${each}`));
  }
  if (htmlFile !== undefined) lines.push(`HTML       ${htmlFile}`);
  if (channel === 'sms') lines.push(`Length     ${describeSegments((parts.body ?? '').trim())}`);
  for (const [name, text] of Object.entries(parts)) {
    if (name === 'html') continue;
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}`.padEnd(10);
    lines.push(...(text.includes('\n') || text.length > 100 ? ['', title.trim(), text] : [`${title} ${text}`]));
  }
  return lines.join('\n');
}
