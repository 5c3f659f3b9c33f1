import type { z } from '@hono/zod-openapi';
import type { Bilingual } from '../../../../domain/messages/message.ts';
import { letterTitles, noSubsidyTitle } from '../../../../domain/papers/decision.ts';
import type { ClaimPaper } from '../../../papers/claim-papers.ts';
import type { ClaimSection } from '../../claim-sections.ts';
import { PaperLinks } from '../../parts/papers.tsx';
import { When } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';

const readers = ['enterprise', 'institution', 'individual', 'reviewer', 'supervisor', 'inspector', 'auditor'];

/** What a paper is, for who does not read its title. */
const inEnglish: Readonly<Record<string, string>> = {
  'filing-form': 'Filing form',
  roster: 'Roster',
  'subsidy-roster': 'Roster of who is subsidised',
};
const lettersInEnglish: Readonly<Record<string, string>> = {
  [letterTitles.approveFiling]: 'Letter: the filing is approved',
  [letterTitles.returnForCorrection]: 'Letter: what is to be corrected',
  [letterTitles.rejectClaim]: 'Letter of refusal',
  [letterTitles.approveApplication]: 'Letter on the entitlement',
  [letterTitles.rule]: 'Letter on the objection',
  [noSubsidyTitle]: 'Letter: no subsidy is due',
};

/** What a paper is called. */
export const paperName = ({ kind, title }: z.infer<typeof ClaimPaper>): Bilingual => ({
  zh: title,
  en: inEnglish[kind] ?? lettersInEnglish[title] ?? 'Letter on the decision',
});

/** What can be printed of a claim, by who may read its dossier. */
export const papersSection: ClaimSection = async (c, { id }) => {
  const { say, session, remote } = c.var;
  if (!session || !readers.includes(session.role)) return null;
  const { items } = await remote.get<{ items: z.infer<typeof ClaimPaper>[] }>(`/v1/claims/${id}/papers`);
  if (items.length === 0) return null;
  const title = say('打印件', 'To be printed');
  return (
    <section>
      <h2>{title}</h2>
      <p class="soft">
        {say(
          '版式与文件附件一致，留有盖章、签字和日期处。',
          'Laid out as the notices’ annexes, in Chinese, with places for seal, signature and date.',
        )}
      </p>
      <Table
        label={title}
        columns={[say('名称', 'Paper'), say('日期', 'Of'), say('下载', 'Download')]}
        rows={items.map((paper) => [
          say(paperName(paper)),
          <When at={paper.at} />,
          <PaperLinks path={`/claims/${id}/papers/${paper.kind}`} name={say(paperName(paper))} say={say} />,
        ])}
      />
    </section>
  );
};
