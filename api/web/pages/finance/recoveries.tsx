import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { recoveryStatuses } from '../../../../domain/money/recovery.ts';
import type { ListedRecovery } from '../../../recoveries/schemas.ts';
import type { WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, Until, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { recoveryStatusNames } from './names.ts';

/** 追回: money that is to come back, newest first. */
export async function listOfRecoveries(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'status', 'cursor');
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof ListedRecovery>>>(`/v1/recoveries?limit=50&${asked}`),
    placesFor(c),
  ]);
  const title = say('追回', 'Recoveries');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <form method="get" action="/recoveries" class="actions card">
        <label for="status">{say('状态', 'Status')}</label>
        <div>
          <select id="status" name="status">
            <option value="">{say('全部', 'All')}</option>
            {recoveryStatuses.map((status) => (
              <option value={status} selected={asked.get('status') === status}>
                {say(recoveryStatusNames[status]!)}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {say('筛选', 'Filter')}
        </button>
      </form>
      {items.length === 0 ? (
        <Note>{say('没有追回事项。', 'Nothing is to come back.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('追回编号', 'Recovery'),
            say('申报单位', 'Claimant'),
            say('地区', 'Place'),
            say('状态', 'Status'),
            { name: say('应退（元）', 'Demanded'), number: true },
            { name: say('已退（元）', 'Repaid'), number: true },
            { name: say('未退（元）', 'Open'), number: true },
            say('期限', 'Due'),
          ]}
          rows={items.map((one) => [
            <a href={`/recoveries/${one.id}`}>{one.id}</a>,
            one.claimantName ?? say('个人', 'individual'),
            places.place(one.jurisdiction),
            <RecoveryBadge status={one.status} say={say} />,
            <Yuan fen={one.amountFen} />,
            <Yuan fen={one.repaidFen} />,
            <Yuan fen={one.restFen} />,
            <Until at={one.dueAt} />,
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
    </>,
  );
}

const tones: Readonly<Record<string, string>> = { overdue: 'bad', repaid: 'good', open: 'warn' };

export const RecoveryBadge = ({ status, say }: { status: string; say: WebEnv['Variables']['say'] }) => (
  <span class={`badge ${tones[status] ?? ''}`}>{say(recoveryStatusNames[status]!)}</span>
);
