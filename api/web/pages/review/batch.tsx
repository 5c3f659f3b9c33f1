import type { Context } from 'hono';
import type { ForeseenAnswer } from '../../../claims/foreseen.ts';
import type { ProblemBody } from '../../../problem.ts';
import type { WebEnv } from '../../env.ts';
import { taskNames } from '../../names.ts';
import { sentForm } from '../../parts/act.ts';
import { page } from '../../parts/layout.tsx';
import { Note, StageBadge } from '../../parts/show.tsx';
import { Table } from '../../parts/table.tsx';
import { Refused } from '../../remote.ts';
import type { ClaimAnswer } from './dossier.tsx';

interface Result {
  act: string;
  id: string;
  claim?: ClaimAnswer;
  /** Nobody would have anything: that is decided with its dossier on the table. */
  paysNobody?: boolean;
  problem?: ProblemBody;
}

const approved = ['filing-review', 'application-review'];

/** One approval per claim, each with a key of its own, and the result of each: sent again, the same comes out. */
export async function approveEach(c: Context<WebEnv>) {
  const { say } = c.var;
  const sent = await sentForm(c);
  const results: Result[] = [];
  for (const one of sent.all('claim').slice(0, 200)) {
    const [act = '', id = '', revision] = one.split(' ');
    if (approved.includes(act)) results.push(await approve(c, { act, id, revision }, `${sent.key}-${id}`));
  }
  const title = say('批量批准结果', 'What was approved');
  return page(
    c,
    title,
    <>
      <h1>{title}</h1>
      {results.length === 0 ? (
        <Note tone="warn">{say('没有选择任何申报。', 'Nothing was selected.')}</Note>
      ) : (
        <Results c={c} title={title} results={results} />
      )}
      <p>
        <a class="button" href="/review">
          {say('返回队列', 'Back to the queue')}
        </a>
      </p>
    </>,
  );
}

async function approve(
  c: Context<WebEnv>,
  { act, id, revision }: { act: string; id: string; revision?: string },
  key: string,
): Promise<Result> {
  try {
    const path = `/v1/claims/${encodeURIComponent(id)}`;
    const { totalFen } = await c.var.remote.get<ForeseenAnswer>(`${path}/foreseen-lines?limit=1`);
    if (totalFen === 0) return { act, id, paysNobody: true };
    const body = { decision: 'approve', revision };
    return { act, id, claim: await c.var.remote.post<ClaimAnswer>(`${path}/${act}`, body, key) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { act, id, problem: error.problem };
  }
}

function Results({ c, title, results }: { c: Context<WebEnv>; title: string; results: readonly Result[] }) {
  const { say } = c.var;
  return (
    <Table
      label={title}
      columns={[say('申报', 'Claim'), say('申报单位', 'Claimant'), say('事项', 'What'), say('结果', 'Result')]}
      rows={results.map(({ act, id, claim, paysNobody, problem }) => [
        <a href={`/claims/${id}`}>{id}</a>,
        claim?.claimantName ?? '—',
        say(taskNames[act]!),
        <>
          {claim && <StageBadge stage={claim.stage} say={say} />}
          {paysNobody && (
            <a href={`/review/${id}`}>
              {say('未批准：无人可获补贴，请单独办理', 'Not approved: nobody has anything; decide on it by itself')}
            </a>
          )}
          {problem && <span class="fault">{say(problem.messages)}</span>}
        </>,
      ])}
    />
  );
}
