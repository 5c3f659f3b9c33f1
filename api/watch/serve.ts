import { serve } from '@hono/node-server';
import type { Registry } from 'prom-client';
import { StartFailure } from '../../domain/failure.ts';

export const toldBy = async (figures: Registry) =>
  new Response(await figures.metrics(), { headers: { 'Content-Type': figures.contentType } });

/** Tells figures on an address that only the inner network reaches; returns what ends it. @throws StartFailure when it cannot listen there */
export async function serveFigures(figures: Registry, address: string): Promise<() => void> {
  const [hostname, port] = address.split(':') as [string, string];
  const fetch = async ({ method, url }: Request) => {
    if (method !== 'GET' || new URL(url).pathname !== '/metrics') return new Response(null, { status: 404 });
    return toldBy(figures);
  };
  const server = serve({ fetch, hostname, port: Number(port) });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) =>
      reject(new StartFailure(`API_METRICS_ADDRESS ${address} cannot be listened on: ${error.message}`)),
    );
  });
  return () => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  };
}
