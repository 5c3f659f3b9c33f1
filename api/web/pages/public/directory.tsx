import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { directoryKinds } from '../../../../domain/directory/entry.ts';
import type { Entry } from '../../../directory/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { Field } from '../../parts/form.tsx';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { directoryKindNames, directoryLevelNames, platformFunctionNames } from './names.ts';

type Item = z.infer<typeof Entry>;

/** 两目录: who may train and evaluate, on which platforms, for which projects, on any day. */
export function directoryPages(site: Site): void {
  site.get('/directory', directory);
}

async function directory(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const filter = askedFor(c, 'jurisdiction', 'kind', 'region', 'on');
  const asked = askedFor(c, 'jurisdiction', 'kind', 'region', 'on', 'cursor');
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<Item>>(`/v1/directory?limit=50&${asked}`),
    placesFor(c),
  ]);
  const title = say('平台与机构目录', 'Directory of platforms and institutions');
  const value = (name: string) => ({ name, value: filter.get(name) ?? '' });
  const exported = (format: string) => `/v1/directory/export?${new URLSearchParams([...filter, ['format', format]])}`;
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <form method="get" action="/directory" class="card filter">
        <Field
          {...value('jurisdiction')}
          label={say('地区', 'Place')}
          all={say('全部', 'All')}
          options={places.items.map(({ slug, names }) => [slug, say(names)] as const)}
          say={say}
        />
        <Field
          {...value('kind')}
          label={say('类别', 'Kind')}
          all={say('全部', 'All')}
          options={directoryKinds.map((kind) => [kind, say(directoryKindNames[kind]!)] as const)}
          say={say}
        />
        <Field
          {...value('on')}
          type="date"
          label={say('哪一天有效', 'In force on')}
          all={say('任何一天', 'Any day')}
          say={say}
        />
        <div class="actions">
          <button type="submit" class="second">
            {say('筛选', 'Filter')}
          </button>
        </div>
      </form>
      <p class="actions">
        {say('导出目录：', 'Export: ')}
        <a href={exported('xlsx')}>XLSX</a>
        <a href={exported('csv')}>CSV</a>
      </p>
      {items.length === 0 ? (
        <Note>{say('没有符合条件的条目。', 'Nothing is listed for this.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[
            say('名称', 'Name'),
            say('类别', 'Kind'),
            say('层级', 'Level'),
            say('适用地区', 'Listed by'),
            say('资质与内容', 'What it says'),
            say('有效期', 'In force'),
          ]}
          rows={items.map((item) => [
            <strong>{item.name}</strong>,
            say(directoryKindNames[item.kind]!),
            say(directoryLevelNames[item.level]!),
            places.place(item.jurisdiction),
            <ul class="plain">
              {detailsOf(item, say).map((text) => (
                <li>{text}</li>
              ))}
            </ul>,
            item.validTo
              ? say(`${item.validFrom} 至 ${item.validTo}`, `${item.validFrom} to ${item.validTo}`)
              : say(`${item.validFrom} 起`, `since ${item.validFrom}`),
          ])}
        />
      )}
      <NextPage c={c} asked={filter} nextCursor={nextCursor} />
    </>,
  );
}

/** What an entry says of itself. Addresses stand as text: they are entered by others, and nobody vouches for them. */
function detailsOf(item: Item, say: WebEnv['Variables']['say']): string[] {
  const { uscc, qualification, icpNumber, url, functions, occupation, levels, platform } = item;
  return [
    uscc && say(`统一社会信用代码 ${uscc}`, `Credit code ${uscc}`),
    qualification,
    icpNumber,
    url,
    functions?.map((one) => say(platformFunctionNames[one]!)).join(say('、', ', ')),
    occupation && [occupation, item.occupationCode].filter(Boolean).join(' '),
    levels && say(`等级 ${levels.join('、')}`, `Levels ${levels.join(', ')}`),
    platform && say(`所在平台：${platform}`, `On ${platform}`),
  ].filter((text): text is string => Boolean(text));
}
