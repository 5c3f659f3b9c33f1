import sax from 'sax';
import { unreadable } from '../unreadable.ts';
import { xmlText } from './decode.ts';
import { childNames, type Names } from './names.ts';

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
  text: { most: 10_000, zh: '文本长度', en: 'characters in one text' },
};

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
  let attributes = new Map<string, string>();
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
  parser.onerror = () => {
    throw malformed();
  };
  parser.onopentagstart = ({ name }) => {
    demand('name', name.length);
    attributes = new Map();
  };
  parser.onattribute = ({ name, value }) => {
    attributes.set(name, value);
    demand('attributes', attributes.size);
    demand('name', name.length);
    demand('attribute', value.length);
  };
  parser.onopentag = (tag) => {
    const parent = open.at(-1);
    if (!parent && root) throw malformed();
    demand('depth', open.length + 1);
    const { names, namespace, name } = childNames(parent?.names, tag.name, attributes, malformed);
    if (parent) {
      demandBlank(parent.text);
      parent.text = null;
    }
    root ??= { namespace, name };
    const own = namespace === root.namespace ? name : '*';
    const path = open.length < 2 ? (parent ? own : '') : `${parent?.path}/${own}`;
    open.push({ names, path, attributes, text: '' });
    if (parent) events.push({ is: 'open', path, attributes });
  };
  parser.ontext = parser.oncdata = (text) => {
    const element = open.at(-1);
    if (!element) return demandBlank(text);
    if (element.text === null) return demandBlank(text);
    element.text += text;
    demand('text', element.text.length);
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
