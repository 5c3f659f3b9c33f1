import type { PrivacyStatement } from '../../domain/rules/jurisdiction.ts';
import { decision, ministry, national } from './sources.ts';

/** What the privacy note of every place says; a place adds its own with `derive`. */
export const privacy: PrivacyStatement = {
  // As forms name them. A field of a roster that stands here nowhere keeps a pack from loading.
  fields: {
    'roster.ref': { zh: '名册编号', en: 'reference on the roster' },
    'roster.name': { zh: '姓名', en: 'name' },
    'roster.sex': { zh: '性别', en: 'sex' },
    'roster.idNumber': { zh: '居民身份证号码', en: 'citizen identification number' },
    'roster.mobile': { zh: '手机号码', en: 'mobile number' },
    'roster.platformAccount': { zh: '培训平台账号', en: 'account on the training platform' },
    'roster.relation': { zh: '与单位的用工关系', en: 'relation to the enterprise' },
    'roster.hiredOn': { zh: '录用日期', en: 'day of hire' },
    'roster.insuredFrom': { zh: '参保日期', en: 'start of social insurance' },
    'roster.contract': { zh: '劳动合同类型', en: 'kind of labour contract' },
    'roster.workTrainingSubsidyFen': { zh: '已享受的以工代训补贴', en: 'work-for-training subsidy received' },
    'roster.registeredOn': { zh: '实名注册日期', en: 'day of registration by real name' },
    'roster.plannedCertificate': { zh: '拟取得的证书', en: 'certificate aimed at' },
    'roster.allowanceCategory': { zh: '生活费补贴人员类别', en: 'category for the living allowance' },
    'filing.contact.name': { zh: '联系人姓名', en: 'contact’s name' },
    'filing.contact.mobile': { zh: '联系人手机号码', en: 'contact’s mobile number' },
    'filing.contact.email': { zh: '联系人电子邮箱', en: 'contact’s e-mail address' },
    'filing.enterprise.legalRepresentative': { zh: '法定代表人', en: 'legal representative' },
    'filing.enterprise.phone': { zh: '单位电话', en: 'enterprise’s phone number' },
    'filing.institution.head': { zh: '培训机构负责人', en: 'head of the institution' },
    'filing.institution.phone': { zh: '培训机构电话', en: 'institution’s phone number' },
    'filing.training.personInCharge': { zh: '项目负责人', en: 'person in charge' },
    'filing.training.mobile': { zh: '项目负责人手机号码', en: 'mobile number of the person in charge' },
    'filing.bankAccount': { zh: '收款账户', en: 'bank account' },
    'application.certificates': { zh: '证书种类、编号和日期', en: 'kind, number and day of certificates' },
    'application.bankAccount': { zh: '收款账户', en: 'bank account' },
  },
  data: [
    {
      text: {
        zh: '学习记录：课程、开始时间和分钟数',
        en: 'Learning records: lesson, start and minutes',
      },
      source: national('二—四'),
    },
    {
      text: {
        zh: '学分、积分及其使用，培训后评估和就业去向',
        en: 'Credits, points and what they were used for; evaluation after a class and what became of you',
      },
      source: national('三、四'),
    },
    {
      text: {
        zh: '培训平台报送的过程记录：签到、练习、答疑、测试、评价及所写意见、人脸核验和随机核验的结果、影像的编号、设备的散列值',
        en: 'What training platforms tell: sign-ins, practice, questions, assessments, feedback and its words, results of face checks and random verifications, references to images, hashes of devices',
      },
      source: ministry('行动内容：加强线上培训管理和服务'),
    },
    {
      text: {
        zh: '实名登记：姓名、居民身份证号码、登记日期和人员类别',
        en: 'Registration by real name: name, citizen identification number, day and category',
      },
      source: decision('registration-years'),
    },
    {
      text: {
        zh: '上传的材料和培训证明；异议人的联系方式和所写内容；需要退还资金的，催告和退还记录',
        en: 'Documents and evidence that were uploaded; an objector’s contact and words; where money is to be repaid, demands and repayments',
      },
      source: decision('archive'),
    },
    {
      text: {
        zh: '列入黑名单的，列入原因、依据文件和起止日期',
        en: 'Who is put on the black list: why, by which document, from when until when',
      },
      source: decision('blacklist'),
    },
    {
      text: {
        zh: '被抽中双随机检查的，检查记录、认定、陈述申辩和结果；对外只公布不含人员信息的结果',
        en: 'Where a claim is drawn for inspection: visit, finding, answer and result; only the result is published, without any person in it',
      },
      source: decision('random-inspection'),
    },
    {
      text: {
        zh: '开班后加入或退出培训班的日期',
        en: 'The day on which somebody joined a class under way, or left it',
      },
      source: decision('joining'),
    },
  ],
  purposes: [
    {
      text: {
        zh: '审核每位人员是否符合补贴条件，并确保同一人员不超过补贴上限、不重复享受',
        en: 'To check that each person may be subsidised, within their limits and never twice',
      },
      source: decision('one-class-at-a-time'),
    },
    {
      text: {
        zh: '计入学分银行和培训积分，用于考试加分、免试和优先实训；评估培训效果',
        en: 'To keep credits and points, for examinations and priority at training bases, and to judge what training brings',
      },
      source: national('三、四'),
    },
    {
      text: {
        zh: '依据培训合格证明发放补贴，并对每一分钱留下可追溯的记录',
        en: 'To pay on a certificate of completion, and to account for every fen',
      },
      source: ministry('行动内容：及时提供培训补贴'),
    },
  ],
  recipients: [
    {
      text: {
        zh: '证书登记系统（已接入的）：证书种类、编号，持证人姓名和身份证号码，用于核验证书',
        en: 'The register of certificates, where one is connected: kind and number of a certificate, its holder’s name and ID number, to check it',
      },
      source: decision('certificate-number-check'),
    },
    {
      text: {
        zh: '持有学分证明验证码的人：姓名（部分隐去）、学分和日期',
        en: 'Who has the verification code of your statement or certificate: the name in part, credits and day',
      },
      source: decision('credit-uses'),
    },
    {
      text: {
        zh: '开户银行：收款账户和金额（收款人为个人时包括其姓名）',
        en: 'The bank: account and amount, and the name where the payee is a person',
      },
      source: decision('bank-file'),
    },
    {
      text: {
        zh: '逾期不退还应追回资金且经第二人决定列入失信名单的，告知信用平台',
        en: 'The credit platform: who does not repay what is recovered, once a second person has decided on it',
      },
      source: decision('credit-listing'),
    },
  ],
};
