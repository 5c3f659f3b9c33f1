import { generalForm, personColumns } from '../../domain/papers/general.ts';
import type { PaperLayouts } from '../../domain/papers/layout.ts';

const kinds = {
  'vocational-qualification': '职业资格证书',
  'skill-level': '职业技能等级证书',
  'specific-ability': '专项职业能力证书',
  'special-operations': '特种作业操作证',
  'special-equipment': '特种设备作业人员证',
  completion: '培训合格证书',
};

/** 渝人社发〔2020〕46号, 二（六）: a class is opened on application, by people who have registered by real name. */
export const papers: PaperLayouts = {
  filingForm: { ...generalForm, title: '职业技能提升行动线上培训开班申请表' },
  roster: {
    title: '线上培训学员花名册',
    columns: [
      ...personColumns,
      { name: '实名注册日期', of: 'registeredOn', width: 11 },
      { name: '拟取得证书', of: 'plannedCertificate.kind', width: 14, words: kinds },
      { name: '职业（工种）', of: 'plannedCertificate.occupation', width: 12 },
    ],
    notes: [],
  },
};
