import type { ServiceSettings } from '../../domain/env.ts';
import { apiIsReady, type Service, startService, workerIsReady } from '../service.ts';
import type { Run } from '../supervise.ts';

export interface Ours {
  /** One for each API. */
  urls: string[];
  /** By name: `api` and `worker`, or `api-1`, `api-2` … where there are several. */
  services: Record<string, Service>;
}

/** Our own processes side by side on the same servers: an API on each of `apiPorts`, and so many workers. */
export async function startOurs(
  run: Run,
  settings: ServiceSettings,
  apiPorts: readonly number[],
  workers: number,
): Promise<Ours> {
  const named = (program: string, i: number, count: number) => (count === 1 ? program : `${program}-${i + 1}`);
  const urls = apiPorts.map((port) => `http://127.0.0.1:${port}`);
  const apis = apiPorts.map(async (port, i): Promise<[string, Service]> => {
    const name = named('api', i, apiPorts.length);
    return [name, await startService(run, 'api', { ...settings, port }, apiIsReady(urls[i]!), name)];
  });
  const others = Array.from({ length: workers }, async (_, i): Promise<[string, Service]> => {
    const name = named('worker', i, workers);
    return [name, await startService(run, 'worker', settings, workerIsReady, name)];
  });
  return { urls, services: Object.fromEntries(await Promise.all([...apis, ...others])) };
}
