// Writes docs/reference/{steps,channels,workspace}.md from the schemas that are built; with --check it only compares. What
// has no description is a fault: the schema is the one place where it is written.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { z } = require('zod');
const built = (file) => require(join('../dist', file));
const { stepTypes } = built('core/journey/steps/index.js');
const { interruptKinds, exitKinds, entryKinds } = built('core/journey/definition/index.js');
const { channelKinds } = built('core/message/channel-kinds.js');
const { configurationSchema } = built('core/workspace/configuration.js');

const faults = [];

/** A schema as JSON schema, as people write it. */
const describe = (schema) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** Rows of a table: one for each setting of an object. `leftOut`: those that are said once for all. */
function settings(schema, owner, leftOut = []) {
  const rows = Object.entries(schema.properties ?? {})
    .filter(([name]) => !leftOut.includes(name))
    .map(([name, member]) => {
      const description = member.description ?? described(member, schema)?.description;
      if (!description) faults.push(`${owner}.${name} has no description in its schema`);
      const required = schema.required?.includes(name) ? 'yes' : 'no';
      return `| \`${name}\` | ${typeOf(member, schema)} | ${required} | ${cell(description ?? '')} |`;
    });
  return rows.length === 0 ? [] : ['| setting | value | required | meaning |', '| --- | --- | --- | --- |', ...rows];
}

function described(member, root) {
  return member.$ref ? root.$defs?.[member.$ref.split('/').pop()] : undefined;
}

function typeOf(member, root) {
  if (member.$ref) return member.$ref === '#' ? 'object' : typeOf(described(member, root) ?? {}, root);
  if (member.const !== undefined) return `\`${JSON.stringify(member.const)}\``;
  if (member.enum) return member.enum.map((each) => `\`${each}\``).join(', ');
  const choices = member.anyOf ?? member.oneOf;
  if (choices) return [...new Set(choices.map((each) => typeOf(each, root)))].join(' or ');
  if (member.type === 'array') return `list of ${typeOf(member.items ?? {}, root)}`;
  if (member.properties?.combinator) return 'condition';
  return member.type === 'string' ? 'text' : (member.type ?? 'any value');
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function stepsPage() {
  const parts = [...stepTypes.values()].map(({ type, schema }) => {
    const json = describe(schema);
    if (!json.description) faults.push(`the step ${type} has no description in its schema`);
    return [`## ${type}`, '', json.description ?? '', '', ...settings(json, type, ['type', 'title', 'paths']), ''].join(
      '\n',
    );
  });
  const kinds = (title, registry) => [
    `## ${title}`,
    '',
    ...[...registry.values()].flatMap((kind) => {
      const schema = describe(kind.schema);
      if (!schema.description) faults.push(`${title}: ${kind.on} has no description in its schema`);
      return [
        `### on: ${kind.on}`,
        '',
        schema.description ?? '',
        '',
        ...settings(schema, `${title}.${kind.on}`, ['on']),
        '',
      ];
    }),
  ];
  return [
    '# Steps',
    '',
    'Every step has a `type`, may have a `title`, and has `paths`: the name of each way out ▸ the id of the next step, or null for the end.',
    '',
    ...parts,
    ...kinds('Entries', entryKinds),
    ...kinds('Exits', exitKinds),
    ...kinds('Interrupts', interruptKinds),
  ];
}

const directions = {
  keyed: 'exactly once: the receiver drops repeats of our key',
  'at-most-once': 'at most once: an attempt without an answer is shown as unknown and not repeated',
};
const names = { none: 'no', optional: 'may have a name', required: 'needs a name' };

function channelsPage() {
  return [
    '# Channels',
    '',
    'A send step names channels in order of preference. A template has a part for each.',
    '',
    ...Object.values(channelKinds).flatMap((kind) => [
      `## ${kind.id}`,
      '',
      '| | |',
      '| --- | --- |',
      `| reaches | ${kind.reaches} |`,
      `| named (\`${kind.id}:<name>\`) | ${names[kind.names]} |`,
      `| delivery | ${directions[kind.direction]} |`,
      `| opens and clicks | ${kind.measured === 'by-settings' ? 'measured as the settings of tracking say' : kind.measured === 'always' ? 'always measured' : 'not measured'} |`,
      `| parts | ${kind.parts.required.map((part) => `\`${kind.id}.${part}\``).join(', ')} |`,
      ...(kind.parts.optional.length > 0
        ? [`| optional parts | ${kind.parts.optional.map((part) => `\`${kind.id}.${part}\``).join(', ')} |`]
        : []),
      '',
    ]),
  ];
}

function workspacePage() {
  const json = describe(configurationSchema);
  return [
    '# Configuration of a workspace',
    '',
    'The file `workspace.ts` or `workspace.json` beside the journeys. `throughline push` publishes it with them.',
    '',
    ...Object.entries(json.properties).flatMap(([name, section]) => {
      if (!section.description) faults.push(`workspace.${name} has no description in its schema`);
      const entry = section.additionalProperties?.properties ? section.additionalProperties : section;
      const choices = section.additionalProperties?.oneOf ?? section.additionalProperties?.anyOf ?? [entry];
      return [
        `## ${name}`,
        '',
        section.description ?? '',
        '',
        ...choices.flatMap((each) => [...settings({ ...each, $defs: json.$defs }, `workspace.${name}`), '']),
      ];
    }),
  ];
}

const pages = { 'steps.md': stepsPage(), 'channels.md': channelsPage(), 'workspace.md': workspacePage() };
for (const fault of faults) process.stderr.write(`write-reference: ${fault}\n`);
for (const [name, lines] of Object.entries(pages)) {
  const target = join(import.meta.dirname, '../docs/reference', name);
  const text = `<!-- Generated by npm run reference. -->\n${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    process.stderr.write(`write-reference: docs/reference/${name} differs from the schemas: npm run reference\n`);
    process.exitCode = 1;
  }
}
if (faults.length > 0) process.exitCode = 1;
