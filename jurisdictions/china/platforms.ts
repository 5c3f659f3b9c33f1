import { param, stated } from '../../domain/rules/define.ts';
import { decision, ministry, national } from './sources.ts';

const hundredDays = { from: '2020-03-27' };

/** Where people learn, and what the national campaign aims at. Published with the place's data. */
export const platforms = {
  'platform-directory': param(
    'table',
    'filing',
    { zh: '免费开放的国家级线上培训平台', en: 'National online platforms with free courses' },
    [
      {
        from: '2020-01-01',
        value: [
          { name: '工业和信息化技术技能人才网上学习平台', links: ['www.tech-skills.org.cn'] },
          {
            name: '技能强国-全国产业工人技能学习平台',
            links: ['skills.kjcxchina.com', 'skills.kjcxchina.com/m'],
          },
          { name: '学习强国技能频道', links: [] },
          { name: '中国职业培训在线', links: ['px.class.com.cn'] },
          { name: '中国国家人事人才培训网', links: ['www.chinanet.gov.cn'] },
        ],
        source: national('一'),
      },
    ],
  ),
  'platform-directory-binding': param(
    'yes/no',
    'filing',
    {
      zh: '是否仅补贴目录内平台上的培训；否则仅提示审核人员',
      en: 'Whether only training on platforms of the directory is subsidised; otherwise the reviewer is told',
    },
    [{ from: '2019-01-01', value: false, source: decision('platform-directory') }],
  ),
  'recommended-platforms': param(
    'count',
    'filing',
    { zh: '人力资源社会保障部推荐的线上培训平台数', en: 'Number of platforms that the ministry recommends' },
    [{ from: '2020-05-18', value: 54, source: { document: '渝人社发〔2020〕46号', clause: '附件', provenance: 'N' } }],
  ),
  'recommended-platform-names': param(
    'list',
    'filing',
    { zh: '其中通知写明名称的平台', en: 'Those of them that the notices name' },
    [{ ...hundredDays, value: ['中国职业培训在线'], source: decision('recommended-platforms') }],
  ),
  'wider-free-courses': param(
    'list',
    'filing',
    {
      zh: '加大免费课程力度的地区：湖北、“三区三州”、挂牌督战贫困地区',
      en: 'Areas with a wider range of free courses',
    },
    [
      {
        ...hundredDays,
        value: ['hubei', 'three-regions-three-prefectures', 'supervised-poverty-areas'],
        source: ministry('行动内容：加大对重点地区和重点人群的支持'),
      },
      { from: '2020-01-01', value: ['hubei'], source: national('一') },
    ],
  ),
  'two-directories-one-system': stated(
    'list',
    'filing',
    { zh: '“两目录一系统”', en: 'Two directories and one system' },
    [
      {
        ...hundredDays,
        value: ['training-and-evaluation-institutions', 'training-projects', 'real-name-training-system'],
        source: ministry('行动内容：加强线上平台建设'),
      },
    ],
  ),
  'platform-functions-wanted': stated(
    'list',
    'filing',
    { zh: '平台应有功能：督促学习、记录学习、数据统计、过程监控', en: 'What platforms should be able to do' },
    [
      {
        ...hundredDays,
        value: ['reminding', 'recording', 'statistics', 'monitoring'],
        source: ministry('行动内容：加强线上平台建设'),
      },
    ],
  ),
  'goals-515': param(
    'table',
    'filing',
    { zh: '“百日515”目标：平台数、职业（工种）数、实名注册人次', en: 'Goals: platforms, occupations, registrations' },
    [
      {
        ...hundredDays,
        value: { platforms: 50, occupations: 100, registrations: 5_000_000 },
        source: ministry('行动目标'),
      },
    ],
  ),
  'hundred-days-end': stated('date', 'filing', { zh: '百日行动结束日', en: 'Last day of the 100-day action' }, [
    { ...hundredDays, value: '2020-06-30', source: ministry('行动目标') },
  ]),
  'report-form': param('list', 'filing', { zh: '双周调度表栏目', en: 'Columns of the biweekly report' }, [
    {
      ...hundredDays,
      value: ['district', 'registrations', 'trainings-started', 'platforms-for-districts', 'platforms-recommended'],
      source: ministry('工作要求：加大指导督导'),
    },
  ]),
} as const;
