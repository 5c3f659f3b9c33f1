import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Deps } from '../../api/deps.ts';
import { openPaperAnswer, paperAnswer } from '../../api/papers/file.ts';
import { letterOf } from '../../api/papers/letter.ts';
import { createSlots } from '../../api/slots.ts';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import type { TransitionRow } from '../../db/claims/transitions.ts';
import { samplePeople } from '../../dev/sample-people.ts';
import { type Decided, decisionLetter, hasLetter } from '../../domain/papers/decision.ts';
import { filingFormPaper } from '../../domain/papers/filing-form.ts';
import { generalForm, generalRoster } from '../../domain/papers/general.ts';
import type { FormLayout, FormRow } from '../../domain/papers/layout.ts';
import { noticePaper } from '../../domain/papers/notice.ts';
import { type Paper, placed, tableOf } from '../../domain/papers/paper.ts';
import { registerPaper } from '../../domain/papers/register.ts';
import { reportPaper } from '../../domain/papers/report.ts';
import { rosterPaper } from '../../domain/papers/roster.ts';
import { compileReport } from '../../domain/reports/compile.ts';
import { fieldsOf } from '../../jurisdictions/form-fields.ts';
import { annex1 } from '../../jurisdictions/guangdong/examples.ts';
import { papers as guangdong } from '../../jurisdictions/guangdong/papers.ts';
import { registry } from '../jurisdictions/support/quotes.ts';
import { pagesOf, rowsOf } from './support/files.ts';

const fileOf = async (paper: Paper, format: 'pdf' | 'xlsx') => (await paperAnswer(paper, format, 'x'))[0];
const cells = ({ blocks }: Paper) =>
  blocks.flatMap((block) => ('grid' in block ? block.grid.rows.flat().map(({ value }) => value) : []));

const people = samplePeople(30, 0).map((person, i) => ({ ...person, ref: String(i + 1), relation: 'employee' }));

describe('layouts', () => {
  const programmes = registry
    .list()
    .flatMap(({ slug, programmes }) => programmes.map((one) => [`${slug}/${one.slug}`, one] as const));

  test.each(programmes)(
    '%s: its papers name fields that its forms have, and hold what was filled in',
    (_, programme) => {
      const { filingForm = generalForm, roster = generalRoster } = programme.papers ?? {};
      const known = new Set(fieldsOf('form', programme.forms.filing).map(({ field }) => field.slice(5)));
      // A form without them leaves the place empty: the general ones hold what only some forms ask.
      const named = filingForm.rows.flatMap(pathsIn).filter((path) => !pathsInAll(generalForm).includes(path));
      expect(named.filter((path) => !known.has(path))).toEqual([]);
      const columns = new Set(fieldsOf('row', programme.forms.rosterRow).map(({ field }) => field.slice(4)));
      expect(roster.columns.map(({ of }) => of).filter((of) => !columns.has(of))).toEqual([]);
      const example = programme.forms.filing.example as Partial<typeof annex1>;
      const paper = filingFormPaper(filingForm, example);
      const { enterprise, training } = example;
      const filledIn = [training!.courses[0]!.name, ...(enterprise ? [enterprise.name, enterprise.uscc] : [])];
      expect(cells(paper)).toEqual(expect.arrayContaining(filledIn));
      expect(paper.copies).toHaveLength(2);
      expect(cells(paper).filter((value) => String(value).includes('（盖章）'))).toHaveLength(2);
    },
  );

  test('Guangdong’s form is that of Annex 1, row by row', () => {
    const [, ...labels] = cells(filingFormPaper(guangdong.filingForm!, {}));
    expect(labels.filter((value) => value !== '' && !String(value).startsWith('\n'))).toEqual([
      ...['企业名称', '统一社会信用代码', '注册地址', '法人代表', '联系电话'],
      ...['是否已领取受影响企业培训补助', '□是　□否'],
      ...['培训机构基本情况（企业自行组织开展培训无须填写此项）', '培训机构名称', '统一社会信用代码'],
      ...['机构注册地址', '机构负责人', '联系电话', '线上培训平台基本情况', '平台名称（网站名称或APP产品名称）'],
      ...['ICP备案号', '网站地址（APP的包名）', 'IP地址及服务器放置城市名称', '培训项目基本情况'],
      ...['培训项目名称', '培训岗位（工种）', '培训类型', '□岗前培训　□在岗培训　□转岗培训'],
      ...['培训计划人数', '培训方式', '培训起止时间', '培训课时', '培训负责人', '联系手机', '培训目标'],
      ...['线上培训计划（此栏目内容可根据实际情况增加）', '课程资源名称', '内容要点', '资源形式', '培训时长'],
      ...['申报企业意见', '人力资源社会保障部门审核备案意见'],
    ]);
  });
});

