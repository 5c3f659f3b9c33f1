import { param } from '../../domain/rules/define.ts';
import { decision } from './sources.ts';

/** 黑、白名单: whom a black list keeps out, and what a white list spares. */
export const listings = {
  'blacklist-bars': param(
    'list',
    'filing',
    {
      zh: '列入黑名单即不得申报的主体：企业、培训机构、培训平台；人员列入的，其补贴为零',
      en: 'Whom the black list keeps out: enterprises, institutions and platforms cannot be filed with; a listed person brings nothing',
    },
    [
      {
        from: '2019-01-01',
        value: ['enterprise', 'institution', 'platform', 'person'],
        source: decision('blacklist'),
      },
    ],
  ),
  'whitelist-waives': param(
    'list',
    'filing',
    {
      zh: '白名单内的申报单位可免交的备案材料',
      en: 'Filing documents that a claimant on the white list need not hand in',
    },
    [{ from: '2019-01-01', value: [], source: decision('whitelist') }],
  ),
} as const;
