import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { dossierEntries } from '../../activities/archive/entries.ts';
import type { Entry } from '../../activities/archive/entry.ts';
import { hashOf, type Read, type Written, writeEntry } from '../../activities/archive/write.ts';
import { archiveOf } from '../../db/archive/archives.ts';
import { findClaim } from '../../db/claims/claims.ts';
import type { VisibleClaim } from '../../db/claims/lists.ts';
import { reasonOf } from '../../db/failures.ts';
import { ledgerOfClaim } from '../../db/money/ledger-sets.ts';
import { erasureOf } from '../../db/privacy/retention.ts';
import { asSystem, keepScope } from '../../db/scope.ts';
import { type Manifest, sealedText } from '../../domain/archive/manifest.ts';
import { isClaimant } from '../auth/claimant.ts';
import type { Actor } from '../auth/tokens.ts';
import { dutyOnClaim } from '../claims/duties.ts';
import { claimFor, ofClaim, readerOf } from '../claims/scope.ts';
import type { Deps } from '../deps.ts';
import { disclose } from '../privacy.ts';
import { type PrintedPaper, printedPapers } from './papers.ts';
import { readme } from './readme.ts';

type Part = Pick<Deps, 'pool' | 'audit' | 'log' | 'registry'>;

/** No file tells when the archive was made: the same dossier gives the same bytes. */
const options = { mtime: new Date('1980-01-01T00:00:00Z'), forceDosTimestamp: true, mode: 0o100644 };

/** A dossier as one ZIP, and the hash under which it was put on record. @throws Problem `not-found` */
export async function openArchive(
  deps: Part,
  actor: Actor,
  id: string,
  withPapers: boolean,
): Promise<{ zip: Readable; kept: string | null }> {
  const claim = await claimFor(deps, actor, id);
  const { entries, papers, erased, kept } = await disclose(deps, {
    ...{ actor, what: 'archive', of: ofClaim(claim), duty: dutyOnClaim(actor, claim) },
    open: async () => {
      const erased = (await erasureOf(deps.pool, id)) !== undefined;
      // Of all that is on record of it a claimant is told this one hash.
      const record = await asSystem(() => archiveOf(deps.pool, id));
      return {
        erased,
        kept: record?.sha256 ?? null,
        entries: await dossierEntries({ db: deps.pool, claim }, { erased }),
        papers: erased || !withPapers ? [] : await printedPapers(deps, claim, readerOf(actor)),
      };
    },
  });
  return { zip: zipOf(deps, actor, claim, { entries, papers, erased }), kept };
}

/** Documents cannot be shown in part: who reads numbers in part gets those whose task it is to look at them. */
const readsDocuments = (actor: Actor) => isClaimant(actor) || ['reviewer', 'supervisor'].includes(actor.role);

interface Dossier {
  entries: readonly Entry[];
  papers: readonly PrintedPaper[];
  erased: boolean;
}

function zipOf(deps: Part, actor: Actor, claim: VisibleClaim, { entries: all, papers, erased }: Dossier): Readable {
  const isFor = ({ audience, document }: Entry) =>
    (audience === 'all' || !isClaimant(actor)) && (!document || readsDocuments(actor));
  const entries = all.filter(isFor);
  const withheld = all.filter((entry) => !isFor(entry) && entry.audience === 'all').map(({ path }) => path);
  const masked = !isClaimant(actor) && actor.role !== 'reviewer';
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const fail = (error: unknown) => {
    // No message: it may quote what was read.
    deps.log.warn({ claim: claim.id, ...reasonOf(error) }, 'an archive was cut off');
    out.destroy(error as Error);
  };
  zip.on('error', fail);
  const written: Written[] = [];
  const printed: Manifest['papers'] = [];
  const add = (path: string, chunks: () => AsyncIterable<Uint8Array>) => {
    // Who reads the stream asks for its parts long after the call was answered.
    const kept = keepScope({ [Symbol.asyncIterator]: () => chunks()[Symbol.asyncIterator]() });
    zip.addReadStreamLazy(path, options, (done) => {
      const stream = Readable.from(kept, { objectMode: false });
      stream.on('error', fail);
      done(null, stream);
    });
  };
  const about = readme({ claimId: claim.id, entries, papers, withheld, masked, erased });
  add('README.txt', async function* () {
    yield Buffer.from(about);
  });
  for (const entry of entries)
    add(entry.path, () => writeEntry(entry, readerOf(actor) as Read, (one) => written.push(one)));
  for (const { path, pdf } of papers)
    add(path, async function* () {
      const bytes = await pdf();
      printed.push({ path, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') });
      yield bytes;
    });
  add('manifest.json', async function* () {
    const made = { written, papers: printed, withheld, erased, about };
    yield Buffer.from(JSON.stringify(await manifestOf(deps, claim, made), null, 2));
  });
  zip.end();
  return out;
}

interface Made {
  written: readonly Written[];
  papers: Manifest['papers'];
  withheld: string[];
  erased: boolean;
  about: string;
}

/** @throws Error when the claim has moved while its archive was written: half of it would be of then, half of now */
async function manifestOf(
  { pool }: Part,
  claim: VisibleClaim,
  { written, papers, withheld, erased, about }: Made,
): Promise<Manifest> {
  if ((await findClaim(pool, claim.id))?.transition_no !== claim.transition_no) throw new Error('the claim has moved');
  const common = written.filter(({ audience }) => audience === 'all');
  const readmeHash = createHash('sha256').update(about).digest('hex');
  return {
    ...{
      format: 'training-subsidy-claim-archive/1',
      claimId: claim.id,
      stage: claim.stage,
      closed: claim.closed,
      erased,
    },
    readme: readmeHash,
    entries: written.map(({ path, audience, bytes, sha256, shown }) => ({ path, audience, bytes, sha256, shown })),
    papers,
    withheld,
    ledger: (await ledgerOfClaim(pool, claim.id)).map(({ fund, seq, hash }) => ({ fund, seq, hash })),
    sha256: withheld.length > 0 || erased ? null : hashOf(sealedText(common)),
  };
}
