import { ensureServers } from './servers.ts';

export default () => ensureServers('postgres', 'temporal');
