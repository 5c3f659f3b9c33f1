import { type AccessRow, roles } from '../../../api/auth/access.ts';
import type { Actor } from '../../../api/auth/tokens.ts';
import { type Answers, answers } from './answers.ts';
import type { Thing } from './belongings.ts';
import { homes, type Piece, type World } from './world.ts';

/** What an address names when there is nothing of that kind. */
const missing = 'nothing-there';

/** Calls as they are documented, about one piece of the world or about something that does not exist. */
export async function callsOf({ api }: World) {
  const examples = await documented(api);
  const fund = 'skill-action-special-account';
  return async function call(row: AccessRow, as: Actor, piece: Piece | undefined): Promise<Response> {
    const answer = answers[callOf(row)]!;
    const path = row.path
      .replace('{id}', encodeURIComponent(named(answer, piece)))
      .replace('{repaymentId}', piece?.ids.repayment ?? missing)
      .replace('{refundId}', missing)
      .replace('{kind}', 'filing-form');
    const place = { jurisdiction: piece?.jurisdiction ?? missing, fund, period: '2020-05' };
    if (row.method === 'GET') {
      const inQuery = 'names' in answer && answer.by === 'query';
      const months = { ...place, from: place.period, to: place.period };
      const asked = inQuery && (answer.names === 'place' ? months : { claim: named(answer, piece) });
      return api.get(asked ? `${path}?${new URLSearchParams(asked)}` : path, as);
    }
    return api.post(path, 'names' in answer && answer.by === 'body' ? place : bodyOf(row), as);

    function bodyOf({ path }: AccessRow): unknown {
      const kind = as.role === 'institution' || as.role === 'individual' ? as.role : 'enterprise';
      const home = homes[kind];
      const { filing, application, rosterRow } = api.deps.registry.programme(home.jurisdiction, home.programme)
        .programme.forms;
      if (path.endsWith('/resubmission')) return { filing: filing.example, roster: [rosterRow.example] };
      if (path.endsWith('/application')) return application.example;
      if (path.endsWith('/fraud-findings')) return { ...(examples.get(path) as object), refs: ['1'] };
      // What became of people in the example lies in the future here.
      if (path.endsWith('/evaluation')) return { evaluations: [{ ref: '1', rating: 5, skillImproved: true }] };
      return examples.get(path) ?? {};
    }
  };
}

export const callOf = ({ method, path }: Pick<AccessRow, 'method' | 'path'>) => `${method} ${path}`;

export const rolesOf = ({ allow }: AccessRow) => (allow === 'open' ? [] : roles.filter((role) => allow.includes(role)));

export const targetOf = (names: Thing | 'place', piece: Piece) =>
  names === 'place' ? piece.jurisdiction : piece.ids[names];

const named = (answer: Answers, piece: Piece | undefined) =>
  piece && 'names' in answer ? targetOf(answer.names, piece) : missing;

async function documented(api: World['api']): Promise<Map<string, unknown>> {
  const { paths } = (await (await api.get('/openapi.json')).json()) as {
    paths: Record<string, { post?: { requestBody?: { content: Record<string, { example?: unknown }> } } }>;
  };
  return new Map(
    Object.entries(paths).map(([path, { post }]) => [path, post?.requestBody?.content['application/json']?.example]),
  );
}
