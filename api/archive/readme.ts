import type { Entry } from '../../activities/archive/entry.ts';

interface Told {
  claimId: string;
  entries: readonly Entry[];
  papers: readonly { path: string }[];
  withheld: readonly string[];
  masked: boolean;
  erased: boolean;
}

/** `README.txt`: what each file is, in Chinese and English. No time in it: the same dossier gives the same bytes. */
export function readme({ claimId, entries, papers, withheld, masked, erased }: Told): string {
  const files = entries
    .filter(({ document }) => !document)
    .flatMap(({ path, about: [zh, en] }) => [path, `    ${zh}`, `    ${en}`]);
  return [
    ...[`申报档案 ${claimId}`, `Dossier of claim ${claimId}`, ''],
    ...(erased
      ? [
          '保存期已满，个人信息已删除；以下为依法保留的内容。',
          'Its time is over and personal data was erased; this is what stays.',
          '',
        ]
      : []),
    ...(masked
      ? ['证件号码、手机号码和账号仅部分显示。', 'ID numbers, mobiles and accounts are shown in part.', '']
      : []),
    ...(withheld.length > 0
      ? [
          '下列文件不向您的角色提供：',
          'Your role is not given these files:',
          ...withheld.map((path) => `    ${path}`),
          '',
        ]
      : []),
    ...files,
    ...['files/', '    上传的材料，见 files.csv', '    Documents as they were uploaded, see files.csv'].slice(
      erased ? 3 : 0,
    ),
    ...(papers.length > 0
      ? [
          ...papers.map(({ path }) => path),
          '    由上述内容打印的文书，供阅读和存档',
          '    Papers printed of what is above, to be read and filed',
        ]
      : []),
    ...['manifest.json', '    每个文件的 SHA-256，可用 npm run archive:verify 核验'],
    ...['    SHA-256 of each file; npm run archive:verify checks them', ''],
    ...[
      '金额以分为单位；时间为北京时间；表格为 UTF-8。',
      'Sums are in fen (1 yuan = 100 fen), times in Asia/Shanghai, tables in UTF-8.',
      '',
    ],
  ].join('\r\n');
}
