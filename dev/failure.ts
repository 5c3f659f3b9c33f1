/** A failure to start that the person at the terminal can act on: its message is printed as it is, without a stack trace. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
