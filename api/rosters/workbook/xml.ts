import sax from 'sax';
import { breaksSax } from '../../sax-attribute.ts';
import { unreadable } from './unreadable.ts';

/** What is told of a part as it is read; names come without the prefixes of their namespaces. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

// A workbook is far below each; what is above means harm.
const deepest = 100;
const mostAttributes = 100;
/** Characters in names and attributes of all tags that are open: `sax` keeps a tag until it closes, in some thirty bytes for each character. */
const mostHeld = 64 * 1024;

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** No entities but XML's own: any other stays as it is written. A character by its number may be any, as spreadsheets let it be. */
function characterOf(entity: string): string {
  const own = named.get(entity.toLowerCase());
  if (own) return own;
  const [, hex, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(entity) ?? [];
  const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : `&${entity};`;
}

const entities = new Proxy<Record<string, string>>({}, { get: (_, entity) => characterOf(String(entity)) });

/** Reads the XML of a part piece by piece, strictly and in bounded memory. @throws Problem `roster-unreadable` */
export function xmlParser(reader: XmlReader) {
  const parser = sax.parser(true, { position: false });
  // Without counting characters it is a third faster; past every position, it looks after each piece that nothing in its memory has grown too long.
  parser.position = Number.POSITIVE_INFINITY;
  parser.ENTITIES = entities;
  /** What each tag that is open holds. */
  const open: number[] = [];
  let [held, attributes, isEmpty] = [0, 0, true];
  const hold = (characters: number) => {
    open[open.length - 1]! += characters;
    held += characters;
    if (held > mostHeld) throw unreadable();
  };
  parser.onerror = () => {
    throw unreadable();
  };
  parser.onopentagstart = ({ name }) => {
    attributes = 0;
    if (open.push(0) > deepest) throw unreadable();
    hold(name.length);
  };
  parser.onattribute = ({ name, value }) => {
    attributes += 1;
    if (attributes > mostAttributes || breaksSax(name)) throw unreadable();
    hold(name.length + value.length);
  };
  parser.onopentag = (tag) => {
    isEmpty = false;
    reader.open?.(local(tag.name), tag.attributes as Record<string, string>);
  };
  parser.ontext = parser.oncdata = (more) => reader.text?.(more);
  parser.onclosetag = (name) => {
    held -= open.pop()!;
    reader.close?.(local(name));
  };
  return {
    write: (xml: string) => void parser.write(xml),
    end() {
      parser.close();
      if (isEmpty) throw unreadable();
    },
  };
}

/** @throws Problem `roster-unreadable` */
export async function readXml(xml: AsyncIterable<string>, reader: XmlReader): Promise<void> {
  const parser = xmlParser(reader);
  for await (const piece of xml) parser.write(piece);
  parser.end();
}

export const local = (name: string) => name.slice(name.indexOf(':') + 1);
