import { refusal } from './refusal.ts';

// Anything may arrive from the Temporal UI, also nothing at all.

export function fieldsOf(payload: unknown): Record<string, unknown> {
  return typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>) : {};
}

/** Text at a bounded length: whatever else somebody typed stays out of the database. */
export function short(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;
}

/** An act names who acts. What does not is refused before it is taken, and leaves no event. */
export function demandActor(message: unknown): void {
  if (!short(fieldsOf(message).by)) throw refusal('invalid-input', 'an act names who acts: {"by": "…"}');
}
