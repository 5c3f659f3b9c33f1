import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { rosterIntake } from '../../api/rosters/intake.ts';
import { peopleOf, tableOf, xlsxType } from '../../api/rosters/read.ts';
import type { RowShape } from '../../api/rosters/template.ts';
import { templateColumns } from '../../api/rosters/template-columns.ts';
import { csvTemplate, xlsxTemplate } from '../../api/rosters/template-files.ts';
import { describe as describePlace } from '../../jurisdictions/describe.ts';
import { registry } from '../jurisdictions/support/quotes.ts';

const { rosterRow } = describePlace(registry, 'wuxi', '2020-06-15').programmes.find(
  ({ slug }) => slug === 'new-hire-pre-job',
)!.forms;
const columns = templateColumns(rosterRow.schema as RowShape, rosterRow.example as Record<string, unknown>);
const { schema } = registry.programme('wuxi', 'new-hire-pre-job').programme.forms.rosterRow;
const titles = columns.map(({ title }) => title);

async function faultsOf(csv: string) {
  const { incoming, outcome } = rosterIntake({ schema, minimumAge: 16, on: '2020-06-15' });
  const rows = [];
  for await (const row of incoming(peopleOf('text/csv', Readable.from([Buffer.from(csv)])))) rows.push(row);
  return { rows, faults: outcome().faults };
}
/** The row of the example, with another contract. */
const rowWith = (contract: string) =>
  columns.map(({ title, example }) => (title === '劳动合同' ? contract : example)).join();

describe('a template of a roster', () => {
  test('the workbook has the columns, lists to choose from, and a sheet that explains them', async () => {
    const content = Buffer.from(await xlsxTemplate(columns));
    const table: unknown[][] = [];
    for await (const row of (await tableOf(xlsxType, Readable.from([content])))!) table.push(row);
    expect(table).toEqual([titles]);
    expect(columns.find(({ title }) => title === '劳动合同')).toEqual({
      ...{
        title: '劳动合同',
        required: true,
        choices: ['新签', '续签'],
        content: '只能填写：新签、续签',
        example: '新签',
      },
    });
    expect(columns.filter(({ required }) => required).map(({ title }) => title)).toEqual([
      '姓名',
      '性别',
      '身份证号码',
      '手机号码',
      '录用日期',
      '参保日期',
      '劳动合同',
    ]);
  });

  test.each(['新签', 'new', 'New'])('the CSV file names what a column takes, and is read with %s', async (contract) => {
    const csv = csvTemplate(columns);
    expect(csv).toContain('劳动合同（新签、续签）');
    const { rows, faults } = await faultsOf(`${csv}${rowWith(contract)}\n`);
    expect(faults).toEqual([]);
    expect(rows).toMatchObject([{ contract: 'new' }]);
  });

  test('a value that a column does not take is told by the words that it takes', async () => {
    const { faults } = await faultsOf(`${csvTemplate(columns)}${rowWith('合同制')}\n`);
    expect(faults).toMatchObject([
      {
        ...{ row: 1, path: 'contract', code: 'column-choice' },
        messages: {
          zh: '“劳动合同”一栏只能填写：新签、续签。请更正。',
          en: 'The column 劳动合同 takes one of: new (新签), renewal (续签). Correct it.',
        },
      },
    ]);
  });
});

test('others get a turn every few rows, also while rows come out of memory and are wrong', async () => {
  const { incoming } = rosterIntake({ schema, minimumAge: 16, on: '2020-06-15' });
  let [turns, over] = [0, false];
  const count = () => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  for await (const _ of incoming(Array.from({ length: 1_000 }, () => ({})))) throw new Error('a wrong row');
  over = true;
  expect(turns).toBeGreaterThanOrEqual(10);
});
