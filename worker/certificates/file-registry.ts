import { createHmac, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { msToInstant } from '../../domain/calendar/date.ts';
import { canonicalNumber } from '../../domain/certificates/number-check.ts';
import type { CertificateRegistry } from '../../domain/certificates/registry.ts';
import { StartFailure } from '../../domain/failure.ts';
import { canonicalIdNumber } from '../../domain/identity/idNumber.ts';

interface Entry {
  idNumber: string | null;
  name: string | null;
  revoked: boolean;
  reference: string | null;
}

const columns = ['kind', 'number', 'idNumber', 'name', 'revoked', 'reference'];

/**
 * A register that an issuer hands over as a file: CSV in UTF-8 with the columns kind, number, idNumber, name, revoked (yes, true, 1 or 是; no, false, 0, 否 or empty), reference.
 * Read once; in memory there are hashes only, under a key of this process. @throws StartFailure when it cannot be read
 */
export async function openFileRegistry(path: string): Promise<CertificateRegistry> {
  const key = randomBytes(32);
  const hash = (text: string) => createHmac('sha256', key).update(text).digest('base64');
  const hashOf = (kind: string, number: string) => hash(`${kind}\n${canonicalNumber(number)}`);
  const personal = (text: string | undefined, canonical: (text: string) => string) =>
    text ? hash(canonical(text)) : null;
  const nameOf = (name: string) => name.normalize('NFKC').replace(/\s/g, '');
  const entries = new Map<string, Entry>();
  const rows = parse({
    bom: true,
    columns: (header: string[]) => demandColumns(header, path),
    trim: true,
    skip_empty_lines: true,
  });
  await pipeline(createReadStream(path), rows, async (read: AsyncIterable<Record<string, string>>) => {
    for await (const { kind = '', number = '', idNumber, name, revoked, reference } of read) {
      entries.set(hashOf(kind, number), {
        idNumber: personal(idNumber, canonicalIdNumber),
        name: personal(name, nameOf),
        revoked: isRevoked(revoked ?? '', path),
        reference: reference || null,
      });
    }
  }).catch((error: unknown) => {
    if (error instanceof StartFailure) throw error;
    // A message of the parser quotes the line.
    throw new StartFailure(
      `CERTIFICATE_REGISTRY_FILE ${path} cannot be read (${(error as { code?: string }).code ?? 'not CSV'}).`,
    );
  });
  return {
    async verify({ kind, number, name, idNumber }) {
      const entry = entries.get(hashOf(kind, number));
      const by = entry?.idNumber
        ? entry.idNumber === personal(idNumber, canonicalIdNumber)
        : entry?.name != null && entry.name === personal(name, nameOf);
      return {
        ...{ found: entry !== undefined, matches: entry !== undefined && by },
        ...{
          revoked: entry?.revoked ?? false,
          reference: entry?.reference ?? null,
          checkedAt: msToInstant(Date.now()),
        },
      };
    },
  };
}

/** What is neither yes nor no is no register: a certificate that was revoked is never taken for good. */
function isRevoked(text: string, path: string): boolean {
  if (/^(yes|true|1|是)$/i.test(text)) return true;
  if (/^(no|false|0|否|)$/i.test(text)) return false;
  // What stands there may be somebody's name, in a wrong column.
  throw new StartFailure(`CERTIFICATE_REGISTRY_FILE ${path}: in the column revoked stands neither yes nor no.`);
}

function demandColumns(header: readonly string[], path: string): string[] {
  const missing = columns.filter((name) => !header.includes(name));
  if (missing.length === 0) return [...header];
  throw new StartFailure(`CERTIFICATE_REGISTRY_FILE ${path} has no column ${missing.join(', ')} in its first line.`);
}
