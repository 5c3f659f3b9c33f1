import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import {
  claimNaming,
  everybodys,
  findFiles,
  findUploads,
  readFile,
  storeFile,
  type UploadedFile,
} from '../../db/intake/files.ts';
import { asSystem } from '../../db/scope.ts';
import { documentTypes, longestName, nameOfType, shortName } from '../../domain/claim/documents.ts';
import { Problem } from '../../domain/problem.ts';
import { attachment } from '../attachment.ts';
import type { Role } from '../auth/access.ts';
import { claimantOf, isClaimant, ownerOf } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { decodedBy } from '../bank-files/reading/charset.ts';
import { storable } from '../body.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { claimFor, ofClaim, scopeOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import type { App } from '../env.ts';
import { idOf } from '../ids.ts';
import { inspectorOwner } from '../inspections/act.ts';
import { jsonAnswer } from '../openapi.ts';
import { type Disclosure, disclose } from '../privacy.ts';
import { Id, listOf } from './fields.ts';

/** Only text can show an example of itself. */
function bodyOf(type: string) {
  if (type !== 'text/csv') return { schema: { type: 'string' as const, format: 'binary' } };
  return { schema: { type: 'string' as const }, example: 'date,lesson,minutes\n2020-03-02,Safety at the workplace,45' };
}

const FileAnswer = z.object({ fileId: z.string(), sha256: z.string() }).openapi('File');

/** Nobody hands in more of them at once. */
const mostIds = 200;

const Uploaded = z
  .object({ ...FileAnswer.shape, name: z.string().nullable(), contentType: z.string(), bytes: z.int() })
  .openapi('UploadedFile');

/** Documents: licence, agreement, commitment letter, certificates, evidence. */
export function fileRoutes(app: App, deps: Deps): void {
  app.openapi(
    createRoute({
      method: 'post',
      path: '/v1/files',
      tags: ['claims'],
      summary: 'Uploads a document',
      description: [
        'The content itself is the body; `Content-Type` says what it is, `X-Filename` (percent-encoded UTF-8) its name.',
        "`curl --data-binary @licence.pdf -H 'Content-Type: application/pdf' -H 'X-Filename: licence.pdf' -H 'Authorization: Bearer …' -H 'Idempotency-Key: …' …/v1/files`",
      ].join('\n\n'),
      request: {
        headers: z.object({
          'x-filename': z
            .string()
            .max(mostEncoded)
            .optional()
            .openapi({ example: '%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7.pdf' }),
        }),
        body: {
          required: true,
          content: Object.fromEntries(Object.keys(documentTypes).map((type) => [type, bodyOf(type)])),
        },
      },
      responses: { 201: jsonAnswer(FileAnswer, 'Stored') },
    }),
    async (c) => {
      const content = Buffer.from(await c.req.arrayBuffer());
      const contentType = typeOf(c.req.header('Content-Type'), content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      const id = idOf('F', c.var.attempt.actId);
      const { actor } = c.var;
      const inspects = actor.role === 'inspector';
      const owner = inspects ? inspectorOwner(actor) : ownerOf(claimantOf(actor));
      const store = () =>
        storeFile(deps.pool, { id, owner, contentType, sha256, content, name: nameOf(c.req.header('X-Filename')) });
      // An official owns nothing as the database sees it; nobody sees the file before something names it.
      await (inspects ? asSystem(store) : store());
      return c.json({ fileId: id, sha256 }, 201);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/files',
      tags: ['claims'],
      summary: 'What the claimant has uploaded, by id: names and sizes',
      description: 'What is not there any more, or somebody else’s, is left out.',
      request: {
        query: z.object({
          ids: z
            .string()
            .max(mostIds * 64)
            .regex(/^\P{Cc}*$/u, 'text-one-line')
            .openapi({ description: 'Separated by commas', example: 'specimen' }),
        }),
      },
      responses: { 200: jsonAnswer(listOf(Uploaded).openapi('UploadedFiles'), 'Without their content') },
    }),
    async (c) => {
      const owners = [ownerOf(claimantOf(c.var.actor)), ...(deps.mode === 'rehearsal' ? [everybodys] : [])];
      const found = await findFiles(deps.pool, c.req.valid('query').ids.split(',').slice(0, mostIds));
      const items = found
        .filter(({ owner }) => owners.includes(owner))
        .map(({ id, name, contentType, bytes, sha256 }) => ({ fileId: id, name, contentType, bytes, sha256 }));
      return c.json({ items, nextCursor: null }, 200);
    },
  );
  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/files/{id}',
      tags: ['claims'],
      summary: 'Reads a document',
      description: 'For its owner, and for reviewers, supervisors and inspectors who see a claim that names it.',
      request: { params: z.object({ id: Id }) },
      responses: {
        200: {
          description: 'The content as it was uploaded',
          content: { '*/*': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
    }),
    async (c) => {
      const { actor } = c.var;
      const { id } = c.req.valid('param');
      const [kept] = await findUploads(deps.pool, [id]);
      const reading = kept && (await readingOf(deps, actor, kept));
      if (!reading) throw new Problem('not-found');
      const file = await disclose(deps, {
        ...{ actor, what: 'file', ...reading },
        open: async () => (await readFile(deps.pool, id))!,
      });
      if (file.content.byteLength === 0) throw new Problem('file-erased');
      return c.body(new Uint8Array(file.content), 200, {
        'Content-Type': file.contentType,
        'Content-Disposition': attachment(nameOfType(file.name ?? file.id, file.contentType)),
      });
    },
  );
}

