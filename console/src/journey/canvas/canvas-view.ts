import { createContext, type ReactNode, useContext } from 'react';
import type { StepId } from '../../../../core/journey/definition/index.ts';
import type { Line } from '../../../../core/journey/draw/lines.ts';

/** How a mode wants a card to look. */
export interface CardLook {
  /** Not on the way that is shown. */
  readonly isFaded?: boolean;
  /** The present one. */
  readonly isRinged?: boolean;
  readonly isOnWay?: boolean;
  /** It will come here if nothing happens. */
  readonly isAhead?: boolean;
  readonly mark?: 'new' | 'gone' | 'changed';
  /** Beside the title, such as a number. */
  readonly aside?: ReactNode;
  /** In the outline only, beside the title: what the canvas shows on the only path of the step. */
  readonly outlineAside?: ReactNode;
  /** The third line. */
  readonly foot?: ReactNode;
  /** What the third line says, for those who hear it. */
  readonly spoken?: string;
}

/** How a mode wants a path to look. */
export interface LineLook {
  readonly isFaded?: boolean;
  readonly isOnWay?: boolean;
  readonly isAhead?: boolean;
  readonly isGone?: boolean;
  readonly isNew?: boolean;
  /** Of all that came to its step: the width of the line. */
  readonly share?: number;
  /** In the chip of the path, such as a number. */
  readonly aside?: ReactNode;
}

/** What a mode shows on the canvas and in the outline, by step and by path. */
export interface JourneyView {
  readonly card: (step: StepId) => CardLook;
  readonly line: (line: Pick<Line, 'from' | 'path' | 'to'>) => LineLook;
  /** On the card of the entry. */
  readonly entry?: ReactNode;
  /** In the outline only, on the row of the entry. */
  readonly entryAside?: ReactNode;
  /** A draft: what a path has beside its name stands on paths without a name, too. */
  readonly isDraft?: boolean;
  /** Beside it: what it did not let in. */
  readonly notEntered?: ReactNode;
  /** Beside an exit, by its reason, and beside the goal. */
  readonly exit?: (reason: string) => ReactNode;
  readonly goal?: ReactNode;
}

export const plainView: JourneyView = { card: () => ({}), line: () => ({}) };

export interface CanvasState {
  readonly view: JourneyView;
  readonly selected: StepId | undefined;
  readonly onOpen: (step: StepId) => void;
  readonly titleOf: (step: StepId) => string;
}

export const CanvasContext = createContext<CanvasState>({
  view: plainView,
  selected: undefined,
  onOpen: () => undefined,
  titleOf: (step) => step,
});

export function useCanvas(): CanvasState {
  return useContext(CanvasContext);
}
