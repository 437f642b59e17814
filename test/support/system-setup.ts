import { beginServers } from './servers.ts';

/** Begins them and does not wait: pure tests run meanwhile. */
export default () => void beginServers(['postgres', 'temporal']);
