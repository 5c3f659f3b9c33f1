import type { Context } from 'hono';
import type { WebEnv } from '../../env.ts';
import { Note } from '../../parts/show.tsx';

/** To whom a session has ended while they were away. */
export function EndedNote({ c }: { c: Context<WebEnv> }) {
  const { say, sessionEnded } = c.var;
  return sessionEnded ? (
    <Note tone="warn">
      {say(
        '登录已到期，请重新登录。到期后提交的表单没有被接收。',
        'Your session has ended: sign in again. A form that was sent after its end was not taken.',
      )}
    </Note>
  ) : null;
}
