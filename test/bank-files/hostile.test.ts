import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../domain/problem.ts';
import { camt053, detail, entry, pain002, reason, statement, transaction } from './support/iso.ts';
import { faultsOf, read, refusal } from './support/orders.ts';

const xml = 'application/xml';
const whole = pain002(transaction('P1', 'ACSC'));
/** The message with something at the very beginning of its report, or before it. */
const inside = (text: string) => whole.replace('<GrpHdr>', `${text}<GrpHdr>`);
const ahead = (text: string) => whole.replace('<Document', `${text}<Document`);

const laughs = (to: number) =>
  Array.from({ length: to }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

describe('XML that means harm is refused', () => {
  test.each([
    [
      'billion laughs',
      ahead(`<!DOCTYPE x [<!ENTITY l0 "ha">${laughs(9)}]>`).replace('>M1<', '>&l9;<'),
      'bank-xml-forbidden',
    ],
    [
      'an external entity',
      ahead('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>').replace('>M1<', '>&e;<'),
      'bank-xml-forbidden',
    ],
    ['a DOCTYPE from elsewhere', ahead('<!DOCTYPE Document SYSTEM "http://127.0.0.1/x.dtd">'), 'bank-xml-forbidden'],
    ['a declaration in the middle', inside('<!ELEMENT x ANY>'), 'bank-xml-forbidden'],
    ['a DOCTYPE that does not end', ahead(`<!DOCTYPE x [${'<!-- -->'.repeat(20_000)}`), 'bank-xml-forbidden'],
    ['a DOCTYPE around everything', `<!DOCTYPE x [${whole.replace(/<\?.*\?>/, '')}]>`, 'bank-xml-forbidden'],
    ['a DOCTYPE and nothing else', '<!DOCTYPE x [', 'bank-xml-malformed'],
    ['entities that nobody declared', whole.replace('>M1<', '>&nbsp;<'), 'bank-xml-malformed'],
    ['a character that XML does not have', whole.replace('>M1<', '>&#0;<'), 'bank-xml-malformed'],
    ['deep nesting', inside('<a>'.repeat(100_000)), 'bank-xml-too-large'],
    ['a huge attribute', inside(`<a b="${'x'.repeat(3_000_000)}"/>`), 'bank-xml-too-large'],
    [
      'many attributes',
      inside(`<a ${Array.from({ length: 100_000 }, (_, i) => `b${i}=""`).join(' ')}/>`),
      'bank-xml-too-large',
    ],
    ['an attribute that the parser stumbles over', inside('<a hasOwnProperty="1" b="2"/>'), 'bank-xml-malformed'],
    ['a huge text', inside(`<a>${'x'.repeat(3_000_000)}</a>`), 'bank-xml-too-large'],
    ['a huge text without an end', inside(`<a>${'x'.repeat(3_000_000)}`), 'bank-xml-too-large'],
    ['a huge CDATA', inside(`<a><![CDATA[${'x'.repeat(3_000_000)}]]></a>`), 'bank-xml-too-large'],
    ['a huge name', inside(`<${'x'.repeat(3_000_000)}/>`), 'bank-xml-too-large'],
    ['a huge comment', inside(`<!--${'x'.repeat(3_000_000)}-->`), 'bank-xml-too-large'],
    ['text among elements', inside('x'), 'bank-xml-malformed'],
    ['two roots', `${whole}${whole.replace(/<\?.*\?>/, '')}`, 'bank-xml-malformed'],
    ['something behind the root', `${whole}x`, 'bank-xml-malformed'],
    ['tags that cross', inside('<a><b></a></b>'), 'bank-xml-malformed'],
    ['a prefix that nobody declared', inside('<x:a/>'), 'bank-xml-malformed'],
    ['UTF-16', Buffer.from(`\uFEFF${whole}`, 'utf16le'), 'bank-file-charset'],
    ['UTF-16 without a mark', Buffer.from(whole, 'utf16le'), 'bank-file-charset'],
    ['a charset of its own', whole.replace('UTF-8', 'UTF-7'), 'bank-file-charset'],
    ['bytes that UTF-8 does not have', Buffer.from(whole.replace('>M1<', '>\xff<'), 'latin1'), 'bank-file-charset'],
    ['half a character at the end', Buffer.concat([Buffer.from(whole), Buffer.from([0xe4])]), 'bank-file-charset'],
    ['nothing', '', 'bank-xml-malformed'],
  ])('%s', async (_, file, reasonCode) => {
    expect(await refusal(xml, file)).toEqual(['bank-file-unreadable', reasonCode]);
  });

  test('blanks without end hold nothing up', async () => {
    expect(await faultsOf(xml, inside(' \n'.repeat(1_000_000)))).toEqual([]);
  });

  test('many rows of nonsense keep 50 faults, and more than any batch has are not read', {
    timeout: 180_000,
  }, async () => {
    const { faults, faultCount } = await read('text/csv', `paymentId,status,amountFen\n${'x,,\n'.repeat(20_000)}`);
    expect([faults.length, faultCount]).toEqual([50, 40_000]);
    const file = `paymentId,status,amountFen\n${'P,paid,1\n'.repeat(300_001)}`;
    expect(await refusal('text/csv', file)).toEqual(['bank-file-unreadable', 'bank-file-too-long']);
  });
});

describe('no input makes the reader throw anything but a Problem', () => {
  const isAnswered = async (type: string, file: Uint8Array) => {
    try {
      const { rows, faults, all, totalFen } = await read(type, file);
      expect(rows).toBe(all.length);
      expect(rows + faults.length).toBeGreaterThan(0);
      expect(Number.isSafeInteger(totalFen)).toBe(true);
      for (const { paymentId, amountFen } of all) {
        expect(paymentId).toMatch(/^[\x21-\x7e]{1,35}$/);
        expect(Number.isSafeInteger(amountFen)).toBe(true);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  };
  const types = fc.constantFrom('text/csv', 'application/xml', 'text/xml; charset=x', 'text/csv; charset=gbk', '');

  test('bytes', async () => {
    await fc.assert(fc.asyncProperty(types, fc.uint8Array({ maxLength: 2_000 }), isAnswered), { numRuns: 300 });
  });

  test('texts made of the words of both formats', async () => {
    const word = fc.constantFrom(
      ...[
        'paymentId',
        '状态',
        'amountFen',
        'P1',
        'paid',
        '退票',
        '1.00',
        '100',
        ',',
        '"',
        '\n',
        '\r\n',
        'TOTAL',
        '\uFEFF',
      ],
      ...[
        '<',
        '</',
        '>',
        '/>',
        '<?xml version="1.0"?>',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
      ],
      ...[
        '<BkToCstmrStmt>',
        '<Stmt>',
        '<Ntry>',
        '<NtryDtls>',
        '<TxDtls>',
        '</TxDtls>',
        '<!DOCTYPE',
        '&amp;',
        '&',
        ' Ccy="CNY"',
        '<![CDATA[',
      ],
    );
    const file = fc.array(word, { maxLength: 60 }).map((words) => Buffer.from(words.join('')));
    await fc.assert(fc.asyncProperty(types, file, isAnswered), { numRuns: 500 });
  });

  const messages = [
    pain002(transaction('P1', 'ACSC') + transaction('P2', 'RJCT', '1.00', reason('AC01')), '<GrpSts>PART</GrpSts>'),
    camt053(
      statement(
        entry('445.00', 'DBIT', detail('P1') + detail('P2', '1.00')) + entry('1.00', 'CRDT', detail('P2', '1.00')),
      ),
    ),
  ];
  test.each(messages.map((text) => [text.slice(90, 130), text]))(
    'a message with parts cut out, doubled or moved: %s',
    async (_, text) => {
      const parts = text.split(/(?=<)/);
      const edit = fc.tuple(
        fc.constantFrom('cut', 'double', 'swap'),
        fc.nat(parts.length - 1),
        fc.nat(parts.length - 1),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
          const next = [...parts];
          for (const [how, i, j] of edits) {
            if (how === 'cut') next[i] = '';
            else if (how === 'double') next[i] += next[j]!;
            else [next[i], next[j]] = [next[j]!, next[i]!];
          }
          await isAnswered(xml, Buffer.from(next.join('')));
        }),
        { numRuns: 500 },
      );
    },
  );
});
