import { componentNames } from '../../domain/messages/money-names.ts';
import { noticePaper, type Published } from '../../domain/papers/notice.ts';
import type { Paper } from '../../domain/papers/paper.ts';
import type { Deps } from '../deps.ts';

type Notice = Pick<Published, 'id' | 'publishedAt' | 'endsAt' | 'lines'> & {
  jurisdiction: string;
  programme: string;
  claimantName: string | null;
};

/** 公示 of one claim, as its authority publishes it. */
export function paperOfNotice({ registry }: Pick<Deps, 'registry'>, notice: Notice): Paper {
  const { programme, jurisdiction } = registry.programme(notice.jurisdiction, notice.programme);
  return noticePaper({
    ...{ id: notice.id, publishedAt: notice.publishedAt, endsAt: notice.endsAt, claimant: notice.claimantName },
    ...{ authority: jurisdiction.authority.names.zh, website: jurisdiction.authority.website },
    programme: programme.names.zh,
    lines: notice.lines.map((line) => ({ ...line, component: componentNames[line.component]?.zh ?? line.component })),
  });
}
