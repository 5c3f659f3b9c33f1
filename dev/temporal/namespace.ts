import { Connection } from '@temporalio/client';
import { ensureNamespace } from '../../worker/namespace.ts';

/** Makes a namespace with the search attributes on an embedded server, when it is missing. */
export async function createNamespace(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  await ensureNamespace(connection, namespace).finally(() => connection.close());
}
