import { Problem } from './problem.ts';

// A decision is about what somebody has read. Who reads something is told its `revision`; sent with the decision, the decision is refused when
// another stands by now, so that a page that was left open decides on nothing that nobody has seen.

/** @throws Problem `changed-meanwhile` when another revision than the one that was read stands by now; nothing was said: nothing is compared */
export function demandRevision(read: string | undefined, stands: string): void {
  if (read !== undefined && read !== stands) throw new Problem('changed-meanwhile');
}
