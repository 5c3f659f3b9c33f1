import { timelineOf } from '../../db/claims/transitions.ts';
import { findDossier, readDossier } from '../../db/intake/dossiers.ts';
import { findFiles, readFile } from '../../db/intake/files.ts';
import { filesNamedBy } from '../../domain/claim/forms.ts';
import type { Entry, Of } from './entry.ts';
import { csv, once } from './pieces.ts';

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Documents under names that tell nothing; `files.csv` says what each is. */
export async function documentEntries({ db, claim }: Of): Promise<Entry[]> {
  const named = new Map<string, { kind: string; ref: string | null }>();
  for (const { dossier_id: id } of await timelineOf(db, claim.id)) {
    const dossier = id && (await findDossier(db, id)) && (await readDossier<Record<string, unknown>>(db, id));
    if (!dossier) continue;
    const form = (dossier.body.filing ?? dossier.body) as Parameters<typeof filesNamedBy>[0];
    for (const { fileId, kind, ref } of filesNamedBy(form)) if (!named.has(fileId)) named.set(fileId, { kind, ref });
  }
  const heads = (await findFiles(db, [...named.keys()])).sort((a, b) => (a.id < b.id ? -1 : 1));
  const files = heads.map((head, i) => {
    const path = `files/${String(i + 1).padStart(4, '0')}.${extensions[head.contentType] ?? 'bin'}`;
    return { path, ...named.get(head.id)!, ...head };
  });
  const list = files.map(({ owner: _owner, id, ...file }) => ({ fileId: id, ...file }));
  const index: Entry = {
    ...{ path: 'files.csv', audience: 'all', personal: true, about: ['材料清单', 'What each document is'] },
    pieces: () => csv(once(list)),
  };
  const documents = files.map(
    ({ path, id, kind }): Entry => ({
      ...{ path, audience: 'all', personal: true, document: true, about: [kind, kind] },
      pieces: async function* () {
        yield { bytes: (await readFile(db, id))!.content };
      },
    }),
  );
  return [index, ...documents];
}
