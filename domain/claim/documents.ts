interface DocumentType {
  /** As people call it. */
  name: string;
  /** How its files end, the usual way first. */
  extensions: readonly [string, ...string[]];
  /** Its first bytes, one character each; undefined: it is plain text. */
  begins?: string;
  /** What stands in it after that, in this order, if it is whole. */
  holds?: readonly string[];
}

/** What may be handed in as a document, by its media type. */
export const documentTypes: Readonly<Record<string, DocumentType>> = {
  'application/pdf': { name: 'PDF', extensions: ['pdf'], begins: '%PDF-', holds: ['%%EOF'] },
  'image/png': { name: 'PNG', extensions: ['png'], begins: '\x89PNG', holds: ['IHDR', 'IEND'] },
  'image/jpeg': { name: 'JPG', extensions: ['jpg', 'jpeg'], begins: '\xff\xd8\xff', holds: ['\xff\xda', '\xff\xd9'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    ...{ name: 'Excel (.xlsx)', extensions: ['xlsx'], begins: 'PK', holds: ['PK\x05\x06'] },
  },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    ...{ name: 'Word (.docx)', extensions: ['docx'], begins: 'PK', holds: ['PK\x05\x06'] },
  },
  'text/csv': { name: 'CSV', extensions: ['csv'] },
};

/** Of which type a file says it is by its name; undefined: of none that may be handed in. */
export const typeByName = (name: string): string | undefined =>
  Object.keys(documentTypes).find((type) => documentTypes[type]!.extensions.some((one) => endsIn(name, one)));

const endsIn = (name: string, extension: string) => name.toLowerCase().endsWith(`.${extension}`);

/** Under this name a document leaves us: it ends as what it was found to be, whatever its owner called it. */
export function nameOfType(name: string, type: string): string {
  const extensions = documentTypes[type]?.extensions ?? [];
  const [usual] = extensions;
  return usual === undefined || extensions.some((one) => endsIn(name, one)) ? name : `${name}.${usual}`;
}

/** So many characters of a name are kept. */
export const longestName = 200;

/** A name that is too long loses its middle part, not what it ends in. */
export function shortName(name: string): string {
  const letters = [...name];
  if (letters.length <= longestName) return name;
  const [end = ''] = /\.[^.]{1,10}$/u.exec(name) ?? [];
  return letters.slice(0, longestName - [...end].length).join('') + end;
}