test('the disbursement register has what was paid and what came back apart, each with its sums', () => {
  const payment = (n: number, status: 'paid' | 'returned', persons: number) => ({
    ...{ paymentId: `P${n}`, claimId: `C${n}`, programme: '补贴', payee: '公司', status, persons, amountFen: 100 * n },
    on: '2020-06-03T00:00:00+08:00',
  });
  const paper = registerPaper({
    ...{ authority: '无锡市', fund: '专账', period: '2020-05', place: '无锡市', preparedBy: 'a', approvedBy: 'b' },
    approvedAt: null,
    payments: [payment(1, 'paid', 2), payment(2, 'returned', 3), payment(4, 'paid', 5)],
  });
  // In words, not by the number that programs know it by.
  expect(paper.subtitle).toBe('2020年5月拨付批次　无锡市');
  const tables = paper.blocks.flatMap((block) =>
    'grid' in block ? [block.grid.rows.map((r) => r.map((c) => c.value))] : [],
  );
  expect(tables.map((rows) => rows.map((row) => [row[1], row[5], row[7]]))).toEqual([
    [
      ['付款编号', '人数', '发放日期'],
      ['P1', 2, '2020-06-03'],
      ['P4', 5, '2020-06-03'],
      ['2 笔', 7, null],
    ],
    [
      ['付款编号', '人数', '退票日期'],
      ['P2', 3, '2020-06-03'],
      ['1 笔', 3, null],
    ],
  ]);
  const lines = paper.blocks.flatMap((block) => ('text' in block ? [block.text] : []));
  expect(lines).toEqual(
    expect.arrayContaining([
      '已发放：2 笔，7 人次，5.00 元',
      '已退票：1 笔，3 人次，2.00 元',
      '总计：3 笔，10 人次，7.00 元',
    ]),
  );
});

