import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { corpus } from './corpus.ts';

/** `npm run hostile -- <folder>`: writes the uploads that the test sends, to try them on another system, or on this one by hand. */
const folder = process.argv[2];
if (!folder) {
  console.error('Name a folder: npm run hostile -- /tmp/hostile');
  process.exit(1);
}
for (const { name, content, to, contentType, answer } of corpus()) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log([file, `to ${to}`, contentType, answer].join('\t'));
}
