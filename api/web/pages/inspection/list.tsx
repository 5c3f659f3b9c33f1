import type { z } from '@hono/zod-openapi';
import { inspectionStages } from '../../../../domain/inspection/inspection.ts';
import type { ListedInspection } from '../../../inspections/schemas.ts';
import type { Site } from '../../env.ts';
import { page } from '../../parts/layout.tsx';
import { askedFor, type Listed, NextPage } from '../../parts/paging.tsx';
import { placesFor } from '../../parts/places.ts';
import { Note, Until } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { findingNames, outcomeNames, stageNames } from './names.ts';
import { InspectionBadge } from './parts.tsx';

/** Who sees the pool. */
const officials = ['inspector', 'supervisor', 'auditor'];

/** The inspections that one may see: an inspector's are those that the lot gave them. */
export function inspectionList(site: Site): void {
  site.get('/inspections', async (c) => {
    const { say, remote, session } = c.var;
    const asked = askedFor(c, 'stage', 'overdue');
    const query = new URLSearchParams([...asked, ...askedFor(c, 'cursor')]);
    const [{ items, nextCursor }, places] = await Promise.all([
      remote.get<Listed<z.infer<typeof ListedInspection>>>(`/v1/inspections?${query}`),
      placesFor(c),
    ]);
    const title = say('双随机检查', 'Random inspections');
    return page(
      c,
      title,
      <>
        <h1>{title}</h1>
        <form method="get" action="/inspections" class="actions card">
          <label for="stage">{say('环节', 'Stage')}</label>
          <div>
            <select id="stage" name="stage">
              <option value="">{say('全部', 'All')}</option>
              {inspectionStages.map((stage) => (
                <option value={stage} selected={asked.get('stage') === stage}>
                  {say(stageNames[stage])}
                </option>
              ))}
            </select>
          </div>
          <label>
            <input type="checkbox" name="overdue" value="true" checked={asked.get('overdue') === 'true'} />{' '}
            {say('只看逾期', 'Overdue only')}
          </label>
          <button type="submit" class="second">
            {say('筛选', 'Filter')}
          </button>
          <a href="/inspection-draws">{say('公开的抽取结果', 'The draws as published')}</a>
          {officials.includes(session?.role ?? '') && (
            <a href="/inspectors">{say('检查人员名录库', 'Pool of inspectors')}</a>
          )}
        </form>
        {items.length === 0 ? (
          <Note>{say('没有检查。', 'There are no inspections.')}</Note>
        ) : (
          <Table
            label={title}
            columns={[
              say('申报单位', 'Claimant'),
              say('地区与项目', 'Place and programme'),
              say('环节', 'Stage'),
              say('期限', 'Due'),
              say('检查人员', 'Inspectors'),
              say('认定与结果', 'Finding and result'),
            ]}
            rows={items.map((one) => [
              <a href={`/inspections/${one.id}`}>{one.claimantName ?? say('个人', 'individual')}</a>,
              `${places.place(one.jurisdiction)} · ${places.programme(one.jurisdiction, one.programme)}`,
              <InspectionBadge of={one} say={say} />,
              <Until at={one.dueAt} />,
              one.inspectors.join(say('、', ', ')),
              one.outcome ? say(outcomeNames[one.outcome]) : one.finding ? say(findingNames[one.finding]) : '—',
            ])}
          />
        )}
        <NextPage c={c} asked={asked} nextCursor={nextCursor} />
      </>,
    );
  });
}