describe('files', () => {
  test('the filing form has two copies, each with its places for seal and date, and its own pages', async () => {
    const pages = await pagesOf(await fileOf(filingFormPaper(guangdong.filingForm!, annex1), 'pdf'));
    expect(pages).toHaveLength(4);
    const copies = [pages.slice(0, 2).join(''), pages.slice(2).join('')];
    for (const copy of copies) {
      for (const text of ['附件1', '企业职工线上适岗技能提升培训备案表', '示例电子科技有限公司', '91440100MA0000001A'])
        expect(copy).toContain(text);
      expect(copy).toContain('□岗前培训■在岗培训□转岗培训');
      expect(copy.match(/（盖章）/g)).toHaveLength(2);
      expect(copy).toContain('年月日');
      expect(copy).toContain('2020年2月10日');
      expect(copy).toMatch(/第1页，共2页.*第2页，共2页/);
    }
    expect(copies[0]).toContain('第一份人力资源社会保障专职管理部门存');
    expect(copies[1]).toContain('第二份申报企业存');
  });

  test('a form loses nothing of what was written, however long, and seal and date stay together', async () => {
    const long = (what: string) => `${what}${'学'.repeat(1_995)}终`;
    const { training } = annex1;
    const courses = [
      { ...training.courses[0]!, content: long('课程') },
      { ...training.courses[0]!, content: '\n'.repeat(1_999) },
    ];
    const form = {
      ...annex1,
      training: { ...training, goal: long('目标'), courses },
      enterpriseOpinion: { text: long('意见') },
    };
    const pages = await pagesOf(
      await fileOf({ ...filingFormPaper(guangdong.filingForm!, form), copies: undefined }, 'pdf'),
    );
    const copy = pages.join('');
    expect([copy.match(/学/g)?.length, copy.match(/终/g)?.length]).toEqual([3 * 1_995, 3]);
    expect(copy.match(/（盖章）年月日/g)).toHaveLength(2);
  });

  test('the roster repeats its header on every page; a workbook has the same rows, and never a formula', async () => {
    const header = { enterprise: '=1+1 公司', filledOn: '2020-02-10' };
    const paper = rosterPaper(guangdong.roster!, header, [...people, { ...people[0], name: '=cmd()', ref: '31' }]);
    const pages = await pagesOf(await fileOf(paper, 'pdf'));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(page).toContain('序号姓名性别身份证号码手机号码平台登录账号');
    for (const { name, idNumber } of people) {
      expect(pages.join('')).toContain(name);
      expect(pages.join('')).toContain(idNumber);
    }
    const rows = await rowsOf(await fileOf(paper, 'xlsx'));
    expect(rows[1]![0]).toBe('企业职工线上适岗技能提升培训人员名册');
    expect(rows[2]![0]).toBe('企业名称（盖章）：=1+1 公司');
    expect(rows[3]![0]).toBe('填报日期：2020年2月10日');
    expect(rows[4]).toEqual(['序号', '姓名', '性别', '身份证号码', '手机号码', '平台登录账号']);
    expect(rows[5]!.slice(0, 4)).toEqual([
      '1',
      people[0]!.name,
      { male: '男', female: '女' }[people[0]!.sex],
      people[0]!.idNumber,
    ]);
    expect(rows[35]![1]).toBe('=cmd()');
  });

  test('characters that only names have are in the font', async () => {
    const paper = rosterPaper(generalRoster, { enterprise: '示例公司', filledOn: '2020-02-10' }, [
      { ...people[0], name: '骉堃喆·䶮' },
    ]);
    expect((await pagesOf(await fileOf(paper, 'pdf'))).join('')).toContain('骉堃喆·䶮');
  });

  test('more rows than a PDF is made for come as a workbook only', async () => {
    const rows = Array.from({ length: 5_001 }, (_, i) => [String(i), '张*明']);
    const paper: Paper = { title: '长表', columns: [1, 1], blocks: [tableOf(['序号', '姓名'], rows)] };
    await expect(fileOf(paper, 'pdf')).rejects.toMatchObject({ code: 'paper-too-long' });
    expect(await rowsOf(await fileOf(paper, 'xlsx'))).toHaveLength(5_003);
  });

  test('a notice tells who, how much, until when and how to object', async () => {
    const paper = noticePaper({
      ...{ id: 'N1', authority: '无锡市人力资源和社会保障局', website: 'http://hrss.wuxi.gov.cn', claimant: '甲公司' },
      ...{ programme: '培训补贴', publishedAt: '2020-05-18T09:00:00+08:00', endsAt: '2020-05-24T00:00:00+08:00' },
      lines: [
        { ref: '1', name: '张*明', component: '培训补贴', amountFen: 44_400 },
        { ref: '2', name: null, component: '培训补贴', amountFen: 20_050 },
      ],
    });
    const text = (await pagesOf(await fileOf(paper, 'pdf'))).join('');
    for (const part of ['公示时间为2020年5月18日至2020年5月23日', '张*明', '444.00', '644.50', '异议', '（盖章）'])
      expect(text).toContain(part);
    const rows = await rowsOf(await fileOf(paper, 'xlsx'));
    expect(rows).toContainEqual(['1', '张*明', '培训补贴', 444]);
    expect(rows).toContainEqual(['合计', null, '2 笔', 644.5]);
  });

  test('the biweekly report has the two rows of headings of its annex', async () => {
    const { authority, parameters } = registry.find('chongqing');
    const platform = '示例学习平台';
    const counts = { occupations: [], trainees: 2, registrations: 2, approved: true, opened: true };
    const place = { authority: authority.names.zh, parameters, recommended: [] };
    const content = compileReport(place, '2020-06-12', [{ district: '500112', platform, ...counts }]);
    const head = { id: 'chongqing.2020-06-12', version: 2, jurisdiction: 'chongqing', day: '2020-06-12' };
    const paper = reportPaper({ ...head, content, sha256: '', knownAt: '', madeBy: null });
    const grid = paper.blocks.flatMap((block) => ('grid' in block ? [block.grid] : []))[0]!;
    const [above, below] = placed(grid, 5).map((row) =>
      row.map((cell) => cell && [cell.value, cell.span ?? 1, cell.rows ?? 1]),
    );
    expect(above).toEqual([
      ['区县', 1, 2],
      ['线上培训学员情况', 2, 1],
      null,
      ['纳入补贴性目录的线上培训平台', 2, 1],
      null,
    ]);
    expect(below!.map((cell) => cell?.[0] ?? null).slice(0, 3)).toEqual([
      null,
      '实名注册学员人次数',
      '线上培训总人次数',
    ]);
    const text = (await pagesOf(await fileOf(paper, 'pdf'))).join('');
    for (const part of [
      '线上培训行动实施情况双周调度表',
      '更正，第2版',
      '万州区',
      '合计',
      '注：1．',
      `附页平台名称区县类别平台名称渝北区面向区县${platform}`,
    ])
      expect(text).toContain(part);
  });
});

