/** Prefixes in force in an element, and the namespace of names without one. */
export type Names = ReadonlyMap<string, string>;

const none: Names = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/** What an element declares, over what its parent knows. */
export function namesIn(parent: Names = none, attributes: ReadonlyMap<string, string>): Names {
  let names: Map<string, string> | undefined;
  for (const [name, uri] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    names ??= new Map(parent);
    names.set(name.slice('xmlns:'.length), uri);
  }
  return names ?? parent;
}

/** Namespace and name of an element; null for a prefix that nobody declared, and for what is no name. */
export function resolved(names: Names, qualified: string): { namespace: string; name: string } | null {
  const colon = qualified.indexOf(':');
  if (colon < 0) return { namespace: names.get('') ?? '', name: qualified };
  const namespace = names.get(qualified.slice(0, colon));
  const name = qualified.slice(colon + 1);
  return namespace === undefined || name === '' || name.includes(':') ? null : { namespace, name };
}
