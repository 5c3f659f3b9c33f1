import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';

/** TLS, API key and headers come from Temporal's own environment variables or profile (`@temporalio/envconfig`); the address is ours. */
function connectionOptions(settings: ServiceSettings) {
  const { connectionOptions } = loadClientConnectConfig();
  return { ...connectionOptions, address: settings.temporalAddress };
}

export async function connectClient(settings: ServiceSettings): Promise<Client> {
  const connection = await Connection.connect(connectionOptions(settings));
  return new Client({ connection, namespace: settings.temporalNamespace, dataConverter: payloads });
}

export function connectWorker(settings: ServiceSettings): Promise<NativeConnection> {
  return NativeConnection.connect(connectionOptions(settings));
}

/** Path of the payload converter that client and worker share. */
export const payloads = { payloadConverterPath: new URL('../workflows/payloads.cjs', import.meta.url).pathname };
