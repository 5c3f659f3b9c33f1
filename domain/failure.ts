/** A failure to start that the person at the terminal can act on: its message is printed as it is, without a stack trace. */
export class StartFailure extends Error {
  override readonly name: string = 'StartFailure';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs what a process is there for. What its operator can mend becomes one message, an unforeseen error keeps its trace; either ends
 * the process with code 1.
 */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exit(1);
  }
}
