import type { MessageTemplate } from './message.ts';

/** What a quote took for granted, and which field says otherwise. */
export const assumptionMessages = {
  'assumed-ordinary-enterprise': {
    zh: '按一般企业计算。劳务派遣、平台或新业态企业请填写 enterprise.kind。',
    en: 'Assumed: an ordinary enterprise. State enterprise.kind for a labour-dispatch, platform or new-economy one.',
  },
  'assumed-affected': {
    zh: '按企业受疫情影响计算。请填写 enterprise.affectedByEpidemic。',
    en: 'Assumed: the enterprise is affected by the epidemic. State enterprise.affectedByEpidemic.',
  },
  'assumed-no-affected-subsidy': {
    zh: '按企业当年未领取受影响企业培训补助计算。请填写 enterprise.tookAffectedEnterpriseSubsidy。',
    en: 'Assumed: the enterprise did not take the affected-enterprise training subsidy this year. State enterprise.tookAffectedEnterpriseSubsidy.',
  },
  'assumed-creditworthy': {
    zh: '按企业无不良信用记录计算。请填写 enterprise.creditworthy。',
    en: 'Assumed: the enterprise has no bad credit record. State enterprise.creditworthy.',
  },
  'assumed-filed-in-time': {
    zh: '按及时申报计算。请填写 filedAt。',
    en: 'Assumed: the claim is filed in time. State filedAt.',
  },
  'assumed-stoppage': {
    zh: '按开班日处于受疫情影响的停工期内计算。请填写 stoppage。',
    en: 'Assumed: the class opens during a stoppage caused by the epidemic. State stoppage.',
  },
  'assumed-theory-share': {
    zh: '按理论课时比例符合要求计算。请填写 plan。',
    en: 'Assumed: the plan has the share of theory that is needed. State plan.',
  },
  'assumed-platform-functions': {
    zh: '按培训平台具备必备功能计算。请填写 platformFunctions。',
    en: 'Assumed: the platform has the functions it must have. State platformFunctions.',
  },
  'assumed-certificate': {
    zh: '按参训人员取得证书计算。请填写 certificate；未取得的填 null。',
    en: 'Assumed: a certificate is obtained. State certificate for each trainee, null where there is none.',
  },
  'assumed-registered': {
    zh: '按参训人员在开班日当日或之前完成实名注册计算。请填写 registeredOn。',
    en: 'Assumed: registered by real name on or before the day the class opens. State registeredOn for each trainee.',
  },
  'assumed-hired-in-window': {
    zh: '按录用日期在政策期内计算。请填写 hiredOn。',
    en: 'Assumed: hired within the window. State hiredOn for each trainee.',
  },
  'assumed-employed-long-enough': {
    zh: '按至申报日就业和参保时间已满计算。请填写 filedAt、hiredOn 和 insuredFrom。',
    en: 'Assumed: employed and insured long enough on the day of filing. State filedAt, and hiredOn and insuredFrom for each trainee.',
  },
  'assumed-new-contract': {
    zh: '按新签劳动合同计算。请填写 contract。',
    en: 'Assumed: the labour contract is a new one. State contract for each trainee.',
  },
  'assumed-no-earlier-subsidy': {
    zh: '按此前未享受计入上限的补贴计算。请填写 alreadyPaidFen、alreadyCount 或 earlierCertificates。',
    en: 'Assumed: nothing was paid before that counts towards a limit. State alreadyPaidFen, alreadyCount or earlierCertificates for each trainee.',
  },
} satisfies Record<string, MessageTemplate>;
