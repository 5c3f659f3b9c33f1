import type { z } from '@hono/zod-openapi';
import type { Claim } from '../../claims/schemas.ts';
import type { Say } from '../language.ts';
import type { Line } from './line.ts';
import { Money, Note } from './show.tsx';

type Held = Pick<z.infer<typeof Claim>, 'lines' | 'objections'>;

/** It is not promised as long as nobody has ruled on what somebody objects to. */
export const isHeld = (line: Line, { objections }: Pick<Held, 'objections'>): boolean =>
  line.status === 'fixed' &&
  objections.some(({ status, ref }) => status === 'open' && (ref === null || ref === line.ref));

/** More numbers tell nobody more. */
const named = 10;

/** Whose money waits for a ruling, and how much: why less is paid than was approved. Never who objects, or to what. */
export function HeldByObjections({ claim, say }: { claim: Held; say: Say }) {
  const lines = claim.lines ?? [];
  const held = lines.filter((line) => isHeld(line, claim));
  if (held.length === 0) return null;
  const refs = [...new Set(held.map(({ ref }) => ref))];
  const more = refs.length > named;
  const list = refs.slice(0, named).join(say('、', ', '));
  const others = lines.some((line) => line.status !== 'fallen' && line.status !== 'revoked' && !isHeld(line, claim));
  return (
    <Note tone="warn">
      <p>
        {say(
          `名册第 ${list} 号${more ? `等 ${refs.length} 人` : ''} `,
          `Roster no. ${list}${more ? ` and others, ${refs.length} people` : ''}: `,
        )}
        <Money fen={held.reduce((sum, line) => sum + line.amountFen - line.reducedFen, 0)} />
        {say(' 因异议待裁定', ' waits for a ruling on an objection')}
        {others ? say('，其余款项不受影响。', '; the rest is not touched by it.') : say('。', '.')}
      </p>
      <p>
        {say(
          '异议不成立的，裁定后拨付；成立的，不予补贴。',
          'Where the objection is dismissed it is paid afterwards; where it is upheld, it is not.',
        )}
      </p>
    </Note>
  );
}

/** The same at the person's line. */
export const HeldMark = ({ say }: { say: Say }) => (
  <span class="badge warn">{say('异议待裁定', 'objection to be ruled on')}</span>
);
