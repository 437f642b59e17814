import path from 'node:path';
import { readPurchaseLog, totalsOf } from '../../../services/transfer/purchases.ts';

it('the CDNOW log has the totals that were published of it', () => {
  const { purchases } = readPurchaseLog(path.join(__dirname, '../../../examples/data/cdnow/cdnow_master.txt.gz'));
  expect(totalsOf(purchases)).toEqual({
    purchases: 69_659,
    customers: 23_570,
    dollars: '2,500,315.63',
    busiest: { date: '1997-02-24', purchases: 504 },
  });
});
