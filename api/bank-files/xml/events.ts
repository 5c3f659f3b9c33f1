import sax from 'sax';
import { breaksSax } from '../../sax-attribute.ts';
import { unreadable } from '../unreadable.ts';
import { xmlText } from './decode.ts';
import { type Names, namesIn, resolved } from './names.ts';
import { pathMaker } from './paths.ts';

/** An element opens or closes. `path` goes down from the root, which is ``: `GrpHdr/MsgId`; a part of another namespace is `*`. */
export interface XmlEvent {
  is: 'open' | 'close';
  path: string;
  attributes: ReadonlyMap<string, string>;
  /** On closing, of an element without elements in it: its text as it stands. */
  text?: string;
}

export interface XmlFile {
  root: { namespace: string; name: string };
  /** What follows the root's opening, in bounded lots. */
  events: AsyncIterable<XmlEvent[]>;
  /** For who does not read on. */
  close(): Promise<unknown>;
}

// A message of ISO 20022 is far below each; what is above means harm.
const limits = {
  depth: { most: 32, zh: '嵌套层数', en: 'levels' },
  attributes: { most: 16, zh: '属性个数', en: 'attributes of one element' },
  name: { most: 100, zh: '名称长度', en: 'characters in a name' },
  attribute: { most: 1_000, zh: '属性长度', en: 'characters in an attribute' },
  // That of the parser itself.
  part: { most: 65_536, zh: '单个部分长度', en: 'characters in one part' },
  text: { most: 10_000, zh: '文本长度', en: 'characters in one text' },
};

const noAttributes = new Map<string, string>();

interface Element {
  names: Names;
  path: string;
  attributes: Map<string, string>;
  /** Null once an element has opened in it. */
  text: string | null;
}

/**
 * Reads an XML file as a stream: strictly, in bounded memory, without DOCTYPE, entities of its own, or anything from outside.
 * @throws Problem `bank-file-unreadable`, here or from `events`
 */
export async function openXml(bytes: AsyncIterable<Uint8Array>): Promise<XmlFile> {
  const lots = xmlEvents(bytes);
  for (;;) {
    const { value, done } = await lots.next();
    if (done) throw unreadable('bank-xml-malformed', { line: 1 });
    if (!value.root) continue;
    const { root, events } = value;
    return { root, events: rest(events, lots), close: () => lots.return(undefined) };
  }
}

interface Lot {
  root: XmlFile['root'] | undefined;
  events: XmlEvent[];
}

async function* rest(first: XmlEvent[], lots: AsyncGenerator<Lot>): AsyncGenerator<XmlEvent[]> {
  yield first;
  for await (const { events } of lots) yield events;
}

async function* xmlEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Lot> {
  // Its types do not know the option: no entities but XML's own five.
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  const open: Element[] = [];
  const pathOf = pathMaker();
  let attributes = noAttributes;
  let events: XmlEvent[] = [];
  let root: XmlFile['root'] | undefined;

  const at = () => ({ line: parser.line + 1 });
  const malformed = () => unreadable('bank-xml-malformed', at());
  const demand = (what: keyof typeof limits, found: number) => {
    if (found > limits[what].most) throw unreadable('bank-xml-too-large', { ...at(), ...limits[what] });
  };
  const forbidden = () => {
    throw unreadable('bank-xml-forbidden', at());
  };
  parser.ondoctype = forbidden;
  parser.onsgmldeclaration = forbidden;
  parser.onerror = ({ message }) => {
    if (message.startsWith('Max buffer length')) demand('part', limits.part.most + 1);
    throw malformed();
  };
  parser.onopentagstart = ({ name }) => {
    // An element inside a DOCTYPE that has not ended.
    if ((parser as { doctype?: unknown }).doctype) forbidden();
    demand('name', name.length);
    attributes = noAttributes;
  };
  parser.onattribute = ({ name, value }) => {
    if (attributes === noAttributes) attributes = new Map();
    if (breaksSax(name)) throw malformed();
    attributes.set(name, value);
    demand('attributes', attributes.size);
    demand('name', name.length);
    demand('attribute', value.length);
  };
  parser.onopentag = (tag) => {
    const parent = open.at(-1);
    if (!parent && root) throw malformed();
    demand('depth', open.length + 1);
    const names = namesIn(parent?.names, attributes);
    const is = resolved(names, tag.name);
    if (!is) throw malformed();
    if (parent) {
      demandBlank(parent.text);
      parent.text = null;
    }
    root ??= is;
    const path = parent ? pathOf(parent.path, is.namespace === root.namespace ? is.name : '*') : '';
    open.push({ names, path, attributes, text: '' });
    if (parent) events.push({ is: 'open', path, attributes });
  };
  parser.ontext = parser.oncdata = (text) => {
    const element = open.at(-1);
    if (!element || element.text === null) return demandBlank(text);
    element.text += text;
    if (element.text.length <= limits.text.most) return;
    // Blanks before the first element in it are no text.
    if (/[^ \t\r\n]/.test(element.text)) demand('text', element.text.length);
    element.text = ' ';
  };
  parser.onclosetag = () => {
    const { path, attributes, text } = open.pop()!;
    events.push({ is: 'close', path, attributes, ...(text !== null && { text }) });
  };
  function demandBlank(text: string | null) {
    if (text !== null && /[^ \t\r\n]/.test(text)) throw malformed();
  }

  for await (const text of xmlText(bytes)) {
    parser.write(text);
    yield { root, events };
    events = [];
  }
  parser.close();
  if (open.length > 0 || !root) throw malformed();
  if (events.length > 0) yield { root, events };
}
