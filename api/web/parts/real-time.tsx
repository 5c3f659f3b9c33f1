import type { Context } from 'hono';
import type { WebEnv } from '../env.ts';
import { When } from './show.tsx';

/** An instant that no rehearsal moves, such as when somebody looked or a mail left: in a rehearsal it says so. */
export function RealTime({ c, at }: { c: Context<WebEnv>; at: string | null | undefined }) {
  const { say, rehearsal } = c.var;
  return (
    <>
      <When at={at} />
      {rehearsal && at && <span class="hint"> {say('（实际时间）', '(real time)')}</span>}
    </>
  );
}
