import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Dossier as DossierSchema } from '../../../claims/dossier.ts';
import type { WebEnv } from '../../env.ts';

export type Dossier = z.infer<typeof DossierSchema>;

/** What was handed in, with the whole roster. */
export async function readDossier(c: Context<WebEnv>, claimId: string): Promise<Dossier> {
  const pageAt = (cursor: string | null) =>
    c.var.remote.get<Dossier>(
      `/v1/claims/${claimId}/dossier?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
  const dossier = await pageAt(null);
  let next = dossier.roster.nextCursor;
  while (next) {
    const { roster } = await pageAt(next);
    dossier.roster.items.push(...roster.items);
    next = roster.nextCursor;
  }
  return dossier;
}
