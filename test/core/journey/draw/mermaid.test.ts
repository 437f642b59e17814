import fc from 'fast-check';
import { mermaidOf } from '../../../../core/journey/draw/mermaid.ts';
import { propertyRuns } from '../../../support/tier.ts';
import { arbitraryDefinition } from '../support/arbitrary-definition.ts';
import { define } from '../support/passage.ts';

it('draws entry, steps with their settings, paths by name, ends and interrupts', () => {
  const definition = define({
    on: [{ id: 'seen', on: 'event', event: 'Seen', do: 'thank' }],
    steps: {
      settle: { type: 'wait', title: 'Come to "rest" <b>', for: 'P3D', paths: { next: 'answer' } },
      answer: {
        type: 'wait-for',
        events: [{ event: 'Replied', path: 'replied' }],
        timeout: 'P1D',
        paths: { replied: 'thank', timeout: null },
      },
      thank: { type: 'send', channels: ['email'], template: 'thanks', paths: { next: null } },
    },
  });
  expect(mermaidOf(definition).split('\n')).toEqual([
    'flowchart TD',
    '  entry(["Start"])',
    '  s1["Come to #34;rest#34; #60;b#62;<br/>wait: 3 days"]',
    '  s2["answer<br/>wait-for: Replied, at most 1 day"]',
    '  s3["thank<br/>send: email ▸ thanks"]',
    '  entry --> s1',
    '  s1 --> s2',
    '  s2 -->|"replied"| s3',
    '  s2 -->|"timeout"| s2_timeout(("End"))',
    '  s3 --> s3_next(("End"))',
    '  on_seen>"seen"]',
    '  on_seen -. "beside" .-> s3',
    '',
  ]);
});

it('whatever the journey, each line is a node or an arrow between nodes that are there, and every step has a node', () => {
  const node = String.raw`(?:entry|s\d+|on_\w+)`;
  const shape = new RegExp(String.raw`^  (${node})(?:\(\["[^"]*"\]\)|\["[^"]*"\]|>"[^"]*"\])$`);
  const arrow = new RegExp(
    String.raw`^  (${node}) (?:-->(?:\|"[^"]*"\|)?|-\. "[^"]*" \.->) (s\d+)(?:_\w+\(\("End"\)\))?$`,
  );
  fc.assert(
    fc.property(arbitraryDefinition(), (definition) => {
      const [head, ...lines] = mermaidOf(definition).trimEnd().split('\n');
      expect(head).toBe('flowchart TD');
      const nodes = new Set(lines.flatMap((line) => shape.exec(line)?.[1] ?? []));
      expect([...nodes].filter((each) => /^s\d+$/.test(each))).toHaveLength(Object.keys(definition.steps).length);
      for (const line of lines.filter((each) => !shape.test(each))) {
        const [, from = '', to = ''] = arrow.exec(line) ?? [];
        expect({ line, from: nodes.has(from), to: nodes.has(to) }).toEqual({ line, from: true, to: true });
      }
    }),
    { numRuns: propertyRuns(60) },
  );
});
