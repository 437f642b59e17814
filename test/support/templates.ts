import type { Problem } from '../../core/base/problem.ts';
import { readDeclaredData } from '../../core/content/declared-data.ts';
import type { ChannelKind } from '../../core/message/channel-kind.ts';
import { channelKinds } from '../../services/channels/index.ts';
import { type CheckedTemplate, checkTemplate } from '../../services/content/check.ts';
import { type MessageParts, type RenderSettings, render } from '../../services/content/render.ts';
import type { PartialSources, TemplateContent } from '../../store/content/templates.ts';

/** A template's version, for rendering without a database. */
export function source(
  content: TemplateContent,
  { partials = {}, data }: { partials?: PartialSources; data?: unknown } = {},
) {
  return { content, partials, data: data === undefined ? undefined : readDeclaredData(data, 'data').data };
}

export const settings: RenderSettings = {
  language: undefined,
  defaultLanguage: 'en',
  timeZone: 'UTC',
  now: Date.parse('2026-03-02T20:10Z'),
};

export const mail = (html: string, subject = 'Hello'): TemplateContent => ({ email: { subject, html } });

export function renderMail(
  template: ReturnType<typeof source>,
  data: Readonly<Record<string, unknown>>,
  more: Partial<RenderSettings> = {},
): Promise<MessageParts> {
  return render(channelKinds.email, template, data, { ...settings, ...more });
}

/** Code and place of each problem that publishing finds. */
export async function check(
  template: Partial<CheckedTemplate>,
  partials: PartialSources = {},
  options: { isMarketing?: boolean } = {},
): Promise<readonly Problem[]> {
  const kinds: Readonly<Record<string, ChannelKind>> = channelKinds;
  return (await checkTemplate({ id: 'hi', content: {}, fixtures: {}, ...template }, partials, kinds, options)).problems;
}
