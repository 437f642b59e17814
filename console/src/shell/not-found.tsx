import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '../design/empty.tsx';
import { Page } from '../design/page.tsx';
import { wordsOfShell as words } from '../words/shell.ts';

export function NotFound(): ReactNode {
  return (
    <Page title={words.notFound.title}>
      <Empty action={<Link to="/">{words.notFound.home}</Link>}>{words.notFound.text}</Empty>
    </Page>
  );
}
