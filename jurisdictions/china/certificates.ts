import { certificateKinds } from '../../domain/certificates/number-check.ts';
import { citing, param } from '../../domain/rules/define.ts';
import type { Source } from '../../domain/rules/param.ts';
import { decision } from './sources.ts';

// Secondary sources: the originals were not seen.
const qualificationCode = citing('国家职业资格证书编码规则（原劳动和社会保障部）', 'S');
const skillLevelCode = citing('职业技能等级证书编码规则（试行）（人力资源社会保障部，2019年）', 'S');

const from = '2019-01-01';

type Kind = (typeof certificateKinds)[number];
const anyNumber = { forms: ['*'], source: decision('certificate-number-form') };
/** Which forms are known; of the others nobody publishes one that all issuers keep. */
const known: Readonly<Record<Kind, { forms: string[]; source: Source }>> = {
  'vocational-qualification': { forms: ['9999999999L99999'], source: qualificationCode('第1—16位') },
  'skill-level': { forms: ['A99999999999999L999999'], source: skillLevelCode('第1—22位') },
  'specific-ability': anyNumber,
  'special-operations': anyNumber,
  'special-equipment': anyNumber,
  completion: anyNumber,
};

const named: Readonly<Record<Kind, { zh: string; en: string }>> = {
  'vocational-qualification': { zh: '职业资格证书', en: 'vocational qualification' },
  'skill-level': { zh: '职业技能等级证书', en: 'skill level' },
  'specific-ability': { zh: '专项职业能力证书', en: 'specific ability' },
  'special-operations': { zh: '特种作业操作证', en: 'special operations' },
  'special-equipment': { zh: '特种设备作业人员证', en: 'special equipment operator' },
  completion: { zh: '培训合格证书', en: 'completion' },
};

/** How numbers of certificates are checked. What does not fit raises a finding for the reviewer and refuses nothing. */
export const certificates = {
  'certificate-number-check': param(
    'name',
    'class-ended',
    {
      zh: '证书编号格式核验：off 不核验；finding 不符的列为疑点，由审核人员处理',
      en: 'Whether forms of certificate numbers are checked: off, or finding (what does not fit is put before the reviewer)',
    },
    [{ from, value: 'off', source: decision('certificate-number-check') }],
  ),
  'certificate-number-length': param(
    'table',
    'class-ended',
    { zh: '证书编号的最短和最长字符数', en: 'Shortest and longest number of a certificate, in characters' },
    [{ from, value: { least: 4, most: 40 }, source: decision('certificate-number-form') }],
  ),
  'certificate-numbers-per-training': param(
    'list',
    'class-ended',
    {
      zh: '由培训方逐班自行编号的证书种类：同一申报内编号不得重复；其他申报有相同编号的只作提示',
      en: 'Kinds that each training numbers for itself: a number may not occur twice in one claim; in another claim it is noted only',
    },
    [{ from, value: ['completion'], source: decision('certificate-numbering') }],
  ),
  ...Object.fromEntries(
    certificateKinds.map((kind) => [
      `certificate-number-${kind}`,
      param(
        'list',
        'class-ended',
        {
          zh: `${named[kind].zh}编号格式：9 数字，A 字母，L 等级，* 不限格式`,
          en: `Forms of the number of a certificate (${named[kind].en}): 9 a digit, A a letter, L the level, * any`,
        },
        [{ from, value: known[kind].forms, source: known[kind].source }],
      ),
    ]),
  ),
};
