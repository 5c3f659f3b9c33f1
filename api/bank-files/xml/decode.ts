import { pieces } from '../pieces.ts';
import { unreadable } from '../unreadable.ts';

/** An XML declaration is the very first thing and fits in here. Bytes. */
const declarationBytes = 256;
const charsets: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/** Text of an XML file, in the encoding that it declares: UTF-8 (also where it declares none) or GB18030. @throws Problem `bank-file-unreadable` */
export async function* xmlText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for await (const piece of pieces(bytes, declarationBytes)) {
      decoder ??= new TextDecoder(charsetOf(piece), { fatal: true });
      yield decoder.decode(piece, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (error) {
    // Bytes that the charset does not have.
    if (error instanceof TypeError) throw unreadable('bank-file-charset');
    throw error;
  }
}

function charsetOf(head: Uint8Array): string {
  const start = Buffer.from(head.subarray(0, declarationBytes)).toString('latin1');
  const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]*?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(start)?.[1];
  const charset = charsets[declared?.toLowerCase() ?? 'utf-8'];
  // UTF-16 begins with a byte order mark or has every other byte empty.
  if (!charset || /^(\u00ff\u00fe|\u00fe\u00ff|\0|.\0)/s.test(start)) throw unreadable('bank-file-charset');
  return charset;
}
