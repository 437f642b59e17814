import {
  Cable,
  Circle,
  ClipboardCheck,
  Ear,
  GitFork,
  Hourglass,
  LogOut,
  type LucideIcon,
  Merge,
  PenLine,
  Repeat,
  Send,
  Shuffle,
  Split,
  Workflow,
} from 'lucide-react';

/** Types differ by icon and words, not by colour. One that is not known here has a circle. */
const icons: Readonly<Record<string, LucideIcon>> = {
  wait: Hourglass,
  'wait-for': Ear,
  branch: Split,
  split: Shuffle,
  parallel: GitFork,
  join: Merge,
  loop: Repeat,
  send: Send,
  'start-journey': Workflow,
  update: PenLine,
  call: Cable,
  task: ClipboardCheck,
  exit: LogOut,
};

export function iconOf(type: string): LucideIcon {
  return icons[type] ?? Circle;
}
