import type { MessageTemplate } from './message.ts';

/** Refusals about the directory, and what a reviewer is told after comparing a filing with it. */
export const directoryMessages = {
  'platform-not-in-catalogue': {
    zh: '培训平台“{platform}”不在申报当日有效的补贴性目录内，不予受理。请选用目录内的平台（GET /v1/directory?kind=platform），或先报送该平台供推荐。',
    en: 'The platform “{platform}” is not in the catalogue of subsidised platforms in force on the day of filing. Use one that is (GET /v1/directory?kind=platform), or submit it for recommendation first.',
  },
  'platform-not-named': {
    zh: '未填写培训平台，无法与平台目录核对。请审核人员留意。',
    en: 'No platform is named, so that it cannot be compared with the directory. The reviewer should look at it.',
  },
  'platform-not-in-directory': {
    zh: '培训平台“{platform}”不在申报当日的平台目录内。本地不以目录为限，请审核人员留意。',
    en: 'The platform “{platform}” is not in the directory of the day of filing. The place does not demand that; the reviewer should look at it.',
  },
  'platform-functions-unconfirmed': {
    zh: '平台目录未载明“{platform}”具有所报功能：{missing}。请审核人员核实。',
    en: 'The directory does not say that “{platform}” has these functions, which the filing declares: {missing}. The reviewer should check them.',
  },
  'institution-not-in-directory': {
    zh: '受托培训机构（{uscc}）不在申报当日的培训机构目录内。请审核人员核实其资质。',
    en: 'The training institution ({uscc}) is not in the directory of the day of filing. The reviewer should check its qualification.',
  },
  'materials-waived': {
    zh: '申报单位在白名单内，免交材料：{kinds}。',
    en: 'The claimant is on the white list and was spared these documents: {kinds}.',
  },
  'head-count-differs': {
    zh: '备案表计划培训 {planned} 人，名册为 {people} 人，两者不一致。请审核人员核对。',
    en: 'The filing form plans for {planned} people, the roster names {people}. The reviewer should look at it.',
  },
  'nobody-has-class-hours': {
    zh: '名册上无人有计入的课时。请审核人员核对学习记录是否交齐。',
    en: 'Nobody on the roster has class hours that count. The reviewer should see whether learning records are missing.',
  },
  'claimant-named-otherwise': {
    zh: '本次申报的单位名称为“{name}”，同一统一社会信用代码此前以“{other}”申报。请审核人员核对是否更名。',
    en: 'The claimant is named “{name}” here; under the same credit code it has filed as “{other}” before. The reviewer should look at it.',
  },
  'directory-unreadable': {
    status: 422,
    zh: '目录文件无法读取（{reason}），未保存任何内容。请上传 UTF-8 或 GB18030 的 CSV，或 XLSX。',
    en: 'The directory file cannot be read ({reason}); nothing was stored. Upload CSV in UTF-8 or GB18030, or XLSX.',
  },
  'directory-columns-missing': {
    status: 422,
    zh: '目录文件缺少必需的列：{columns}。请在第一行补充表头。',
    en: 'The directory file lacks required columns: {columns}. Add them to the header row.',
  },
  'directory-empty': {
    status: 422,
    zh: '目录文件中没有数据行。请核对文件后重新上传。',
    en: 'The directory file has no rows. Check the file and upload it again.',
  },
  'directory-too-long': {
    status: 422,
    zh: '一个目录文件最多 {most} 行。请分多个文件上传。',
    en: 'A directory file has at most {most} rows. Upload it in several files.',
  },
  'directory-rows-refused': {
    status: 422,
    zh: '目录文件的每一行都不符合要求，详见 errors。请改正后重新上传，数据未保存。',
    en: 'Every row of the directory file is wrong, see errors. Correct them and upload it again; nothing was stored.',
  },
  'directory-row-duplicate': {
    zh: '与第 {other} 行重复：同一类别、同一对象、同一起始日期只能有一行。',
    en: 'It repeats row {other}: one kind, one party and one first day have one row.',
  },
  'directory-import-unknown': {
    status: 404,
    zh: '本地没有编号如此的目录文件。请核对编号。',
    en: 'This place has no directory file with this number. Check the number.',
  },
  'directory-import-decided': {
    status: 409,
    zh: '该目录文件已有决定，无需再次办理。如须更正，请上传新的文件。',
    en: 'This directory file is decided already. To change something, upload another one.',
  },
  'recommendation-unknown': {
    status: 404,
    zh: '没有编号如此的推荐申请。请核对编号。',
    en: 'There is no recommendation with this number. Check the number.',
  },
  'recommendation-decided': {
    status: 409,
    zh: '该推荐申请已有决定。如须更改，请另行报送。',
    en: 'This recommendation is decided already. Submit another one to change something.',
  },
} satisfies Record<string, MessageTemplate>;
