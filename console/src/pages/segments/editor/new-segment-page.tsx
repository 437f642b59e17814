import type { ReactNode } from 'react';
import { SegmentEditor } from './segment-editor.tsx';

export function NewSegmentPage(): ReactNode {
  return <SegmentEditor />;
}
