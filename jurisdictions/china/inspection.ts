import { param } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

const source = decision('random-inspection');
const from = '2019-01-01';

/** Random inspection (双随机一公开). How a draw is made is frozen with its population; an inspection keeps the periods of the day it began. */
export const inspection = {
  'inspection-months': param(
    'list',
    'filing',
    { zh: '抽查月份', en: 'Months in which claims are drawn for inspection' },
    [{ from, value: [1, 4, 7, 10], source }],
  ),
  'inspection-day': param(
    'day of month',
    'filing',
    { zh: '抽查对象名单固定日', en: 'Day on which the population of a draw is frozen' },
    [{ from, value: 15, source }],
  ),
  'inspection-time': param(
    'time of day',
    'filing',
    { zh: '抽查对象名单固定时间', en: 'Local time at which the population of a draw is frozen' },
    [{ from, value: '09:00', source }],
  ),
  'inspection-look-back': param(
    'months',
    'filing',
    {
      zh: '已办结申报仍列入抽查范围的期间，自最后一次拨付起算',
      en: 'How long a closed claim stays in the population after it was paid',
    },
    [{ from, value: 3, source }],
  ),
  'inspection-share': param('percent', 'filing', { zh: '一般金额抽查比例', en: 'Share of ordinary amounts drawn' }, [
    { from, value: 5, source },
  ]),
  'inspection-minimum': param(
    'count',
    'filing',
    { zh: '每类抽查的最少数量', en: 'Least number drawn of each class, where there are as many' },
    [{ from, value: 1, source }],
  ),
  'inspection-high-amount': param(
    'fen',
    'filing',
    {
      zh: '大额标准：核定（未核定的按预估）金额达到此数的单独抽取',
      en: 'High amount: from here on a claim is drawn by itself, by what was fixed or else estimated',
    },
    [{ from, value: 10_000_000, source }],
  ),
  'inspection-high-share': param('percent', 'filing', { zh: '大额抽查比例', en: 'Share of high amounts drawn' }, [
    { from, value: 20, source },
  ]),
  'inspection-inspectors': param('count', 'filing', { zh: '每个对象的检查人员数', en: 'Inspectors for each object' }, [
    { from, value: 2, source },
  ]),
  'inspection-seed-delay': param(
    'minutes',
    'filing',
    {
      zh: '名单摘要公布后至抽取随机种子的间隔',
      en: 'Pause between publishing the hash of the population and drawing the seed',
    },
    [{ from, value: 1440, source }],
  ),
  'inspection-report-period': param(
    'working days',
    'filing',
    { zh: '检查人员完成检查并认定的期限', en: 'Time for the visit and its finding, from the draw' },
    [{ from, value: 20, source }],
  ),
  'hearing-period': param(
    'working days',
    'filing',
    { zh: '申报单位陈述申辩的期限', en: 'Time for the claimant to answer a finding (right to be heard)' },
    [{ from, value: 5, source: decision('right-to-be-heard') }],
  ),
  'inspection-result-period': param(
    'working days',
    'filing',
    { zh: '听取陈述申辩后作出结果的期限', en: 'Time for the result, once the claimant was heard or nothing was found' },
    [{ from, value: 10, source }],
  ),
} as const;
