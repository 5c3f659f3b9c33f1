import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Dossier as DossierSchema } from '../../../claims/dossier.ts';
import type { WebEnv } from '../../env.ts';

export type Dossier = z.infer<typeof DossierSchema>;
export type Person = Dossier['roster']['items'][number];

/** So many people have fields of their own on a page; of a longer roster numbers are pasted. */
export const mostOnPage = 100;

const pageOf = (c: Context<WebEnv>, claimId: string, limit: number, cursor?: string | null) =>
  c.var.remote.get<Dossier>(
    `/v1/claims/${claimId}/dossier?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
  );

/** What was handed in, with the first people of the roster, or those behind a cursor. */
export const readDossier = (c: Context<WebEnv>, claimId: string, cursor?: string) =>
  pageOf(c, claimId, mostOnPage, cursor);

/** Everybody, where that is few enough for fields of their own; null: they are too many. */
export const fewPeople = ({ roster }: Dossier): Person[] | null => (roster.nextCursor === null ? roster.items : null);

/** The number of everybody on the roster, however many. */
export async function allRefs(c: Context<WebEnv>, claimId: string): Promise<string[]> {
  const refs: string[] = [];
  let cursor: string | null | undefined;
  do {
    const { roster } = await pageOf(c, claimId, 200, cursor);
    refs.push(...roster.items.map(({ ref }) => ref));
    cursor = roster.nextCursor;
  } while (cursor);
  return refs;
}
