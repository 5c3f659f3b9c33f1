import { z } from '@hono/zod-openapi';
import type { Line } from '../../domain/money/types.ts';
import { Sentence } from '../routes/fields.ts';

/** More numbers tell nobody more. */
const mostRefs = 100;

export const Unpaid = z
  .array(
    z.object({
      messages: Sentence.nullable(),
      source: z.string().nullable(),
      people: z.int(),
      refs: z.array(z.string()).openapi({ description: `The first ${mostRefs} of them` }),
    }),
  )
  .openapi({ description: 'Who would have nothing, by the reason' });

export type UnpaidAnswer = z.infer<typeof Unpaid>;

/** Who has no component at all, by the reason of the first. */
export function unpaidIn(lines: readonly Line[]): UnpaidAnswer {
  const paid = new Set(lines.filter(({ amountFen }) => amountFen > 0).map(({ ref }) => ref));
  const reasons = new Map<string, { line: Line; refs: Set<string> }>();
  const told = new Set<string>();
  for (const line of lines) {
    if (paid.has(line.ref) || told.has(line.ref)) continue;
    told.add(line.ref);
    const why = JSON.stringify([line.messages, line.source]);
    const same = reasons.get(why) ?? { line, refs: new Set() };
    reasons.set(why, same);
    same.refs.add(line.ref);
  }
  return [...reasons.values()].map(({ line: { messages = null, source = null }, refs }) => ({
    ...{ messages, source, people: refs.size, refs: [...refs].slice(0, mostRefs) },
  }));
}
