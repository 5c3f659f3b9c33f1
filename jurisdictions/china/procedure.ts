import { builtIn, param, stated } from '../../domain/rules/define.ts';
import { decision, labourLaw, ministry } from './sources.ts';

/** How a claim runs, everywhere: periods, batches, counting, archive. */
export const procedure = {
  'minutes-per-class-hour': param(
    'minutes',
    'class-opened',
    {
      zh: '每课时分钟数；每次学习记录单独向下取整，不累计',
      en: 'Minutes of a class hour; each learning record is rounded down for itself and never pooled with others',
    },
    [{ from: '2019-01-01', value: 45, source: decision('D4') }],
  ),
  'attended-day-class-hours': param(
    'class hours',
    'class-opened',
    {
      zh: '一天计为出勤日所需的最低课时（生活费补贴、按天标准）',
      en: 'Class hours that make a day an attended one, for amounts per day',
    },
    [{ from: '2019-01-01', value: 1, source: decision('attended-day') }],
  ),
  'hours-above-plan-count': param(
    'yes/no',
    'filing',
    {
      zh: '超出培训计划的课时是否计入',
      en: 'Whether hours above the plan count; they raise a finding for the reviewer',
    },
    [{ from: '2019-01-01', value: false, source: decision('hours-above-plan') }],
  ),
  'certificate-required': param(
    'yes/no',
    'class-opened',
    { zh: '须取得培训合格证明', en: 'A certificate of completion is a condition of payment' },
    [{ from: '2020-03-27', value: true, source: ministry('行动内容：及时提供培训补贴') }],
  ),
  'one-class-at-a-time': param(
    'yes/no',
    'filing',
    {
      zh: '同一人同一时段参加两个班的，只补贴先审核通过的一个',
      en: 'Of two classes of one person on the same days only the one approved first is subsidised',
    },
    [{ from: '2019-01-01', value: true, source: decision('one-class-at-a-time') }],
  ),
  'minimum-age': param('years', 'filing', { zh: '开班时最低年龄', en: 'Minimum age on the day the class opens' }, [
    { from: '1995-01-01', value: 16, source: labourLaw('第十五条') },
  ]),
  'commitment-signed-in-form': builtIn(
    'yes/no',
    'filing',
    {
      zh: '承诺书未规定纸质或盖章的，在备案表中签署即可，也可另行上传',
      en: 'A letter of commitment for which no paper or seal is prescribed is signed in the filing form; it may be handed in besides',
    },
    [{ from: '2019-01-01', value: true, source: decision('commitment') }],
  ),
  'review-limit': param('working days', 'filing', { zh: '审核时限', en: 'Time for a review; our service target' }, [
    { from: '2019-01-01', value: 2, source: decision('D9') },
  ]),
  'missed-review-approves': builtIn(
    'yes/no',
    'filing',
    {
      zh: '逾期未审核是否视为通过',
      en: 'Whether a missed review limit approves by itself; it escalates to the supervisor',
    },
    [{ from: '2019-01-01', value: false, source: decision('D8') }],
  ),
  'correction-period': param(
    'working days',
    'filing',
    {
      zh: '退回补正时限；材料期限晚于此的从其期限',
      en: 'Time to correct a returned claim; the claim’s own deadline counts if it is later',
    },
    [{ from: '2019-01-01', value: 5, source: decision('correction-period') }],
  ),
  'public-notice-period': param('calendar days', 'class-ended', { zh: '公示期', en: 'Length of the public notice' }, [
    { from: '2019-01-01', value: 5, source: decision('D3') },
  ]),
  'period-ends-on-working-day': builtIn(
    'yes/no',
    'filing',
    {
      zh: '按日、月计算的期间，末日为休息日的顺延至次一工作日；当日不计入，固定日期不顺延',
      en: 'Periods in days or months run on to the next working day; the day of the event is not counted, fixed dates do not move',
    },
    [{ from: '2019-01-01', value: true, source: decision('D7') }],
  ),
  'batch-day': param(
    'day of month',
    'filing',
    { zh: '每月拨付批次形成日', en: 'Day on which the monthly batch is formed' },
    [{ from: '2019-01-01', value: 1, source: decision('batch') }],
  ),
  'batch-time': param('time of day', 'filing', { zh: '批次形成时间', en: 'Local time at which the batch is formed' }, [
    { from: '2019-01-01', value: '02:00', source: decision('batch') },
  ]),
  'batch-cut-off': builtIn(
    'name',
    'filing',
    { zh: '公示期满纳入当月批次的截止', en: 'Lines whose notice ended by then join the month’s batch' },
    [{ from: '2019-01-01', value: 'month-end-24:00', source: decision('batch') }],
  ),
  'batch-difference': param(
    'percent',
    'filing',
    {
      zh: '批次金额与上月相差达到该比例的，提交时须说明原因',
      en: 'From this difference to last month’s sum on, who submits a batch says why',
    },
    [{ from: '2019-01-01', value: 50, source: decision('batch-difference') }],
  ),
  'account-correction-period': param(
    'working days',
    'filing',
    { zh: '退票后更正账户时限', en: 'Time to correct the account of a payment that the bank returned' },
    [{ from: '2019-01-01', value: 10, source: decision('account-correction') }],
  ),
  'bank-file-format': param(
    'name',
    'filing',
    {
      zh: '银行文件格式：csv（UTF-8）、csv-gb18030 或 pain.001（ISO 20022）',
      en: 'Form of the file for the bank: csv (UTF-8), csv-gb18030 or pain.001 (ISO 20022); pinned when a batch is formed',
    },
    [{ from: '2019-01-01', value: 'csv', source: decision('bank-file') }],
  ),
  'cap-year': builtIn('name', 'class-ended', { zh: '年度上限的年份', en: 'The year to which a yearly limit belongs' }, [
    { from: '2019-01-01', value: 'class-end', source: decision('D5') },
  ]),
  'recovered-room': builtIn(
    'yes/no',
    'filing',
    {
      zh: '已追回的补贴是否退还其占用的上限额度',
      en: 'Whether money that is recovered gives back the room it took under a limit',
    },
    [{ from: '2019-01-01', value: false, source: decision('recovered-room') }],
  ),
  'advance-rounding': builtIn('name', 'filing', { zh: '预拨金额取整', en: 'How a share is rounded to the fen' }, [
    { from: '2019-01-01', value: 'down', source: decision('advance-rounding') },
  ]),
  'project-advance-admitted': stated(
    'yes/no',
    'filing',
    {
      zh: '受影响企业项目制培训可预拨',
      en: 'A share of project-based training of affected enterprises may be advanced',
    },
    [{ from: '2020-03-27', value: true, source: ministry('行动内容：重点支持企业复工复产培训') }],
  ),
  'kept-after-archive': stated(
    'list',
    'filing',
    { zh: '期满后保留的数据（联系方式和账户删除）', en: 'What stays after that; contact and account data are erased' },
    [
      {
        from: '2019-01-01',
        value: ['pseudonymous-identity', 'certificates', 'credits', 'totals'],
        source: decision('archive'),
      },
    ],
  ),
  'unfiled-days': param(
    'calendar days',
    'filing',
    {
      zh: '未提交的草稿和上传后未用于申报的名册、文件的保存天数',
      en: 'Days for which drafts, and rosters and documents that were uploaded, are kept without being filed',
    },
    [{ from: '2019-01-01', value: 90, source: decision('unfiled') }],
  ),
  'registration-years': param(
    'years',
    'filing',
    {
      zh: '实名登记未被任何申报使用的保存年限',
      en: 'For how long a registration by real name is kept that no claim needs',
    },
    [{ from: '2019-01-01', value: 2, source: decision('registration-years') }],
  ),
  'learning-events-until': builtIn(
    'name',
    'filing',
    {
      zh: '平台学习事件计入的截止：提交（或重新提交）补贴申请时；此后到达的保留但不影响金额',
      en: 'Until when what platforms tell counts: the hand-in of the application, also again; what comes later is kept and changes no money',
    },
    [{ from: '2019-01-01', value: 'application', source: decision('learning-cut-off') }],
  ),
  'lesson-told-twice': builtIn(
    'name',
    'filing',
    {
      zh: '同一课程平台与申报单位均有记录时以平台为准；平台同一版本说法不一的，取少者',
      en: 'Of a lesson of which both a platform and the claimant speak, the platform’s word holds; of two that differ in one revision the lesser',
    },
    [{ from: '2019-01-01', value: 'platform', source: decision('lesson-told-twice') }],
  ),
  'archive-years': param('years', 'filing', { zh: '档案保存年限', en: 'Years the dossier is kept after closing' }, [
    { from: '2019-01-01', value: 2, source: decision('archive') },
  ]),
} as const;
