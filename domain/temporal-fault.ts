import type { ServiceSettings } from './env.ts';
import { messageOf } from './failure.ts';
import { grpc, grpcCodeOf } from './grpc.ts';

const refused: readonly (number | undefined)[] = [grpc.permissionDenied, grpc.unauthenticated];

type Where = Pick<ServiceSettings, 'temporalAddress' | 'temporalNamespace'>;

/** What to do about a call to Temporal that failed where a process starts. */
export function temporalFault(error: unknown, { temporalAddress, temporalNamespace }: Where): string {
  const code = grpcCodeOf(error);
  if (code === grpc.notFound) {
    return `Temporal at ${temporalAddress} has no namespace ${temporalNamespace}. Correct TEMPORAL_NAMESPACE, or make it: temporal operator namespace create --retention 3650d --namespace ${temporalNamespace}`;
  }
  if (refused.includes(code)) {
    return `Temporal at ${temporalAddress} refuses access to namespace ${temporalNamespace} (gRPC ${code}). Check TEMPORAL_NAMESPACE, and the API key or certificate in Temporal's own settings.`;
  }
  return `Temporal does not answer at ${temporalAddress}. Start it, or correct TEMPORAL_ADDRESS. (${messageOf(error).split('\n')[0]})`;
}