export const fileReaders: readonly Role[] = ['reviewer', 'supervisor', 'inspector'];

type Reading = Pick<Disclosure<unknown>, 'of' | 'duty'>;

/** What it belongs to and why it is read; undefined: it is none of their business. */
async function readingOf(deps: Deps, actor: Actor, { id, owner }: UploadedFile): Promise<Reading | undefined> {
  const alone: Reading = { of: { ids: [id] }, duty: undefined };
  if (owner === everybodys) return deps.mode === 'rehearsal' ? alone : undefined;
  if (isClaimant(actor)) return owner === ownerOf(claimantOf(actor)) ? alone : undefined;
  const claimId = fileReaders.includes(actor.role) && (await claimNaming(deps.pool, scopeOf(actor), id));
  if (!claimId) return undefined;
  const claim = await claimFor(deps, actor, claimId);
  return { of: { ...ofClaim(claim), ids: [id] }, duty: dutyOnClaim(actor, claim) };
}

function typeOf(header: string | undefined, content: Buffer): string {
  const type = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const known = Object.hasOwn(documentTypes, type) ? documentTypes[type] : undefined;
  if (!known) throw new Problem('unsupported-media-type', { allowed: Object.keys(documentTypes).join(', ') });
  if (content.byteLength === 0) throw new Problem('file-empty');
  const { begins, holds = [] } = known;
  const fits = begins ? content.toString('latin1', 0, begins.length) === begins : isText(content);
  if (!fits) throw new Problem('file-type-mismatch', { contentType: type });
  if (!holdsAll(content, holds)) throw new Problem('file-cut-off', { contentType: type });
  return type;
}

/** What broke off on its way, or is a beginning alone, nobody can open. */
function holdsAll(content: Buffer, marks: readonly string[]): boolean {
  let from = 0;
  return marks.every((mark) => {
    const at = content.indexOf(mark, from, 'latin1');
    from = at + mark.length;
    return at >= 0;
  });
}

/** Nothing tells plain text but that it can be read: UTF-8 or GB18030, and no byte that no text has. */
const isText = (content: Buffer) => !content.includes(0) && (isUtf8(content) || decodedBy('gb18030', content) !== null);

/** Each character of a name takes twelve at most. */
const mostEncoded = 12 * longestName;

function nameOf(header: string | undefined): string | null {
  if (!header) return null;
  try {
    return storable(shortName(decodeURIComponent(header)));
  } catch {
    return null;
  }
}

/** The file that every example of a form names, so that an example can be filed as it is in a rehearsal. */
export async function seedSpecimen(deps: Pick<Deps, 'pool'>): Promise<void> {
  const content = Buffer.from('%PDF-1.4\n% A specimen for rehearsals.\n%%EOF\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  await storeFile(deps.pool, {
    id: 'specimen',
    owner: everybodys,
    contentType: 'application/pdf',
    sha256,
    content,
    name: 'specimen.pdf',
  });
}
