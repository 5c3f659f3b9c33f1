const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });

export type Charset = 'utf-8' | 'gb18030';

/** Bytes as text of the charset; null for bytes that it does not have. */
export function decodedBy(charset: Charset, bytes: Uint8Array): string | null {
  try {
    return (charset === 'utf-8' ? utf8 : gb18030).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Which charset Chinese text is in, or null when it is in neither. Few GB18030 texts are also valid UTF-8, 状态 among them; read so
 * they are Hebrew, Arabic or accents (code points of two bytes), which no bank of ours writes, where Chinese takes three bytes.
 */
export function charsetOf(bytes: Uint8Array): Charset | null {
  const asUtf8 = decodedBy('utf-8', bytes);
  const asGb18030 = decodedBy('gb18030', bytes);
  if (asUtf8 === null) return asGb18030 === null ? null : 'gb18030';
  const foreign = !/[\u0800-\u{10FFFF}]/u.test(asUtf8);
  return foreign && asGb18030 !== null && /\p{Script=Han}/u.test(asGb18030) ? 'gb18030' : 'utf-8';
}
