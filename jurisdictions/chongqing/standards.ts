import { param, stated } from '../../domain/rules/define.ts';
import { decision, notice, standards } from './sources.ts';

const from = '2020-01-24';

/** What a certificate brings, how often, and in which order the standards are tried. Amounts in fen. */
export const certificateStandards = {
  'certificate-standards': param(
    'table',
    'class-opened',
    {
      zh: '补贴标准：目录职业按目录培训费；新职业、重点产业、区县特色职业按天；目录外专项能力按实；其他技能类职业按等级',
      en: 'Subsidy by basis of the certificate: catalogue cost, per day, actual cost or per level',
    },
    [
      {
        from,
        value: {
          catalogue: { pays: 'catalogue-cost', percent: 100 },
          'new-occupation': { pays: 'per-day', fen: 20000, maximum: 600000 },
          'key-industry': { pays: 'per-day', fen: 20000, maximum: 600000 },
          'district-speciality': { pays: 'per-day', fen: 13000, maximum: 390000 },
          'specific-ability': { pays: 'actual-cost', maximum: 80000 },
          other: { pays: 'per-level', fen: { 5: 100000, 4: 150000, 3: 250000, 2: 350000, 1: 500000 } },
        },
        source: standards('补贴标准'),
      },
    ],
  ),
  'standards-order': param(
    'list',
    'class-opened',
    { zh: '适用顺序，先符合者优先', en: 'The first that fits applies' },
    [
      {
        from,
        value: ['catalogue', 'new-occupation', 'key-industry', 'district-speciality', 'specific-ability', 'other'],
        source: decision('D10'),
      },
    ],
  ),
  'key-industries': stated('list', 'class-opened', { zh: '重点产业', en: 'Key industries' }, [
    {
      from,
      value: ['big-data-and-intelligence', 'modern-manufacturing', 'modern-services'],
      source: standards('补贴标准'),
    },
  ]),
  'skilled-major-groups': stated(
    'list',
    'class-opened',
    { zh: '其他技能类职业的职业大类', en: 'Major groups of other skilled occupations' },
    [{ from, value: [3, 4, 5, 6], source: standards('补贴标准') }],
  ),
  'level-certificates': param(
    'list',
    'class-opened',
    { zh: '评定技能等级、可按等级补贴的证书种类', en: 'Kinds of certificate that certify a skill level' },
    [{ from, value: ['vocational-qualification', 'skill-level'], source: decision('level-certificates') }],
  ),
  'days-within-class': param(
    'yes/no',
    'class-opened',
    {
      zh: '参训天数不超过开班至结业的日历天数',
      en: 'Attended days count at most up to the calendar days of the class',
    },
    [{ from, value: true, source: decision('attended-days') }],
  ),
  'certificate-kinds': param(
    'list',
    'class-opened',
    {
      zh: '证书种类（未穷尽）：职业资格、技能等级、专项职业能力、特种作业、特种设备作业、培训合格',
      en: 'The named kinds of certificate; the list is open',
    },
    [
      {
        from,
        value: [
          'vocational-qualification',
          'skill-level',
          'specific-ability',
          'special-operations',
          'special-equipment',
          'completion',
        ],
        source: notice('二(四)'),
      },
    ],
  ),
  'subsidies-per-year': param(
    'count',
    'class-ended',
    { zh: '每人每年补贴次数', en: 'Subsidies per person and calendar year' },
    [{ from, value: 3, source: standards('补贴次数') }],
  ),
  'same-level-once': param(
    'yes/no',
    'class-ended',
    {
      zh: '同一职业同一等级限一次，取得高等级后不再补低等级',
      en: 'Each occupation and level once; none lower after a higher one',
    },
    [{ from, value: true, source: standards('补贴次数') }],
  ),
};
