import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Condition } from '../../../../../core/condition/schema.ts';
import type { SegmentDefinition } from '../../../../../core/segment/definition.ts';
import { type Input, useWrite } from '../../../api/client.ts';
import { ConditionBuilder } from '../../../condition/condition-builder.tsx';
import { useConditionNames } from '../../../condition/names.ts';
import { isUnfinished, newCondition } from '../../../condition/parts.ts';
import { Button } from '../../../design/button.tsx';
import { TextField } from '../../../design/field.tsx';
import { Page, Section } from '../../../design/page.tsx';
import { Problem } from '../../../design/problem.tsx';
import { Select } from '../../../design/select.tsx';
import { showToast } from '../../../design/toast.tsx';
import css from '../../../lists/lists.module.css';
import { Panel } from '../../../lists/panel.tsx';
import { wordsOfSegments } from '../../../words/segments.ts';
import { SegmentPreview } from './segment-preview.tsx';

const words = wordsOfSegments.edit;

/** Rules at the left, who that would be at the right. `stored`: the segment that is changed. */
export function SegmentEditor({ stored }: { readonly stored?: SegmentDefinition }): ReactNode {
  const navigate = useNavigate();
  const [definition, setDefinition] = useState<SegmentDefinition>(stored ?? { id: '', when: newCondition('count') });
  const hasForm = definition.trait === undefined;
  const [json, setJson] = useState<string | undefined>(hasForm ? undefined : shown(definition));
  const publish = useWrite('post', '/v1/publish', {
    onDone: () => {
      showToast({ text: words.published(definition.id) });
      void navigate({ to: '/segments/$id', params: { id: definition.id } });
    },
  });
  const write = (text: string) => {
    setJson(text);
    const read = definitionIn(text);
    if (read) setDefinition(stored ? { ...read, id: stored.id } : read);
  };
  const isWhole =
    definition.id !== '' &&
    (json === undefined || definitionIn(json) !== undefined) &&
    !(definition.when && isUnfinished(definition.when));
  const leave = () =>
    void (stored ? navigate({ to: '/segments/$id', params: { id: stored.id } }) : navigate({ to: '/segments' }));
  const body = { segments: [definition] } as unknown as Input<'/v1/publish', 'post'>['body'];
  return (
    <Page
      title={stored ? words.title(stored.id) : words.newTitle}
      actions={
        <>
          <Button onPress={leave}>{words.leave}</Button>
          <Button kind="primary" isDisabled={!isWhole || publish.isPending} onPress={() => publish.mutate({ body })}>
            {stored ? words.publishChange : words.publish}
          </Button>
        </>
      }
    >
      {publish.error && <Problem error={publish.error} />}
      <div className={css.columns}>
        <div className={css.form}>
          {json === undefined ? (
            <Form definition={definition} onChange={setDefinition} isNew={stored === undefined} />
          ) : (
            <TextField
              label={words.json}
              rows={24}
              isCode
              value={json}
              onChange={write}
              problem={definitionIn(json) ? undefined : words.notJson}
            />
          )}
          {hasForm && (
            <div>
              <Button
                isSmall
                kind="quiet"
                isDisabled={json !== undefined && definitionIn(json) === undefined}
                onPress={() => setJson(json === undefined ? shown(definition) : undefined)}
              >
                {json === undefined ? words.asJson : words.asForm}
              </Button>
            </div>
          )}
          <p className={css.note}>{words.noEntries}</p>
          {stored && <p className={css.note}>{words.keptAsFile}</p>}
        </div>
        {hasForm && (
          <Panel title={wordsOfSegments.preview.title}>
            <SegmentPreview when={definition.when} replaces={stored?.id} />
          </Panel>
        )}
      </div>
    </Page>
  );
}

function Form({
  definition,
  onChange,
  isNew,
}: {
  readonly definition: SegmentDefinition;
  readonly onChange: (definition: SegmentDefinition) => void;
  readonly isNew: boolean;
}): ReactNode {
  const names = useConditionNames();
  const { id, title = '', description = '', when } = definition;
  const isByHand = definition.static === true;
  const kind = (chosen: string) => {
    const { when: _when, static: _static, ...rest } = definition;
    onChange(chosen === 'static' ? { ...rest, static: true } : { ...rest, when: when ?? newCondition('count') });
  };
  const text = (name: 'title' | 'description') => (value: string) => {
    const { [name]: _before, ...rest } = definition;
    onChange({ ...rest, ...(value !== '' && { [name]: value }) });
  };
  return (
    <>
      {isNew && (
        <TextField
          label={words.id}
          help={words.idHelp}
          isCode
          value={id}
          onChange={(next) => onChange({ ...definition, id: idOf(next) })}
          maxLength={64}
          autoFocus
        />
      )}
      <TextField label={words.name} value={title} onChange={text('title')} maxLength={200} />
      <TextField label={words.description} value={description} onChange={text('description')} maxLength={4_000} />
      <Select
        label={words.kind}
        choices={[
          { value: 'condition', label: words.byCondition },
          { value: 'static', label: words.byHand },
        ]}
        value={isByHand ? 'static' : 'condition'}
        onChange={kind}
      />
      {when && (
        <Section title={words.condition}>
          <ConditionBuilder
            condition={when}
            onChange={(changed: Condition) => onChange({ ...definition, when: changed })}
            names={names}
          />
        </Section>
      )}
    </>
  );
}

/** Kebab-case while it is typed: "Big spenders" becomes "big-spenders". */
const idOf = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const shown = (definition: SegmentDefinition) => JSON.stringify(definition, null, 2);

function definitionIn(text: string): SegmentDefinition | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) && 'id' in read
      ? (read as SegmentDefinition)
      : undefined;
  } catch {
    return undefined;
  }
}
