/** Numbers of gRPC, by which Temporal's server and its clients tell what went wrong. */
export const grpc = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

/** What passes by itself: a server that is busy, away, or too slow to answer, or something that is not ready yet. */
export const repeatable: readonly (number | undefined)[] = [
  grpc.deadlineExceeded,
  grpc.resourceExhausted,
  grpc.failedPrecondition,
  grpc.aborted,
  grpc.unavailable,
];

/** What gRPC has said, also where it was wrapped. */
export function grpcCodeOf(error: unknown): number | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'number') return code;
  }
  return undefined;
}
