import { posix } from 'node:path';
import type { Archive } from './archive.ts';
import { unreadable } from './unreadable.ts';
import { local, readXml } from './xml.ts';

/** Where the first sheet of a workbook is, and what else its cells are told by. */
export interface Book {
  sheet: string;
  /** Undefined: it has none. */
  strings?: string;
  styles?: string;
  /** Days are counted from 1904, as old Macs did. */
  from1904: boolean;
}

const relationships = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/',
  'http://purl.oclc.org/ooxml/officeDocument/relationships/',
];

/** @throws Problem `roster-unreadable` */
export async function readBook(archive: Archive): Promise<Book> {
  const { first, from1904 } = await readSheets(archive);
  const { sheet, strings, styles } = await readPlaces(archive, first);
  if (!first || !sheet) throw unreadable();
  const there = (name: string) => (archive.has(name) ? name : undefined);
  return { sheet, strings: there(strings), styles: there(styles), from1904 };
}

/** The relation of the first sheet. */
async function readSheets(archive: Archive): Promise<{ first?: string; from1904: boolean }> {
  let first: { relation?: string } | undefined;
  let properties: { date1904?: string } | undefined;
  await readXml(archive.text('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') properties ??= attributes;
      if (name !== 'sheet' || !attributes.name) return;
      const [, relation] = Object.entries(attributes).find(([one]) => local(one) === 'id') ?? [];
      first ??= { relation };
    },
  });
  return { first: first?.relation, from1904: ['1', 'true'].includes(properties?.date1904 ?? '') };
}

async function readPlaces(archive: Archive, first?: string) {
  const places = { sheet: '', strings: 'xl/sharedStrings.xml', styles: 'xl/styles.xml' };
  await readXml(archive.text('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      const base = relationships.find((one) => Type.startsWith(one));
      const target = posix.resolve('/xl', Target).slice(1);
      const kind = base && Type.slice(base.length);
      if (kind === 'worksheet' && Id === first) places.sheet = target;
      if (kind === 'sharedStrings') places.strings = target;
      if (kind === 'styles') places.styles = target;
    },
  });
  return places;
}
