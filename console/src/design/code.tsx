import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { wordsOfDesign as words } from '../words/design.ts';
import { IconButton } from './button.tsx';
import css from './words.module.css';

/** A machine string, whole: an id, an event, a field. With a button that copies it. */
export function Code({ children, canCopy = true }: { children: string; canCopy?: boolean }): ReactNode {
  return (
    <span className={css.codeRow}>
      <code className={css.code}>{children}</code>
      {canCopy && <CopyButton text={children} />}
    </span>
  );
}

/** Lines to paste, such as a command. */
export function CodeBlock({ children }: { children: string }): ReactNode {
  return (
    <div className={css.codeBlock}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{children}</pre>
      <CopyButton text={children} />
    </div>
  );
}

function CopyButton({ text }: { text: string }): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  const icon = isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />;
  return <IconButton label={isCopied ? words.copied : words.copy} icon={icon} onPress={() => void copy()} />;
}
