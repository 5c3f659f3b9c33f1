/** Characters that a header or a file system could misread. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}"\\/:*?<>|;%]/gu;

/** `Content-Disposition` of a download: a plain name for every client, the full one (RFC 6266) for those that read it. */
export function attachment(name: string): string {
  const whole = name.normalize('NFC').replace(unsafe, '_').replace(/^\.+/, '_');
  // By characters: half of one is no text.
  const safe = [...whole].slice(-150).join('').trim();
  const plain = safe.replace(/[^\x20-\x7e]/g, '_') || 'file';
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(safe || 'file')}`;
}

/** What `encodeURIComponent` leaves and RFC 5987 does not allow. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/['()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
