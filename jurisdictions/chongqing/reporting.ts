import { builtIn, param } from '../../domain/rules/define.ts';
import { developmentZones, districts } from './districts.ts';
import { decision, divisions, notice } from './sources.ts';

/** Nobody has to report before the day of the notice. */
const from = '2020-05-18';

/** The biweekly report of the districts, and what the city wants to have reached by the end of 2020. */
export const reporting = {
  'report-days': param(
    'list',
    'filing',
    { zh: '每月报送日，不因休息日顺延', en: 'Days of the month on which districts report; they do not move' },
    [{ from, value: [12, 25], source: notice('附件') }],
  ),
  'report-time': param(
    'time of day',
    'filing',
    { zh: '报表形成时间', en: 'Local time at which the report is formed' },
    [{ from, value: '09:00', source: decision('report-time') }],
  ),
  'report-until': param('date', 'filing', { zh: '报送截止', en: 'Reports are due until this day' }, [
    { from, value: '2020-06-30', source: notice('附件') },
  ]),
  'report-figures': builtIn(
    'list',
    'filing',
    {
      zh: '统计口径：截至报送日累计；撤回、不予通过的申报不计；平台自备案通过起计',
      en: 'What counts: everything up to the day; nothing of withdrawn and rejected claims; platforms from the approval of the filing on',
    },
    [
      {
        from,
        value: ['cumulative', 'without-withdrawn-and-rejected', 'platforms-of-approved-filings'],
        source: decision('report-figures'),
      },
    ],
  ),
  districts: param('table', 'filing', { zh: '区县', en: 'Districts and counties' }, [
    { from: '2020-01-01', value: districts, source: divisions('重庆市') },
  ]),
  'development-zones': param(
    'table',
    'filing',
    { zh: '比照区县报送的开发区', en: 'Development zones that report too' },
    [{ from, value: developmentZones, source: notice('主送') }],
  ),
  'goals-four-ones': param('table', 'filing', { zh: '“四个一”目标（2020年）', en: 'The four goals of 2020' }, [
    { from: '2021-01-01', value: null, source: notice('一') },
    {
      from,
      value: { cityPlatforms: 1, thirdPartyPlatforms: 10, occupations: 100, trainings: 100_000 },
      source: notice('一'),
    },
  ]),
  'city-platforms': param(
    'list',
    'filing',
    { zh: '已建成的全市统一线上职业培训服务管理平台', en: 'City-wide platforms that are in service' },
    [{ from, value: [], source: decision('city-platforms') }],
  ),
};
