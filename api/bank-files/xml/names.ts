/** Prefixes in force in an element, and the namespace of names without one. */
export type Names = ReadonlyMap<string, string>;

const none: Names = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** Resolves the name of an element by its own and its parents' declarations. @throws what `malformed` makes: a prefix that nobody declared */
export function childNames(
  parent: Names = none,
  qualified: string,
  attributes: ReadonlyMap<string, string>,
  malformed: () => Error,
): { names: Names; namespace: string; name: string } {
  const declared = [...attributes]
    .filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(([name, uri]) => [name.slice('xmlns:'.length), uri] as const);
  const names = declared.length > 0 ? new Map([...parent, ...declared]) : parent;
  const parts = qualified.split(':');
  const [prefix, name] = parts.length > 1 ? parts : ['', qualified];
  const namespace = names.get(prefix!) ?? (prefix === '' ? '' : undefined);
  if (namespace === undefined || !name || parts.length > 2) throw malformed();
  return { names, namespace, name };
}
