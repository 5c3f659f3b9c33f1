import type { HostileFile } from './corpus.ts';

const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const document = (text: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>${text}</MsgId></GrpHdr></CstmrPmtStsRpt></Document>`;

export function bankAnswerCorpus(): HostileFile[] {
  const of = (name: string, contentType: string, content: string | Buffer, answer: string): HostileFile => ({
    ...{ name: `bank/${name}`, to: 'bank-results', contentType, answer },
    content: Buffer.from(content as string),
  });
  const xml = 'application/xml';
  return [
    of('billion-laughs', xml, `<!DOCTYPE x [<!ENTITY l0 "ha">${entities}]>${document('&l9;')}`, 'bank-file-unreadable'),
    of(
      'external-entity',
      xml,
      `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${document('&e;')}`,
      'bank-file-unreadable',
    ),
    of('deep-nesting', xml, '<a>'.repeat(200_000), 'bank-file-unreadable'),
    of('utf-16', xml, Buffer.from(`\ufeff${document('x')}`, 'utf16le'), 'bank-file-unreadable'),
    of('page', 'text/html', '<html>', 'unsupported-media-type'),
    of('endless-line', 'text/csv', 'x'.repeat(4 * 1024 * 1024), 'bank-file-unreadable'),
    of('formula', 'text/csv', 'paymentId,status,amountFen,reasonCode\r\n=1+1,paid,1,\r\n', 'bank-results-rejected'),
    of(
      'account-for-a-reference',
      'text/csv',
      'paymentId,status,amountFen,reasonCode\r\n6222020000000000001,paid,1,\r\n',
      'bank-results-rejected',
    ),
    of(
      'prototype',
      'application/json',
      '{"results":[{"__proto__":1,"paymentId":"P","status":"paid","amountFen":1}]}',
      'invalid-input',
    ),
    of(
      'sum-beyond-numbers',
      'application/json',
      '{"results":[{"paymentId":"P","status":"paid","amountFen":1e300}]}',
      'invalid-input',
    ),
  ];
}
