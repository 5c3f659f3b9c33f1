import type { z } from '@hono/zod-openapi';
import type { Entry } from '../../../routes/audit.ts';
import { roleNames } from '../../desks.ts';
import type { Site } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { RealTime } from '../../parts/real-time.tsx';
import { Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { actName, outcomeName, purposeName, searchedActs } from './audit-names.ts';

/** Who was shown what about whom, and why, newest first. */
export function auditPages(site: Site): void {
  site.get('/audit', async (c) => {
    const { say, remote, rehearsal } = c.var;
    const asked = askedFor(c, 'actor', 'claim', 'act');
    const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor')]);
    const { items, nextCursor } = await remote.get<Listed<z.infer<typeof Entry>>>(`/v1/audit?${query}`);
    const title = say('审计日志', 'Audit log');
    const field = (name: string) => ({ name, say, value: asked.get(name) ?? '' });
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        <Note>
          {say(
            '每条记录与前一条相连，无人能够不留痕迹地改动。查看本页也会留下一条记录。',
            'Each entry is chained to the one before it: nobody changes one unseen. To read this page is an entry itself.',
          )}
        </Note>
        <form method="get" action="/audit" class="stack card">
          <Field {...field('actor')} label={say('人员账号', 'Who')} />
          <Field {...field('claim')} label={say('申报编号', 'Claim')} />
          <Field
            {...field('act')}
            label={say('行为', 'Act')}
            options={searchedActs.map((act) => [act, say(actName(act))] as const)}
          />
          <div class="actions">
            <button type="submit" class="second">
              {say('查询', 'Search')}
            </button>
          </div>
        </form>
        {items.length === 0 ? (
          <Note>{say('没有记录。', 'There are no entries.')}</Note>
        ) : (
          <Table
            label={title}
            columns={[
              { name: say('序号', 'No.'), number: true },
              say('时间', 'When'),
              say('人员', 'Who'),
              say('行为', 'Act'),
              say('对象', 'About'),
              say('事由', 'For which task'),
              say('结果', 'Outcome'),
            ]}
            rows={items.map((entry) => [
              entry.seq,
              <>
                <When at={entry.businessAt} />
                {rehearsal && (
                  <div class="soft">
                    <RealTime c={c} at={entry.at} />
                  </div>
                )}
              </>,
              <>
                {entry.actor ?? '—'}
                <div class="soft">{roleOf(entry.role) ? say(roleOf(entry.role)!) : ''}</div>
              </>,
              say(actName(entry.act)),
              entry.claimId ? (
                <a href={`/claims/${entry.claimId}`}>{entry.claimId}</a>
              ) : (
                <code>{entry.concerns.join(' ') || '—'}</code>
              ),
              say(purposeName(entry.purpose)),
              say(outcomeName(entry.outcome)),
            ])}
          />
        )}
        <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      </>,
    );
  });
}

const roleOf = (role: string | null) => (role ? roleNames[role as keyof typeof roleNames] : undefined);