describe('turns', () => {
  const one: Paper = { title: '公示', columns: [1], blocks: [{ text: '甲', as: 'body' }] };

  test('the line is bounded, and who has gone leaves it without being served', async () => {
    const inTurn = createSlots(1, 1);
    const over = new AbortController();
    const running = inTurn(() => once(over.signal, 'abort'));
    const gone = new AbortController();
    let served = false;
    const waiting = inTurn(async () => (served = true), gone.signal);
    await expect(inTurn(async () => 'third')).rejects.toMatchObject({ code: 'service-unavailable', status: 503 });
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'service-unavailable' });
    const behind = inTurn(async () => 'behind');
    over.abort();
    await running;
    expect([await behind, served]).toEqual(['behind', false]);
  });

  test('nothing is laid out any more for who goes away meanwhile', async () => {
    const gone = new AbortController();
    const answer = paperAnswer(one, 'pdf', 'x', gone.signal);
    gone.abort();
    await expect(answer).rejects.toMatchObject({ code: 'service-unavailable' });
  });

  test('a paper finds the thread of the one before; a long one leaves none, nor one for whom nobody waited', async () => {
    let started = 0;
    const count = () => void started++;
    process.on('worker', count);
    onTestFinished(() => void process.off('worker', count));
    const startedFor = async (paper: Paper, format: 'pdf' | 'xlsx') => {
      const before = started;
      await fileOf(paper, format);
      return started - before;
    };
    const row = [{ value: '甲' }];
    const long: Paper = { ...one, blocks: [{ grid: { head: 0, rows: Array.from({ length: 501 }, () => row) } }] };
    await fileOf(one, 'pdf');
    expect(await startedFor(one, 'pdf')).toBe(0);
    expect(await startedFor(long, 'xlsx')).toBe(0);
    expect(await startedFor(one, 'pdf')).toBe(1);
    const gone = new AbortController();
    const answer = paperAnswer(one, 'pdf', 'x', gone.signal);
    setTimeout(() => gone.abort(), 1);
    await expect(answer).rejects.toMatchObject({ code: 'service-unavailable' });
    expect(await startedFor(one, 'pdf')).toBe(1);
  });

  test('what anybody may ask for is laid out once, and anew when something else stands on it', async () => {
    const ask = async (paper: Paper) => (await openPaperAnswer(paper, 'xlsx', 'x'))[0];
    const [made, beside] = await Promise.all([ask(one), ask(one)]);
    expect(beside).toBe(made);
    expect(await ask(structuredClone(one))).toBe(made);
    expect(await ask({ ...one, title: '公示二' })).not.toBe(made);
  });
});

