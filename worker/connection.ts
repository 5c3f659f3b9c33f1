import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection } from '@temporalio/worker';
import type { ServiceSettings } from '../domain/env.ts';
import { StartFailure } from '../domain/failure.ts';
import { temporalFault } from '../domain/temporal-fault.ts';
import { dataConverter } from '../payloads/converter.ts';
import type { Tracing } from '../tracing/open.ts';

type Where = Pick<ServiceSettings, 'temporalAddress' | 'temporalNamespace'>;

/** TLS, API key and headers come from Temporal's own environment variables or profile (`@temporalio/envconfig`); the address is ours. */
function connectionOptions({ temporalAddress }: Where) {
  const { connectionOptions } = loadClientConnectConfig();
  return { ...connectionOptions, address: temporalAddress };
}

/** Only a connection, for whoever makes the namespace first. @throws StartFailure when Temporal does not answer. */
export function connect(where: Where): Promise<Connection> {
  return Connection.connect(connectionOptions(where)).catch(fail(where));
}

/** @throws StartFailure when Temporal does not answer. */
export async function connectClient(settings: ServiceSettings, tracing?: Tracing): Promise<Client> {
  const converter = dataConverter(settings);
  const connection = await connect(settings);
  const options = { namespace: settings.temporalNamespace, dataConverter: converter };
  return new Client({ connection, ...options, interceptors: tracing?.client });
}

/** @throws StartFailure when Temporal does not answer. */
export function connectWorker(settings: ServiceSettings): Promise<NativeConnection> {
  return NativeConnection.connect(connectionOptions(settings)).catch(fail(settings));
}

/** @throws StartFailure when the namespace is missing or not ours to use. */
export async function demandNamespace({ workflowService }: Client, settings: ServiceSettings): Promise<void> {
  await workflowService.describeNamespace({ namespace: settings.temporalNamespace }).catch(fail(settings));
}

function fail(where: Where) {
  return (error: unknown): never => {
    throw new StartFailure(temporalFault(error, where), { cause: error });
  };
}
