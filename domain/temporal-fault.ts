import type { ServiceSettings } from './env.ts';
import { messageOf } from './failure.ts';

// Numbers of gRPC.
const NOT_FOUND = 5;
const REFUSED = [7, 16];

type Where = Pick<ServiceSettings, 'temporalAddress' | 'temporalNamespace'>;

/** What to do about a call to Temporal that failed where a process starts. */
export function temporalFault(error: unknown, { temporalAddress, temporalNamespace }: Where): string {
  const code = grpcCodeOf(error);
  if (code === NOT_FOUND) {
    return `Temporal at ${temporalAddress} has no namespace ${temporalNamespace}. Correct TEMPORAL_NAMESPACE, or make it: temporal operator namespace create --retention 3650d --namespace ${temporalNamespace}`;
  }
  if (code !== undefined && REFUSED.includes(code)) {
    return `Temporal at ${temporalAddress} refuses access to namespace ${temporalNamespace} (gRPC ${code}). Check TEMPORAL_NAMESPACE, and the API key or certificate in Temporal's own settings.`;
  }
  return `Temporal does not answer at ${temporalAddress}. Start it, or correct TEMPORAL_ADDRESS. (${messageOf(error).split('\n')[0]})`;
}

/** What gRPC has said, also where it was wrapped. */
export function grpcCodeOf(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'number') return code;
  }
  return undefined;
}
