import type { HostileFile } from './corpus.ts';

export function jsonCorpus(): HostileFile[] {
  const of = (to: 'roster' | 'claim', name: string, content: string | Buffer, answer: string): HostileFile => ({
    ...{ name: `json/${to}-${name}`, to, contentType: 'application/json', answer },
    content: Buffer.from(content as string),
  });
  const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  return [
    of('roster', 'deep', `{"rows":[{"name":${deep(20_000)}}]}`, 'invalid-input'),
    of('roster', 'that-does-not-end', '{"rows":[{"name":"陈海涛"}', 'roster-unreadable'),
    of('roster', 'row-of-a-megabyte', `{"rows":[{"name":"${'x'.repeat(1024 * 1024)}"}]}`, 'roster-rows-refused'),
    of(
      'roster',
      'prototype',
      '{"rows":[{"__proto__":{"admin":true},"constructor":1,"name":"陈"}]}',
      'roster-rows-refused',
    ),
    of(
      'roster',
      'unknown-fields',
      `{"rows":[{${Array.from({ length: 2_000 }, (_, i) => `"f${i}":1`).join()}}]}`,
      'roster-rows-refused',
    ),
    of('claim', 'deep', deep(400_000), 'invalid-input'),
    of('claim', 'prototype', '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}', 'invalid-input'),
    of('claim', 'number-without-end', `{"jurisdiction":${'9'.repeat(500_000)}}`, 'invalid-input'),
    of('claim', 'half-a-surrogate', '{"jurisdiction":"\\ud83d"}', 'invalid-input'),
    of('claim', 'bytes-that-are-no-text', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 'malformed-json'),
    of('claim', 'over-the-limit', `{"x":"${'x'.repeat(1024 * 1024)}"}`, 'body-too-large'),
    { ...of('claim', 'as-text', '{}', 'unsupported-media-type'), contentType: 'text/plain' },
  ];
}
