import { createHash } from 'node:crypto';

/** The key of one thing out of a form that hands in several: the same thing with the same form is taken once, and a corrected one anew. */
export async function ownKey(form: string, what: string, content: Blob | string): Promise<string> {
  const bytes = typeof content === 'string' ? content : Buffer.from(await content.arrayBuffer());
  return createHash('sha256').update(`${form}\n${what}\n`).update(bytes).digest('hex');
}
