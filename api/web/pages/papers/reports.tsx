import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { ReportHead } from '../../../reports/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { PaperLinks, paperFile, segment } from '../../parts/papers.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

/** 双周调度表: what the place has reported, in the form of the annex. */
export function reportPages(site: Site): void {
  site.get('/reports', listOfReports);
  site.get('/reports/:id/file', (c) => paperFile(c, `/v1/reports/${segment(c, 'id')}/file`));
}

async function listOfReports(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof ReportHead>>>(`/v1/reports?${askedFor(c, 'cursor')}`),
    placesFor(c),
  ]);
  const title = say('线上培训双周调度表', 'Biweekly reports');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {items.length === 0 ? (
        <Note>
          {say(
            '还没有调度表。到报送日由系统自动形成并发送。',
            'There are no reports yet. Each is made and sent by itself on its day.',
          )}
        </Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('报送日期', 'Day'),
            say('地区', 'Place'),
            { name: say('实名注册（人次）', 'Registered'), number: true },
            { name: say('线上培训（人次）', 'In training'), number: true },
            { name: say('版本', 'Version'), number: true },
            say('统计时点', 'Known at'),
            say('下载', 'Download'),
          ]}
          rows={items.map(({ id, day, jurisdiction, total, version, knownAt }) => [
            day,
            places.place(jurisdiction),
            total.registrations,
            total.trainingsStarted,
            version,
            <When at={knownAt} />,
            <PaperLinks path={`/reports/${id}/file`} name={day} say={say} formats={['pdf', 'xlsx', 'csv']} />,
          ])}
        />
      )}
      <NextPage c={c} asked={askedFor(c)} nextCursor={nextCursor} />
    </>,
  );
}