describe('letters', () => {
  const decided: Decided = {
    ...{ act: 'rejectClaim', authority: '无锡市人力资源和社会保障局', website: 'http://hrss.wuxi.gov.cn' },
    ...{ claimId: 'C1', n: 4, claimant: '甲公司' },
    ...{ programme: '培训补贴', filedAt: '2020-03-02T10:00:00+08:00', at: '2020-05-20T10:00:00+08:00' },
    ...{ reasonName: '超过规定期限', reason: null, trainees: 3, amountFen: null, nothingDue: false, dueAt: null },
    ...{ fields: [], unpaid: [], clauses: ['锡人社办〔2020〕10号 三'] },
    review: { days: 60, source: '《行政复议法》第九条' },
  };
  const textOf = (of: Partial<Decided>) =>
    decisionLetter({ ...decided, ...of })
      .blocks.map((block) => ('text' in block ? block.text : ''))
      .join('\n');

  test('a refusal gives its reason and what can be done against it', () => {
    expect(textOf({})).toContain('理由：超过规定期限\n依据：锡人社办〔2020〕10号 三。');
    expect(textOf({})).toContain('之日起60日内，依照《行政复议法》第九条申请行政复议');
    expect(textOf({ review: null })).toContain('可依法申请行政复议');
    const two = [
      { ref: '1', name: '张三' },
      { ref: '2', name: '李四' },
    ];
    const nobody = { nothingDue: true, amountFen: 0, unpaid: [{ people: two, why: '未新签劳动合同。' }] };
    for (const act of ['approveFiling', 'approveApplication'] as const) {
      expect(textOf({ act, ...nobody })).toMatch(
        /决定不予补贴[\s\S]*名册第1号张三、第2号李四：未新签劳动合同。[\s\S]*申请行政复议/,
      );
      expect(textOf({ act, ...nobody })).not.toContain('准予备案');
      expect(decisionLetter({ ...decided, act, ...nobody }).title).toBe('不予补贴决定书');
    }
  });

  test('a letter has the sum and the people of its decision, whatever came after', async () => {
    const move = (n: number, act: string, detail: object, amountFen: number | null) =>
      ({
        n,
        act,
        at: `2020-05-2${n}T10:00:00+08:00`,
        detail,
        dossier_id: null,
        result: { amountFen },
      }) as TransitionRow;
    const moves = [
      move(1, 'fileClaim', { trainees: 30 }, null),
      move(2, 'approveApplication', {}, 1_200_000),
      move(3, 'carryOutChange', { trainees: 29 }, 0),
    ];
    const programme = registry.find('wuxi').programmes[0]!.slug;
    const claim = { id: 'C1', jurisdiction: 'wuxi', programme, filed_at: moves[0]!.at, trainees: 29, amount_fen: 0 };
    const letter = async (at: number) =>
      JSON.stringify(
        (await letterOf({ registry } as Deps, (value) => value, claim as VisibleClaim, moves, moves[at]!)).paper,
      );
    expect(await letter(1)).toMatch(/共30人.*核定补贴金额为¥12,000\.00/);
    expect(textOf({ trainees: null })).toContain('（编号C1）');
  });

  test('an objection that was upheld leaves a letter with the sum before and after, one that was dismissed none', () => {
    const upheld = { about: { ref: '3', name: '王五' }, beforeFen: 133_200 };
    const ruled = { act: 'rule', amountFen: 88_800, reasonName: '异议属实', clauses: [], upheld } as const;
    expect(textOf(ruled)).toMatch(
      /异议成立，名册第3号王五不予补贴。补贴金额由¥1,332\.00调整为¥888\.00。[\s\S]*理由：异议属实[\s\S]*申请行政复议/,
    );
    expect(textOf({ ...ruled, upheld: { about: null, beforeFen: null } })).toContain('本件不予补贴');
    expect(['uphold', 'dismiss'].map((decision) => hasLetter({ act: 'rule', decision }))).toEqual([true, false]);
  });

  test('a return says until when, an approval how much', () => {
    const dueAt = '2020-05-28T00:00:00+08:00';
    expect(textOf({ act: 'returnForCorrection', dueAt })).toContain('请于2020年5月27日（含当日）前补正');
    expect(textOf({ act: 'returnForCorrection' })).not.toContain('行政复议');
    expect(textOf({ act: 'approveApplication', amountFen: 133_200 })).toContain('核定补贴金额为¥1,332.00');
    expect(textOf({ act: 'approveFiling', reasonName: null })).not.toContain('理由');
  });
});

function pathsIn(row: FormRow): string[] {
  if ('heading' in row) return [];
  if ('opinion' in row) return [row.of];
  if ('list' in row) return [row.list];
  return row.entries.flatMap((entry) => ('from' in entry ? [entry.from, entry.to] : [entry.of]));
}

function pathsInAll(layout: FormLayout): string[] {
  return layout.rows.flatMap(pathsIn);
}
