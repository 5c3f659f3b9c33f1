import { connect } from '../../worker/connection.ts';
import { ensureNamespace } from '../../worker/namespace.ts';

/** Makes a namespace with the search attributes, when it is missing. @throws StartFailure when Temporal does not answer. */
export async function createNamespace(address: string, namespace: string): Promise<void> {
  const connection = await connect({ temporalAddress: address, temporalNamespace: namespace });
  await ensureNamespace(connection, namespace).finally(() => connection.close());
}
