import type { Answer } from '../../api/client.ts';

export type Customer = Answer<'/v1/customers/{id}'>;
