import type { Instant } from '../calendar/date.ts';
import { decimalYuan } from '../money/yuan.ts';
import { type Paper, tableOf } from './paper.ts';
import { dayInWords, lastDayInWords } from './words.ts';

/** What is published of a claim. Names are masked already. */
export interface Published {
  id: string;
  authority: string;
  website: string;
  claimant: string | null;
  programme: string;
  publishedAt: Instant;
  /** Null while the calendar of its last day is not published. */
  endsAt: Instant | null;
  lines: readonly { ref: string; name: string | null; component: string; amountFen: number }[];
}

/** 公示: who is to be subsidised with how much, until when anybody may object, and how. */
export function noticePaper(of: Published): Paper {
  const { id, authority, claimant, programme, publishedAt, endsAt, lines } = of;
  const total = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const until = endsAt ? `至${lastDayInWords(endsAt)}` : '，截止日期另行公布';
  const who = claimant ? `${claimant}申报的` : '个人申报的';
  return {
    ...{ title: `关于${programme}拟补贴名单的公示`, subtitle: `编号：${id}`, columns: [8, 16, 20, 16] },
    blocks: [
      {
        text: `经审核，${who}“${programme}”拟给予补贴，现将拟补贴名单予以公示。公示时间为${dayInWords(publishedAt)}${until}。`,
        as: 'body',
      },
      {
        text: `公示期内，任何单位和个人对公示内容有异议的，可在${authority}网站（${of.website}）公示页面提出，或者书面向我单位反映。反映情况应当客观真实，并留下联系方式。`,
        as: 'body',
      },
      tableOf(
        ['序号', '姓名', '补贴项目', '金额（元）'],
        lines.map(({ ref, name, component, amountFen }) => [ref, name, component, { yuan: decimalYuan(amountFen) }]),
        ['合计', null, `${lines.length} 笔`, { yuan: decimalYuan(total) }],
      ),
      { text: `${authority}（盖章）`, as: 'sign' },
      { text: dayInWords(publishedAt), as: 'sign' },
    ],
  };
}
