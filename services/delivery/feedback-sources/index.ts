import type { FeedbackSource } from './feedback-source.ts';
import { mailgun } from './mailgun.ts';
import { sendgrid } from './sendgrid.ts';
import { standard } from './standard.ts';

/** The registry: a new form of reports is one file, one line here, and its type in core/workspace/feedback.ts. */
const all: readonly FeedbackSource[] = [standard, sendgrid, mailgun];

export const feedbackSources: ReadonlyMap<string, FeedbackSource> = new Map(all.map((source) => [source.type, source]));
