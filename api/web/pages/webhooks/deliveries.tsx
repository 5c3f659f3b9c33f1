import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Delivery } from '../../../webhooks/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { ActForm } from '../../parts/form.tsx';
import { RealTime } from '../../parts/real-time.tsx';
import { Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { errorName, stageName, statusNames, statusTones } from './names.ts';

type One = z.infer<typeof Delivery>;

/** What a webhook was told, and what became of it. */
export function Deliveries({
  c,
  items,
  path,
  active,
}: {
  c: Context<WebEnv>;
  items: readonly One[];
  path: string;
  active: boolean;
}) {
  const { say } = c.var;
  if (items.length === 0) return <Note>{say('还没有推送。', 'It was told nothing yet.')}</Note>;
  return (
    <Table
      label={say('推送记录', 'What it was told')}
      columns={[
        say('业务时间', 'Business time'),
        say('内容', 'What'),
        say('状态', 'State'),
        { name: say('次数', 'Attempts'), number: true },
        say('办理', 'Act'),
      ]}
      rows={items.map((one) => [
        <When at={one.at} />,
        <What c={c} of={one} />,
        <State c={c} of={one} />,
        one.attempts,
        active ? (
          <ActForm action={`${path}/deliveries/${one.id}/replay`}>
            <button type="submit" class="second" aria-label={say(`重新推送：${one.id}`, `Send again: ${one.id}`)}>
              {say('重新推送', 'Send again')}
            </button>
          </ActForm>
        ) : (
          '—'
        ),
      ])}
    />
  );
}

function What({ c, of }: { c: Context<WebEnv>; of: One }) {
  const { say } = c.var;
  const { data } = of.payload as { data?: { stage?: string } };
  return (
    <>
      {of.claimId ? (
        <>
          <a href={`/claims/${of.claimId}`}>{of.claimId}</a>{' '}
          {data?.stage && <span class="badge">{stageName(say, data.stage)}</span>}
        </>
      ) : (
        say('测试消息', 'A test')
      )}
      <div class="soft">{of.id}</div>
    </>
  );
}

function State({ c, of }: { c: Context<WebEnv>; of: One }) {
  const { say } = c.var;
  return (
    <>
      <span class={`badge ${statusTones[of.status]}`}>{say(statusNames[of.status])}</span>
      {of.responseStatus && <span class="soft"> HTTP {of.responseStatus}</span>}
      {of.error && <div class="soft">{say(errorName(of.error))}</div>}
      <div class="soft">
        {of.deliveredAt && of.status === 'delivered' && <RealTime c={c} at={of.deliveredAt} />}
        {of.nextTryAt && of.attempts > 0 && (
          <>
            {say('下次：', 'Next: ')}
            <RealTime c={c} at={of.nextTryAt} />
          </>
        )}
      </div>
    </>
  );
}
