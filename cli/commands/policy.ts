import { Command } from 'commander';
import { checkDecisions } from '../../api/operations/decisions/check-decisions.ts';
import { comparePolicies } from '../../api/operations/policies/compare-policy.ts';
import { getPolicy } from '../../api/operations/policies/get-policy.ts';
import { listPolicies } from '../../api/operations/policies/list-policies.ts';
import { endPolicyOverride, overridePolicy } from '../../api/operations/policies/override-policy.ts';
import { apiAccess } from '../../config/connections.ts';
import { ProblemError } from '../../core/base/problem.ts';
import type { PolicyAsWritten } from '../../core/decision/policy.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';
import { loadJourneys } from '../load-journeys.ts';

/** `throughline policies`: the live ones. */
export function policiesCommand(): Command {
  return new Command('policies')
    .description('list policies, how each chooses, and what it has learned')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listPolicies, {});
        if (json) return print(JSON.stringify(answer, undefined, 2));
        if (answer.items.length === 0) return print('No policies found.');
        for (const { id, version, rank, candidates, state } of answer.items)
          print(
            `${id}  v${version}  by ${rank}  ${candidates} candidates  ${state === null ? 'nothing learned' : `state ${state}`}`,
          );
      }),
    );
}

/** `throughline policy`: one of them. */
export function policyCommand(): Command {
  const show = new Command('show')
    .argument('<policy>', 'its id')
    .description('what it chose, what came of it, and what could not be chosen')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const policy = await callOperation(apiAccess(settings), getPolicy, { params: { id } });
        if (json) return print(JSON.stringify(policy, undefined, 2));
        print(`${policy.id} v${policy.version}${policy.title === null ? '' : `: ${policy.title}`}`);
        for (const line of policy.words) print(`  ${line}`);
        for (const { id: override, kind, candidate, reason, by, until } of policy.figures.overrides)
          print(
            `  ${kind === 'pin' ? 'pinned' : 'banned'}: ${candidate}, ${reason ?? ''} (${by ?? 'somebody'}${until === null ? '' : `, until ${until}`}) ${override}`,
          );
      }),
    );
  const compare = new Command('compare')
    .argument('<policy>', 'the one whose decisions are looked at')
    .argument('<other>', 'the id of a published policy, or a policy file')
    .description('what another policy would have brought on the decisions of this one; publishes nothing')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, other: string, { json = false }: { json?: boolean }) => {
        const body = /[./]/.test(other) ? { policy: policyIn(other) } : { other };
        const answer = await callOperation(apiAccess(settings), comparePolicies, { params: { id }, body });
        print(json ? JSON.stringify(answer, undefined, 2) : answer.words.join('\n'));
      }),
    );
  const lift = new Command('lift')
    .argument('<policy>', 'its id')
    .argument('<override>', 'the id of a pin or a ban, as `policy show` prints it')
    .description('undo a pin or a ban')
    .action(
      runCommand(async (settings, id: string, override: string) => {
        await callOperation(apiAccess(settings), endPolicyOverride, { params: { id, override } });
        print('It is undone; the next decision goes without it.');
      }),
    );
  return new Command('policy')
    .description('look at a policy, compare it, pin or ban a candidate')
    .addCommand(show)
    .addCommand(compare)
    .addCommand(overriding('pin', 'make a candidate the choice wherever it may be chosen'))
    .addCommand(overriding('ban', 'take a candidate out'))
    .addCommand(lift);
}

function overriding(kind: 'pin' | 'ban', description: string): Command {
  return new Command(kind)
    .argument('<policy>', 'its id')
    .argument('<candidate>', 'its id')
    .requiredOption('--reason <text>', 'for those who wonder')
    .option('--until <moment>', 'ISO 8601 with a zone; until it is lifted unless said')
    .description(description)
    .action(
      runCommand(
        async (settings, id: string, candidate: string, { reason, until }: { reason: string; until?: string }) => {
          const body = { kind, candidate, reason, ...(until !== undefined && { until }) };
          const made = await callOperation(apiAccess(settings), overridePolicy, { params: { id }, body });
          print(`${candidate} is ${kind === 'pin' ? 'pinned' : 'banned'} from the next decision on: ${made.id}`);
        },
      ),
    );
}

function policyIn(file: string): PolicyAsWritten {
  const [found] = loadJourneys(file).policies;
  if (found) return found.definition as PolicyAsWritten;
  throw new ProblemError([
    {
      code: 'no-policy',
      where: file,
      problem: 'the file has no policy as default export',
      remedy: 'Write: export default policy(…)',
    },
  ]);
}

/** `throughline check decisions`: counts again what policies learn from. */
export function checkCommand(): Command {
  const decisions = new Command('decisions')
    .description('count all sums that policies learn from again, from decisions and rewards')
    .action(
      runCommand(async (settings) => {
        const { items } = await callOperation(apiAccess(settings), checkDecisions, {});
        if (items.length === 0) return print('No sum differs from the count of decisions.');
        for (const { policy, candidate, cohort, context, kept, counted } of items)
          print(
            `${policy} ${candidate} ${cohort} "${context}": kept ${JSON.stringify(kept)}, counted ${JSON.stringify(counted)}`,
          );
        process.exitCode = 1;
      }),
    );
  return new Command('check').description('check what is stored against what it was made from').addCommand(decisions);
}
