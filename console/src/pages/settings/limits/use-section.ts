import type { Configuration } from '../../../../../core/workspace/configuration.ts';
import type { ApiProblem } from '../../../api/api-problem.ts';
import { type Input, useWrite } from '../../../api/client.ts';
import { showToast } from '../../../design/toast.tsx';
import { wordsOfLimits as words } from '../../../words/limits.ts';

export type LimitSection = 'quietHours' | 'caps' | 'holds' | 'sendRate' | 'globalControl';

/** The configuration that is shown, and the version that a change of it is made from. */
export interface Limits {
  readonly version: number;
  readonly configuration: Configuration;
}

export interface SectionWriter<Section extends LimitSection> {
  readonly save: (value: Configuration[Section]) => void;
  readonly isPending: boolean;
  readonly error: ApiProblem | null;
}

/** Publishes one section. Where somebody else was faster, the problem says so and nothing is lost. */
export function useSection<Section extends LimitSection>(
  section: Section,
  { version }: Limits,
  onDone: () => void,
): SectionWriter<Section> {
  const write = useWrite('put', '/v1/workspace/{section}', {
    onDone: (answer) => {
      showToast({ text: words.saved(answer.version) });
      onDone();
    },
  });
  return {
    save: (value) =>
      write.mutate({ path: { section }, body: { version, value } } as unknown as Input<
        '/v1/workspace/{section}',
        'put'
      >),
    isPending: write.isPending,
    error: write.error,
  };
}
