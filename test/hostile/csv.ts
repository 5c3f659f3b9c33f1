import { samplePerson } from '../../dev/sample-people.ts';
import type { HostileFile } from './corpus.ts';

const header = '序号,姓名,性别,身份证号码,手机号码,平台登录账号';

/** A right row, but for what is given. */
function row(change: { name?: string; account?: string } = {}): string {
  const { name, sex, idNumber, mobile } = samplePerson(7);
  const cells = ['1', change.name ?? name, sex === 'male' ? '男' : '女', idNumber, mobile, change.account ?? 'u7'];
  return cells.join(',');
}

const roster = (change: Parameters<typeof row>[0]) => `${header}\r\n${row(change)}\r\n`;

export function csvCorpus(): HostileFile[] {
  const of = (name: string, content: string | Buffer, answer: string, contentType = 'text/csv'): HostileFile => ({
    ...{ name: `csv/${name}`, to: 'roster', contentType, answer },
    content: Buffer.from(content as string),
  });
  return [
    of('empty', '', 'roster-columns-missing'),
    of('header-only', `${header}\r\n`, 'roster-empty'),
    of('one-endless-line', 'x'.repeat(8 * 1024 * 1024), 'roster-unreadable'),
    of('open-quote', `${header}\r\n"${'x'.repeat(1024 * 1024)}`, 'roster-unreadable'),
    of('a-hundred-thousand-columns', `${'a,'.repeat(100_000)}\r\n`, 'roster-unreadable'),
    of('empty-lines-without-end', `${header}\r\n${'\r\n'.repeat(1_000_000)}`, 'roster-empty'),
    of('nul-bytes', `${header}\r\n\0\0\0\0`, 'roster-empty'),
    of(
      'random-bytes',
      Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * 7_919 + 131) % 256)),
      'roster-unreadable',
    ),
    of('half-a-character', Buffer.concat([Buffer.from(header), Buffer.from([0xe5, 0xbc])]), 'roster-unreadable'),
    of('charset-that-nobody-knows', roster({}), 'roster-unreadable', 'text/csv; charset=utf-7'),
    of('columns-twice', `${header},姓名\r\n${row()},x\r\n`, 'roster-columns-duplicate'),
    of('name-turned-around', roster({ name: '\u202e三张' }), 'roster-rows-refused'),
    of('name-with-nothing-to-see', roster({ name: '陈\u200b海涛' }), 'roster-rows-refused'),
    of('name-of-blanks', roster({ name: '\u3164\u3164' }), 'roster-rows-refused'),
    of('name-of-two-lines', roster({ name: '"陈海涛\r\n李四"' }), 'roster-rows-refused'),
    of('cell-of-a-megabyte', roster({ account: 'x'.repeat(1024 * 1024) }), 'roster-unreadable'),
    of('formula', roster({ account: `"=HYPERLINK(""http://x.example"",""click"")"` }), 'stored'),
    of('sql', roster({ account: `x'); drop table claims; --` }), 'stored'),
    of('script', roster({ account: '<script>alert(1)</script>' }), 'stored'),
    of('html-with-another-type', roster({}), 'unsupported-media-type', 'text/html'),
  ];
}
