/**
 * What the generator of the document says wrongly, said rightly: it leaves the flag of a regular expression at the end of a `pattern`, and lets
 * nothing at all be null where a named schema may be.
 */
export function mended<T>(node: T): T {
  if (Array.isArray(node)) return node.map(mended) as T;
  if (typeof node !== 'object' || node === null) return node;
  const { allOf, ...rest } = Object.fromEntries(Object.entries(node).map(([name, held]) => [name, mended(held)]));
  if (typeof rest.pattern === 'string') rest.pattern = rest.pattern.replace(/\/u$/, '');
  if (!Array.isArray(allOf)) return rest as T;
  const [named, orNull = {}] = allOf as Record<string, unknown>[];
  const { description, ...second } = orNull;
  if (!isNullOnly(second)) return { ...rest, allOf } as T;
  return { ...rest, ...(description !== undefined && { description }), anyOf: [named, { type: 'null' }] } as T;
}

function isNullOnly(schema: Record<string, unknown>): boolean {
  return JSON.stringify(schema) === '{"type":["object","null"]}';
}
