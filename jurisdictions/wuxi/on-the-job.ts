import { builtIn, param } from '../../domain/rules/define.ts';
import { decision, notice } from './sources.ts';

const from = '2020-01-26';

/** Figures of online training for people in work. */
export const onTheJob = {
  'rate-per-class-hour': param(
    'fen per class hour',
    'class-opened',
    { zh: '每课时补贴', en: 'Subsidy per class hour' },
    [{ from, value: 1850, source: notice('二(二)') }],
  ),
  'cap-per-person': param(
    'fen',
    'class-opened',
    {
      zh: '每人补贴上限，在政策期内跨申报、跨企业、跨锡澄宜合并计算',
      en: 'Limit per person for the whole window, across claims, enterprises and places under the notice',
    },
    [{ from, value: 50000, source: notice('二(二)') }],
  ),
  'minimum-class-hours': param('class hours', 'class-opened', { zh: '最低课时', en: 'Minimum class hours' }, [
    { from, value: 24, source: notice('二(二)') },
  ]),
  'minimum-hours-counted': builtIn(
    'name',
    'class-opened',
    { zh: '最低课时按每人计', en: 'The minimum counts per person' },
    [{ from, value: 'per-person', source: decision('minimum-hours') }],
  ),
  'excluded-enterprise-kinds': param(
    'list',
    'filing',
    { zh: '不予补贴的企业', en: 'Kinds of enterprise that cannot claim' },
    [{ from, value: ['labour-dispatch'], source: notice('二(二)') }],
  ),
  'admitted-relations': param(
    'table',
    'filing',
    {
      zh: '补贴人员范围：职工、在本企业工作的劳务派遣人员；平台、新业态企业另含无劳动关系从业人员',
      en: 'Whose training is subsidised, by kind of enterprise',
    },
    [
      {
        from,
        value: {
          ordinary: ['employee', 'dispatched'],
          platform: ['employee', 'dispatched', 'platform-worker'],
          'new-economy': ['employee', 'dispatched', 'platform-worker'],
        },
        source: notice('二(二)'),
      },
    ],
  ),
  'file-before-opening': param('yes/no', 'filing', { zh: '开班前申报', en: 'File before the day the class opens' }, [
    { from, value: true, source: notice('三') },
  ]),
  'transition-opened-before': param(
    'date',
    'filing',
    { zh: '此日前开班的可补报', en: 'Classes that opened before this day could not file first' },
    [{ from, value: '2020-03-01', source: decision('late-filing') }],
  ),
  'transition-file-until': param('date', 'filing', { zh: '补报截止日', en: 'Such classes may file until this day' }, [
    { from, value: '2020-03-31', source: decision('late-filing') },
  ]),
  'approval-after-opening': builtIn(
    'yes/no',
    'filing',
    {
      zh: '备案审核可晚于开班，但须早于补贴申请',
      en: 'Approval may come after opening, but is needed before application',
    },
    [{ from, value: true, source: decision('approval-after-opening') }],
  ),
  'application-deadline': param('date', 'filing', { zh: '补贴申请截止日', en: 'Last day of application' }, [
    { from, value: '2020-09-30', source: notice('三') },
  ]),
  'embedded-topics': builtIn('list', 'filing', { zh: '须纳入的培训内容', en: 'Topics that every course embeds' }, [
    { from, value: ['disease-control', 'safety', 'law'], source: notice('一(一)') },
  ]),
};
