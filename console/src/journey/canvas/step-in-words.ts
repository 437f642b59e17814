import type { JourneyDefinition, StepId } from '../../../../core/journey/definition/index.ts';
import type { Drawing } from '../../../../core/journey/draw/lanes.ts';
import { summaryOf } from '../../../../core/journey/draw/summary.ts';
import { wordsOfCanvas as words } from '../../words/canvas.ts';
import type { JourneyView } from './canvas-view.ts';

/** "Wait: Settle, 2 days, step 4 of 13, on path timeout of Do they come back. 1,204 waiting." */
export function stepInWords(definition: JourneyDefinition, drawing: Drawing, id: StepId, view: JourneyView): string {
  const step = definition.steps[id];
  if (!step) return '';
  const { nodes, order } = drawing.structure;
  const type = step.type.replaceAll('-', ' ');
  const parent = nodes.get(nodes.get(id)?.parent ?? '');
  const lane = parent?.lanes.find(({ to, kind }) => to === id && kind === 'lane');
  const path =
    parent && lane && parent.lanes.length > 1
      ? [words.onPath(lane.path, definition.steps[parent.id]?.title ?? parent.id)]
      : [];
  const place = [
    `${type.charAt(0).toUpperCase()}${type.slice(1)}: ${step.title ?? id}`,
    summaryOf(step),
    words.stepOf(order.indexOf(id) + 1, order.length),
    ...path,
  ].join(', ');
  const { spoken } = view.card(id);
  return spoken === undefined ? place : `${place}. ${spoken}`;
}
