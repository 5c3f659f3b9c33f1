import type { z } from '@hono/zod-openapi';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Fund } from '../../../../domain/money/types.ts';
import type { Schedules } from '../../../routes/schedules.ts';
import type { Site } from '../../env.ts';
import { fundNames, nameIn } from '../../names.ts';
import { page } from '../../parts/layout.tsx';
import { placesFor } from '../../parts/places.ts';
import { RealTime } from '../../parts/real-time.tsx';
import { Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

type Item = z.infer<typeof Schedules>['items'][number];

const names: Readonly<Record<string, Bilingual>> = {
  disbursement: { zh: '按月核拨', en: 'Batch of the month' },
  inspectionDraw: { zh: '双随机抽取', en: 'Random draw' },
  biweeklyReport: { zh: '双周调度表', en: 'Biweekly report' },
};

const standings: Readonly<Record<Item['standing'], readonly [Bilingual, string]>> = {
  running: [{ zh: '运行中', en: 'running' }, 'good'],
  paused: [{ zh: '已暂停', en: 'paused' }, 'warn'],
  missing: [{ zh: '未建立', en: 'missing' }, 'bad'],
};

/** What starts by itself in each place, and whether Temporal is going to do it. */
export function schedulePages(site: Site): void {
  site.get('/schedules', async (c) => {
    const { say, remote } = c.var;
    const [{ items }, { mode }, places] = await Promise.all([
      remote.get<z.infer<typeof Schedules>>('/v1/schedules'),
      remote.get<{ mode: string }>('/v1/clock'),
      placesFor(c),
    ]);
    const title = say('定时任务', 'Schedules');
    const nameOf = ({ id, workflowType }: Item) => {
      const fund = fundNames[id.split('/')[2] as Fund];
      return [say(nameIn(names, workflowType)), ...(fund ? [say(fund)] : [])].join(' · ');
    };
    const lost = items.filter(({ standing }) => standing === 'missing').length;
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        {lost > 0 && (
          <Note tone="bad">
            {say(
              `有 ${lost} 项未在 Temporal 中建立，到期不会执行。重新启动工作进程即可建立。`,
              `${lost} are missing in Temporal and will not run. Starting the worker again makes them.`,
            )}
          </Note>
        )}
        {mode === 'rehearsal' && (
          <Note>
            {say(
              '演练环境中定时任务均为暂停，推进演练时钟时按业务时间执行。',
              'In rehearsal they all stand still, and run by business time when the clock is moved.',
            )}
          </Note>
        )}
        <Table
          label={title}
          columns={[
            say('任务', 'What'),
            say('地区', 'Place'),
            say('下次执行（业务时间）', 'Next, in business time'),
            say('上次执行', 'Last'),
            say('状态', 'Status'),
            'Temporal',
          ]}
          rows={items.map((one) => [
            nameOf(one),
            places.place(one.jurisdiction),
            one.nextRunAt ? <When at={one.nextRunAt} /> : say('一年内没有', 'not within a year'),
            <RealTime c={c} at={one.lastRunAt} />,
            <>
              <span class={`badge ${standings[one.standing][1]}`}>{say(standings[one.standing][0])}</span>
              {mode !== 'rehearsal' && one.note && <div class="soft">{one.note}</div>}
            </>,
            one.temporalUrl && one.runsUrl ? (
              <>
                <a
                  href={one.temporalUrl}
                  aria-label={say(
                    `任务：${nameOf(one)}，${places.place(one.jurisdiction)}`,
                    `Schedule: ${nameOf(one)}, ${places.place(one.jurisdiction)}`,
                  )}
                >
                  {say('任务', 'Schedule')}
                </a>{' '}
                ·{' '}
                <a
                  href={one.runsUrl}
                  aria-label={say(
                    `执行记录：${nameOf(one)}，${places.place(one.jurisdiction)}`,
                    `Runs: ${nameOf(one)}, ${places.place(one.jurisdiction)}`,
                  )}
                >
                  {say('执行记录', 'Runs')}
                </a>
              </>
            ) : (
              '—'
            ),
          ])}
        />
      </>,
    );
  });
}
