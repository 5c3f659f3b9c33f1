import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import type { Draw, ListedDraw } from '../../../inspections/schemas.ts';
import type { Site, WebEnv } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Facts, Note, shanghaiDay, When } from '../../parts/show.tsx';
import { sourceText } from '../../parts/source.ts';
import { Table } from '../../parts/table.tsx';
import { Value } from '../public/figures.tsx';
import { amountClassNames, drawStatusNames, notHeldReasons, outcomeNames } from './names.ts';

/** 一公开: the draws as everybody may read and repeat them. */
export function drawPages(site: Site): void {
  site.get('/inspection-draws', listOfDraws);
  site.get('/inspection-draws/:id', drawPage);
}

async function listOfDraws(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const asked = askedFor(c, 'jurisdiction');
  const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor')]);
  const [{ items, nextCursor }, places] = await Promise.all([
    remote.get<Listed<z.infer<typeof ListedDraw>>>(`/v1/inspection-draws?${query}`),
    placesFor(c),
  ]);
  const title = say('双随机抽取', 'Random draws for inspection');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <p>
        {say(
          '随机抽取检查对象和检查人员。名单先封存并公布其摘要，再抽取种子，任何人都可以重算。',
          'What is inspected and who inspects is drawn by lot. The list is frozen and its hash published before there is a seed: anybody can do the draw again.',
        )}
      </p>
      {items.length === 0 ? (
        <Note>{say('还没有抽取。', 'There was no draw yet.')}</Note>
      ) : (
        <Table
          label={title}
          columns={[say('月份', 'Month'), say('地区', 'Place'), say('状态', 'Status'), say('名单封存', 'List frozen')]}
          rows={items.map((one) => [
            <a href={`/inspection-draws/${one.id}`}>{one.period}</a>,
            places.place(one.jurisdiction),
            statusOf(one, c),
            <When at={one.frozenAt} />,
          ])}
        />
      )}
      <NextPage c={c} asked={asked} nextCursor={nextCursor} />
    </>,
  );
}

const statusOf = ({ status, reason }: z.infer<typeof ListedDraw>, { var: { say } }: Context<WebEnv>) =>
  reason
    ? `${say(drawStatusNames[status])}${say('：', ': ')}${say(notHeldReasons[reason])}`
    : say(drawStatusNames[status]);

function seedOf({ status, seed, seedDueAt }: z.infer<typeof ListedDraw>, { var: { say } }: Context<WebEnv>) {
  if (seed) return <code>{seed}</code>;
  if (status === 'not-held') return '—';
  return (
    <>
      {say('抽取时间：', 'To be drawn: ')}
      <When at={seedDueAt} />
    </>
  );
}

interface Rules {
  parameters: { name: string; meaning: Bilingual }[];
}

async function drawPage(c: Context<WebEnv>) {
  const { say, remote } = c.var;
  const [draw, places] = await Promise.all([
    remote.get<z.infer<typeof Draw>>(`/v1/inspection-draws/${encodeURIComponent(c.req.param('id')!)}`),
    placesFor(c),
  ]);
  const { parameters } = await remote.get<Rules>(
    `/v1/jurisdictions/${draw.jurisdiction}?on=${shanghaiDay(draw.frozenAt)}`,
  );
  const meaning = (name: string) => say(parameters.find((one) => one.name === name)?.meaning ?? { zh: name, en: name });
  const place = places.place(draw.jurisdiction);
  const title = say(`${place} ${draw.period} 双随机抽取`, `Random draw of ${place}, ${draw.period}`);
  const results = say('抽取结果', 'What was drawn');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      <section class="card">
        <Facts
          of={[
            [say('状态', 'Status'), statusOf(draw, c)],
            [say('名单封存', 'List frozen'), <When at={draw.frozenAt} />],
            [say('名单摘要（SHA-256）', 'SHA-256 of the list'), <code>{draw.frozenSha256}</code>],
            [say('种子', 'Seed'), seedOf(draw, c)],
          ]}
        />
      </section>
      {draw.results.length > 0 && (
        <section>
          <h2>{results}</h2>
          <Table
            label={results}
            columns={[
              say('对象编号', 'Reference'),
              say('金额分类', 'Amount class'),
              say('检查人员工号', 'Staff numbers'),
              say('结果', 'Result'),
            ]}
            rows={draw.results.map((one) => [
              one.ref,
              say(amountClassNames[one.amountClass]),
              [
                one.inspectors.join(say('、', ', ')),
                ...one.reassignments.map(({ left, joined }) => `${left} → ${joined}`),
              ].join(say('；', '; ')),
              <>
                {say(one.outcome ? outcomeNames[one.outcome] : { zh: '办理中', en: 'Going on' })}
                {one.overdue && <span class="badge bad">{say('逾期', 'overdue')}</span>}
                {one.referred && <span class="badge">{say('已移送', 'referred')}</span>}
              </>,
            ])}
          />
        </section>
      )}
      {draw.rules.length > 0 && (
        <section>
          <h2>{say('抽取规则', 'By what it was drawn')}</h2>
          <Table
            label={say('抽取规则', 'By what it was drawn')}
            columns={[say('规则', 'Rule'), { name: say('数值', 'Value'), number: true }, say('依据', 'Source')]}
            rows={draw.rules.map(({ name, value, unit, source }) => [
              meaning(name),
              <Value of={value} unit={unit} say={say} />,
              sourceText(source, say),
            ])}
          />
        </section>
      )}
      <details class="card">
        <summary>{say('封存的名单原文', 'The frozen list, as it was hashed')}</summary>
        <pre tabindex={0}>{draw.frozen}</pre>
      </details>
      <p>
        <a href={`/v1/inspection-draws/${encodeURIComponent(draw.id)}`}>
          {say('下载数据并重算', 'The data, to do it again')}
        </a>
      </p>
    </>,
  );
}
