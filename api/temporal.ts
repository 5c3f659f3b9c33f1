import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ServiceSettings } from '../domain/env.ts';
import { dataConverter } from '../payloads/converter.ts';
import type { Tracing } from '../tracing/open.ts';

/** The API starts also while Temporal is away: it connects with the first call, and until then acts get 503. */
export function temporalClient(settings: ServiceSettings, tracing?: Tracing): Client {
  const { connectionOptions } = loadClientConnectConfig();
  return new Client({
    connection: Connection.lazy({ ...connectionOptions, address: settings.temporalAddress }),
    namespace: settings.temporalNamespace,
    dataConverter: dataConverter(settings),
    interceptors: tracing?.client,
  });
}

const patienceMs = 3_000;

/** Resolves when Temporal answers for our namespace. */
export async function temporalAnswers(client: Client): Promise<void> {
  const { namespace } = client.options;
  await client.withDeadline(Date.now() + patienceMs, () => client.workflowService.describeNamespace({ namespace }));
}
