import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Condition } from '../../../core/condition/schema.ts';
import { Button, IconButton } from '../design/button.tsx';
import { Select } from '../design/select.tsx';
import { wordsOfConditions as words } from '../words/conditions.ts';
import css from './condition.module.css';
import type { ConditionNames } from './names.ts';
import {
  type Join,
  joinOf,
  joins,
  newCondition,
  newRule,
  type RuleKind,
  ruleKinds,
  withJoin,
  withPart,
} from './parts.ts';
import { RuleEditor } from './rule-editor.tsx';

export interface ConditionBuilderProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly names: ConditionNames;
}

const ofCustomer = ruleKinds.filter((kind) => kind !== 'property' && kind !== 'other');
const ofEvent: readonly RuleKind[] = ['property', 'trait'];

/** Groups and rules, as they stand in the JSON. Nothing in it is lost that has no form here: it is shown and kept. */
export function ConditionBuilder(props: ConditionBuilderProps): ReactNode {
  return <Group {...props} kinds={ofCustomer} depth={0} />;
}

interface GroupProps extends ConditionBuilderProps {
  readonly kinds: readonly RuleKind[];
  readonly depth: number;
  readonly event?: string | undefined;
  readonly onRemove?: (() => void) | undefined;
}

function Group(props: GroupProps): ReactNode {
  const { condition, onChange, names, kinds, depth, event, onRemove } = props;
  const { rules } = condition;
  const [firstKind = 'trait'] = kinds;
  const add = (part: Condition['rules'][number]) => onChange({ ...condition, rules: [...rules, part] });
  const partProps = (index: number) => ({
    ...{ names, kinds, event },
    onRemove: rules.length > 1 ? () => onChange(withPart(condition, index, undefined)) : undefined,
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand in a grid
    <div className={css.group} role="group" aria-label={words.group(depth)}>
      <div className={css.head}>
        <div className={css.join}>
          <Select
            label={words.join}
            hasHiddenLabel
            choices={joins.map((value) => ({ value, label: words.joins[value] }))}
            value={joinOf(condition)}
            onChange={(join) => onChange(withJoin(condition, join as Join))}
          />
        </div>
        {onRemove && <IconButton label={words.removeGroup} icon={<X aria-hidden="true" />} onPress={onRemove} />}
      </div>
      <div className={css.parts}>
        {rules.map((part, index) => {
          const change = (changed: Condition['rules'][number]) => onChange(withPart(condition, index, changed));
          const key = `${index} of ${rules.length}`;
          return 'rules' in part ? (
            <Group key={key} {...partProps(index)} condition={part} onChange={change} depth={depth + 1} />
          ) : (
            <RuleEditor
              key={key}
              {...partProps(index)}
              rule={part}
              onChange={change}
              number={index + 1}
              renderWhere={(where, changeWhere, of) => (
                <Group
                  {...{ names, condition: where, onChange: changeWhere, kinds: ofEvent, event: of }}
                  depth={depth + 1}
                />
              )}
            />
          );
        })}
      </div>
      <div className={css.foot}>
        <Button isSmall icon={<Plus aria-hidden="true" />} onPress={() => add(newRule(firstKind))}>
          {words.addRule}
        </Button>
        {depth < 3 && (
          <Button isSmall kind="quiet" icon={<Plus aria-hidden="true" />} onPress={() => add(newCondition(firstKind))}>
            {words.addGroup}
          </Button>
        )}
      </div>
    </div>
  );
}
