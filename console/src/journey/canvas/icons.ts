import {
  Circle,
  ClipboardCheck,
  Ear,
  GitFork,
  Hourglass,
  LogOut,
  type LucideIcon,
  Merge,
  PenLine,
  Send,
  Split,
} from 'lucide-react';

/** Types differ by icon and words, not by colour. One that is not known here has a circle. */
const icons: Readonly<Record<string, LucideIcon>> = {
  wait: Hourglass,
  'wait-for': Ear,
  branch: Split,
  parallel: GitFork,
  join: Merge,
  send: Send,
  update: PenLine,
  task: ClipboardCheck,
  exit: LogOut,
};

export function iconOf(type: string): LucideIcon {
  return icons[type] ?? Circle;
}
