import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { ClaimSection } from '../../claim-sections.ts';
import { Note, Until, Yuan } from '../../parts/show.tsx';
import { Unpaid } from '../../parts/unpaid.tsx';
import { isOfficial } from '../../session.ts';
import { readDossier } from './dossier.ts';
import { programmeIn } from './law.ts';
import { isOwed } from './owed.ts';
import { lastReturn, ReturnedNote } from './returned.tsx';

/** Why it came back, field by field, with links to where it is put right. */
export const whyReturned: ClaimSection = async (c, { id, stage, jurisdiction, programme: name }) => {
  const { say, session } = c.var;
  if (!session || isOfficial(session.role) || stage !== 'returned') return null;
  const [{ programme }, dossier] = await Promise.all([programmeIn(c, jurisdiction, name), readDossier(c, id)]);
  const returned = lastReturn(dossier);
  const form = `/claims/${id}/resubmission`;
  return returned ? <ReturnedNote {...{ returned, people: dossier.roster.items, programme, form, say }} /> : null;
};

/** Who on the roster would have nothing, before anybody decides. */
export const whoIsUnpaid: ClaimSection = async (c, { id, closed, lines }) => {
  const { say, session, remote } = c.var;
  if (!session || isOfficial(session.role) || closed || lines) return null;
  const foreseen = await remote.get<ForeseenAnswer>(`/v1/claims/${id}/foreseen-lines?limit=1`);
  return <Unpaid {...foreseen} say={say} />;
};

/** What is to be paid back, also of a claim that is closed. */
export const owedBack: ClaimSection = async (c, { recoveries }) => {
  const { say, session } = c.var;
  const open = recoveries.filter(isOwed);
  if (!session || isOfficial(session.role) || open.length === 0) return null;
  return (
    <>
      {open.map(({ id, amountFen, repaidFen, dueAt }) => (
        <Note tone="bad">
          <p>
            <strong>
              {say('有款项须退回（元）：', 'To be paid back, yuan: ')}
              <Yuan fen={amountFen - repaidFen} />
            </strong>
            {dueAt && (
              <>
                {say('，期限 ', ', until ')}
                <Until at={dueAt} />
              </>
            )}
          </p>
          <a class="button" href={`/recoveries/${id}`}>
            {say('查看退款要求', 'Read the demand')}
          </a>
        </Note>
      ))}
    </>
  );
};
