import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Settings } from '../domain/env.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadRegistry, type Registry } from './registry.ts';

/**
 * The registry of a deployment: the packs of this folder and of the configured ones, and each place's training catalogue. A place's
 * catalogue is `<slug>.csv` in the folder that the settings name; a rehearsal without that folder uses the pack's invented sample.
 * @throws StartFailure: a PackError, or one naming the catalogue's file and row.
 */
export async function openRegistry(
  settings: Pick<Settings, 'mode' | 'jurisdictionFolders' | 'catalogueFolder'>,
): Promise<Registry> {
  const { mode, jurisdictionFolders, catalogueFolder } = settings;
  const options = { folders: jurisdictionFolders, rehearsal: mode === 'rehearsal' };
  const packs = await loadRegistry(options);
  const fileOf = (slug: string) => {
    if (catalogueFolder) return path.join(catalogueFolder, `${slug}.csv`);
    return mode === 'rehearsal' ? path.join(packs.folder(slug), 'catalogue.sample.csv') : undefined;
  };
  const catalogues = await Promise.all(
    packs.list().map(async ({ slug }) => {
      const file = fileOf(slug);
      return [slug, file && existsSync(file) ? await loadCatalogue(file) : []] as const;
    }),
  );
  return loadRegistry({ ...options, catalogues: Object.fromEntries(catalogues) });
}
