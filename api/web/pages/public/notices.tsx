import type { Context } from 'hono';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, Until, Yuan } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { noticePage, objectionForm } from './notice.tsx';
import { Countdown, type Notice, sumOf } from './published.tsx';

/** 公示: what is published now, for everybody, and how to object to it. */
export function noticePages(site: Site): void {
  site.get('/notices', listOfNotices);
  site.get('/notices/:id', noticePage);
  site.post('/notices/:id', objectionForm);
}

async function listOfNotices(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'jurisdiction', 'cursor');
  const [{ items, nextCursor }, { now }, places] = await Promise.all([
    remote.get<Listed<Notice>>(`/v1/public-notices?limit=50&${asked}`),
    remote.get<{ now: string }>('/v1/clock'),
    placesFor(c),
  ]);
  const title = say('公示', 'Public notices');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <p>
        {say(
          '公示期内，任何单位和个人均可对拟补贴名单和金额提出异议。姓名已作遮盖，身份证件号码不公示。',
          'While a notice runs, anybody may object to who is to be subsidised and with how much. Names are masked; ID numbers are never published.',
        )}
      </p>
      <form method="get" action="/notices" class="actions card">
        <label for="jurisdiction">{say('地区', 'Place')}</label>
        <div>
          <select id="jurisdiction" name="jurisdiction">
            <option value="">{say('全部', 'All')}</option>
            {places.items
              .filter(({ programmes }) => programmes.length > 0)
              .map(({ slug, names }) => (
                <option value={slug} selected={slug === asked.get('jurisdiction')}>
                  {say(names)}
                </option>
              ))}
          </select>
        </div>
        <button type="submit" class="second">
          {say('筛选', 'Filter')}
        </button>
      </form>
      {items.length === 0 ? (
        <Note>{say('目前没有正在公示的申报。', 'No notice runs now.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('申报单位', 'Claimant'),
            say('地区与项目', 'Place and programme'),
            say('公示截止', 'Until'),
            { name: say('笔数', 'Lines'), number: true },
            { name: say('金额（元）', 'Yuan'), number: true },
          ]}
          rows={items.map((notice) => [
            <a href={`/notices/${notice.id}`}>
              {notice.claimantName ?? say(`个人申报 ${notice.claimId}`, `Individual, ${notice.claimId}`)}
            </a>,
            `${places.place(notice.jurisdiction)} · ${places.programme(notice.jurisdiction, notice.programme)}`,
            <>
              <Until at={notice.endsAt} /> <Countdown notice={notice} now={now} say={say} />
            </>,
            notice.lines.length,
            <Yuan fen={sumOf(notice)} />,
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      <p>
        <a href="/objections">{say('查询异议处理情况', 'What became of an objection')}</a>
      </p>
    </>,
  );
}
