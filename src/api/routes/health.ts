import { Router } from 'express';
import { type Database, rows } from '../../store/database.ts';

/** /health/live: the process answers. /health/ready: it can take events, that is, PostgreSQL answers. */
export function healthRoutes(database: Database): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    await rows(database, 'select 1');
    response.json({ status: 'ready' });
  });
  return router;
}
