import type { Context } from 'hono';
import { documentTypes, typeByName } from '../../../domain/claim/documents.ts';
import type { WebEnv } from '../env.ts';
import { Refused } from '../remote.ts';
import { ownKey } from './own-key.ts';

/**
 * Hands a document in; the same one with the same form once. Browsers guess types by what is installed, so that its name says it first.
 * @throws Refused, which is told at the input `at` as well
 */
export async function storeDocument(c: Context<WebEnv>, file: File, key: string, at: string): Promise<string> {
  const own = await ownKey(key, at, file);
  try {
    const type = typeByName(file.name) ?? file.type;
    const { fileId } = await c.var.remote.upload<{ fileId: string }>('/v1/files', file, type, own, file.name);
    return fileId;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, messages } = error.problem;
    throw new Refused({ ...error.problem, errors: [{ path: at, code, messages }] });
  }
}

/** A document that was uploaded, without its content. */
export interface Uploaded {
  fileId: string;
  name: string | null;
  bytes: number;
  sha256: string;
}

/** Those of the claimant’s documents that are still there. */
export async function uploadedOf(c: Context<WebEnv>, ids: readonly string[]): Promise<Uploaded[]> {
  if (ids.length === 0) return [];
  return (await c.var.remote.get<{ items: Uploaded[] }>(`/v1/files?ids=${ids.map(encodeURIComponent).join()}`)).items;
}

/** What a browser offers where a document is chosen. */
export const chosenFrom = (types = Object.keys(documentTypes)): string =>
  types.flatMap((type) => documentTypes[type]!.extensions.map((one) => `.${one}`)).join();
