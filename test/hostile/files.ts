import { zip } from '../api/support/xlsx.ts';
import type { HostileFile } from './corpus.ts';

export function fileCorpus(): HostileFile[] {
  const of = (name: string, contentType: string, content: string | Buffer, answer: string, filename?: string) => ({
    ...{ name: `file/${name}`, to: 'file' as const, contentType, answer },
    content: Buffer.from(content as string),
    ...(filename !== undefined && { headers: { 'X-Filename': filename } }),
  });
  const pdf =
    '%PDF-1.7\n%\u00e2\u00e3\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj\n%%EOF';
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return [
    of('page-that-says-it-is-a-pdf', 'application/pdf', '<html><script>alert(1)</script>', 'file-type-mismatch'),
    of('svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'unsupported-media-type'),
    of('page', 'text/html', '<script>alert(1)</script>', 'unsupported-media-type'),
    of('program', 'application/x-msdownload', 'MZ', 'unsupported-media-type'),
    of('program-that-says-it-is-a-csv', 'text/csv', 'MZ\x90\0\x03\0\0\0', 'file-type-mismatch', 'virus.exe'),
    of('bytes-that-are-no-text', 'text/csv', Buffer.from([0x41, 0xff, 0xff, 0x0a]), 'file-type-mismatch'),
    of(
      'picture-that-broke-off',
      'image/jpeg',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46]),
      'file-cut-off',
    ),
    of('pdf-without-its-end', 'application/pdf', pdf.slice(0, -5), 'file-cut-off'),
    of('empty', 'application/pdf', '', 'file-empty'),
    // What is opaque is kept as it is and comes back as a download, never shown in a page of ours.
    of('pdf-with-script', 'application/pdf', pdf, 'stored'),
    of('archive-bomb', docx, zip({ 'word/document.xml': ' '.repeat(100 * 1024 * 1024) }), 'stored'),
    // A page is text: it comes back as the CSV that it was said to be.
    of('page-that-says-it-is-a-csv', 'text/csv', '<html><script>alert(1)</script>', 'stored', 'evil.html'),
    of('csv-in-gb18030', 'text/csv', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a]), 'stored', 'roster.CSV'),
    of('name-that-climbs', 'application/pdf', pdf, 'stored', encodeURIComponent('../../etc/passwd')),
    of('name-with-a-header', 'application/pdf', pdf, 'stored', encodeURIComponent('a.pdf"\r\nSet-Cookie: x=1\r\n')),
    of('name-turned-around', 'application/pdf', pdf, 'stored', encodeURIComponent('bill\u202efdp.exe')),
    of('name-that-is-no-text', 'application/pdf', pdf, 'stored', '%ff%fe'),
  ];
}
