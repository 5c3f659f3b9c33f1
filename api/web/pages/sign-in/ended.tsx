import type { Context } from 'hono';
import type { WebEnv } from '../../env.ts';
import { Note } from '../../parts/show.tsx';

/** To whom a session has ended while they were away. */
export function EndedNote({ c }: { c: Context<WebEnv> }) {
  const { say, sessionEnded } = c.var;
  return sessionEnded || c.req.query('unsent') === 'true' ? (
    <Note tone="warn">
      {say(
        '登录已结束，请重新登录。此后提交的表单没有被接收，刚才填写的内容没有保存。',
        'Your session has ended: sign in again. A form that was sent since was not taken, and what you typed last was not saved.',
      )}
    </Note>
  ) : null;
}
