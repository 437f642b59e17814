import { Command } from 'commander';
import { getOffer } from '../../api/operations/offers/get-offer.ts';
import { listOffers } from '../../api/operations/offers/list-offers.ts';
import { apiAccess } from '../../config/connections.ts';
import { describeOffer } from '../../core/decision/describe-offer.ts';
import { callOperation } from '../api-client.ts';
import { print, runCommand } from '../command-line.ts';

/** `throughline offer`: the catalogue of offers. */
export function offerCommand(): Command {
  const list = new Command('list')
    .description('list offers, where they may stand, and how often they were given')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, { json = false }: { json?: boolean }) => {
        const answer = await callOperation(apiAccess(settings), listOffers, {});
        if (json) return print(JSON.stringify(answer, undefined, 2));
        if (answer.items.length === 0) return print('No offers found.');
        for (const { id, version, state, placements, figures } of answer.items)
          print(
            `${id}  v${version}  ${state}  ${placements.join(', ')}  given ${figures.used + figures.reserved}, shown ${figures.shown}, accepted ${figures.accepted}`,
          );
      }),
    );
  const show = new Command('show')
    .argument('<offer>', 'its id')
    .description('what it gives, to whom, how often at most, and how often it was given')
    .option('--json', 'what the API answers')
    .action(
      runCommand(async (settings, id: string, { json = false }: { json?: boolean }) => {
        const offer = await callOperation(apiAccess(settings), getOffer, { params: { id } });
        if (json) return print(JSON.stringify(offer, undefined, 2));
        print(`${offer.id} v${offer.version}: ${offer.title} (${offer.state})`);
        for (const line of describeOffer(offer.definition)) print(`  ${line}`);
        const { used, reserved, released, shown, accepted } = offer.figures;
        print(`  given ${used}, reserved ${reserved}, given back ${released}; shown ${shown}, accepted ${accepted}`);
      }),
    );
  return new Command('offer').description('the catalogue of offers').addCommand(list).addCommand(show);
}
