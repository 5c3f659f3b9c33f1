import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Task } from '../../../claims/task.ts';
import type { WebEnv } from '../../env.ts';
import type { Listed } from '../../parts/paging.tsx';
import { addressOf } from '../task-address.ts';

type Item = z.infer<typeof Task>;

/** Where a reviewer goes from here, also by the keyboard. Keys work with the browser's modifier only, so they never get in the way of typing. */
export async function inQueue(c: Context<WebEnv>, claimId: string): Promise<Child> {
  const { say, remote } = c.var;
  const { items } = await remote.get<Listed<Item>>('/v1/tasks?limit=200');
  const at = items.findIndex((one) => one.claimId === claimId);
  const [before, after] = at < 0 ? [undefined, items[0]] : [items[at - 1], items[at + 1]];
  return (
    <nav class="actions" aria-label={say('在队列中', 'In the queue')}>
      {before && <Step to={before} accesskey="p" name={say('上一件', 'Previous')} />}
      {after && <Step to={after} accesskey="n" name={say('下一件', 'Next')} />}
      <a href="/review" accesskey="q">
        {say('审核队列', 'Queue')} <kbd>q</kbd>
      </a>
      <a href="#decide" accesskey="d">
        {say('到办理处', 'To the decision')} <kbd>d</kbd>
      </a>
      <span class="hint">
        {say(
          '方框中的按键与 Alt 同按（Firefox 为 Alt+Shift，macOS 为 Control+Option）。',
          'Press a key in a box with Alt (Firefox: Alt+Shift; macOS: Control+Option).',
        )}
      </span>
    </nav>
  );
}

const Step = ({ to, accesskey, name }: { to: Item; accesskey: string; name: string }) => (
  <a href={addressOf(to)} accesskey={accesskey}>
    {name} <kbd>{accesskey}</kbd>
  </a>
);
