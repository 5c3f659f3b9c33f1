/** A hundred thousand transactions have the same few paths; beyond so many, they are made anew each time. */
const mostPaths = 2_000;

/** Paths of elements, each made once. */
export function pathMaker(): (parent: string, name: string) => string {
  const known = new Map<string, Map<string, string>>();
  let count = 0;
  return (parent, name) => {
    const made = known.get(parent)?.get(name);
    if (made !== undefined) return made;
    const path = parent === '' ? name : `${parent}/${name}`;
    if (count < mostPaths) {
      count += 1;
      if (!known.has(parent)) known.set(parent, new Map());
      known.get(parent)?.set(name, path);
    }
    return path;
  };
}
