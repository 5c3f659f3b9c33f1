import type { Bilingual } from '../../../../domain/messages/message.ts';

/** What a key of an enterprise's own system may do. */
export const scopeNames: Readonly<Record<string, Bilingual>> = {
  'claims:read': { zh: '查看申报', en: 'Read claims' },
  'claims:act': { zh: '申报和办理', en: 'File and act on claims' },
  'rosters:write': { zh: '导入名册', en: 'Import rosters' },
  'files:write': { zh: '上传材料', en: 'Upload documents' },
};
