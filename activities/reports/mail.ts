import { enqueueMail } from '../../db/mail/outbox.ts';
import type { Queryable } from '../../db/pool.ts';
import type { MessageParams } from '../../domain/messages/index.ts';
import type { Change } from '../../domain/reports/difference.ts';
import { heading } from '../../domain/reports/form.ts';
import type { Report } from '../../domain/reports/report.ts';
import { deskAddress } from '../claim/mails.ts';
import type { Deps } from '../deps.ts';

/** Mails a version to the department that asks for it, once. Its files are made when it is sent, from what is stored. */
export async function tellDepartment(
  tx: Queryable,
  deps: Pick<Deps, 'registry' | 'authorityMailDomain'>,
  template: 'makeReport' | 'amendReport',
  report: Report,
  changes: readonly Change[] = [],
): Promise<void> {
  const { id, version, jurisdiction, day, content, knownAt } = report;
  const { names } = deps.registry.find(jurisdiction);
  const { registrations, trainingsStarted } = content.total;
  const params: MessageParams = {
    ...{ reportId: id, version, day, jurisdictionZh: names.zh, jurisdictionEn: names.en },
    ...{ registrations, trainingsStarted },
    ...(changes.length > 0 && {
      changesZh: changes.map((one) => changeLine(report, one, 'zh')).join('\n'),
      changesEn: changes.map((one) => changeLine(report, one, 'en')).join('\n'),
    }),
  };
  const to = deskAddress(deps, 'report', jurisdiction);
  await enqueueMail(tx, { onceKey: `report/${id}/${version}`, template, params, addressee: 'report', to, at: knownAt });
}

/** `渝北区，实名注册学员人次数：0 → 24`; platforms that came or went by name. */
function changeLine({ content }: Report, change: Change, language: 'zh' | 'en'): string {
  const { name, column, before, after, added, removed } = change;
  const label = language === 'zh' ? heading(column, content).replace('※', '') : column;
  const platforms = [...added.map((one) => `+${one}`), ...removed.map((one) => `−${one}`)].join(' ');
  const [comma, colon] = language === 'zh' ? ['，', '：'] : [', ', ': '];
  return `${name[language]}${comma}${label}${colon}${before} → ${after}${platforms && ` (${platforms})`}`;
}
