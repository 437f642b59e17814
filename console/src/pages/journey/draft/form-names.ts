import { useMemo } from 'react';
import { plainSuggestions } from '../../../../../core/journey/edit/new-step.ts';
import { useRead } from '../../../api/client.ts';
import { useConditionNames } from '../../../condition/names.ts';
import type { FormNames } from '../../../journey/edit/schema-form.tsx';

/** What the forms of a draft offer. */
export function useFormNames(): FormNames {
  const names = useConditionNames();
  const all = useRead('/v1/names', {});
  return useMemo(
    () => ({
      ...names,
      templates: (all.data?.templates ?? []).map(({ id }) => id),
      groups: (all.data?.groups ?? []).map(({ id }) => id),
    }),
    [names, all.data],
  );
}

/** What new steps begin with. */
export function suggestionsOf({ events, templates, groups, journeys }: FormNames) {
  return {
    ...plainSuggestions,
    ...(events[0] && { event: events[0].name }),
    ...(templates[0] !== undefined && { template: templates[0] }),
    ...(groups[0] !== undefined && { group: groups[0] }),
    ...(journeys[0] && { journey: journeys[0].id }),
  };
}
