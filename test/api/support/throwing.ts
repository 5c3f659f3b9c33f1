import type { Actor } from '../../../api/auth/tokens.ts';
import { rows } from '../../../db/pool.ts';
import type { Mutation } from './hostile.ts';
import type { Office } from './office.ts';

export type As = Partial<Actor> | undefined;

/** The example of every JSON body in the OpenAPI document, by path. */
export async function documentedExamples({ api }: Office): Promise<Map<string, unknown>> {
  const document = (await (await api.get('/openapi.json')).json()) as {
    paths: Record<string, { post?: { requestBody?: { content: Record<string, { example?: unknown }> } } }>;
  };
  return new Map(
    Object.entries(document.paths).flatMap(([path, { post }]) => {
      const json = post?.requestBody?.content['application/json'];
      return json ? [[path, json.example] as const] : [];
    }),
  );
}

/** Sends every body; where one is accepted the next goes to a new target. Answers what is neither done nor refused as the caller’s fault. */
export async function sendAll(
  { api }: Office,
  all: Iterable<Mutation>,
  as: As,
  target: () => Promise<string>,
): Promise<string[]> {
  const wrong: string[] = [];
  let path = await target();
  for (const { what, body } of all) {
    const response = await api.post(path, body, as);
    if (!isAnswered(response)) wrong.push(`${response.status} ${path}: ${what}`);
    if (response.ok) path = await target();
  }
  return wrong;
}

function isAnswered(response: Response): boolean {
  const type = response.headers.get('Content-Type') ?? '';
  return response.ok || (response.status < 500 && type.startsWith('application/problem+json'));
}

/** Open claims whose workflow repeats something that fails. */
export async function stuckClaims({ house }: Office): Promise<string[]> {
  const { client, db } = house.deps;
  const claims = await rows<{ workflow_id: string }>(db, 'select workflow_id from claims where not closed');
  if (claims.length === 0) throw new Error('no claim is open');
  const stuck = await Promise.all(
    claims.map(async ({ workflow_id }) => {
      const { raw } = await client.workflow.getHandle(workflow_id).describe();
      const fine = (raw.pendingActivities ?? []).length === 0 && (raw.pendingWorkflowTask?.attempt ?? 1) === 1;
      return fine ? [] : [workflow_id];
    }),
  );
  return stuck.flat();
}
