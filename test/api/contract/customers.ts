import { itRefuses, strangeId } from './api-under-test.ts';

itRefuses([
  ['getCustomer', { id: '%zz' }, 400, 'address-unreadable'],
  ['getCustomer', { id: strangeId }, 404, 'customer-unknown'],
  ['getCustomer', { id: '%00' }, 422, 'data-refused'],
  ['getCustomer', { id: 'u1', query: 'after=here' }, 422, 'parameter-wrong'],
  ['findCustomer', { query: 'identity=email:nobody@example.com' }, 404, 'customer-unknown'],
  ['findCustomer', { query: 'identity=loyalty:%00' }, 422, 'data-refused'],
  ['findCustomer', { query: 'identity=ann' }, 422, 'parameter-wrong'],
]);
