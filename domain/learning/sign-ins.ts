/** When one trainee signed in: whole seconds since 1970, each once, in order. */
export interface SignIns {
  ref: string;
  seconds: readonly number[];
}

/** With how many others somebody signed in at the very same second at least so often, and how often at most. */
export interface SignInsAlike {
  ref: string;
  times: number;
  persons: number;
}

/**
 * Trainees who signed in at the very same second as one other at least `least` times. Where a platform dates all sign-ins by its timetable, a whole class
 * does: whoever has the same seconds is looked at once, and pairs are counted one trainee at a time.
 */
export function signInsAlike(all: readonly SignIns[], least: number): SignInsAlike[] {
  const groups = groupsOf(all.filter(({ seconds }) => seconds.length >= least));
  const at = new Map<number, number[]>();
  groups.forEach(({ seconds }, i) => {
    for (const second of seconds) {
      const there = at.get(second);
      if (there) there.push(i);
      else at.set(second, [i]);
    }
  });
  return groups.flatMap(({ refs, seconds }, own) => {
    const shared = new Uint32Array(groups.length);
    for (const second of seconds) for (const other of at.get(second)!) shared[other]! += 1;
    let [times, persons] = [0, 0];
    groups.forEach((group, other) => {
      const others = group.refs.length - (other === own ? 1 : 0);
      if (others === 0 || shared[other]! < least) return;
      times = Math.max(times, shared[other]!);
      persons += others;
    });
    return persons === 0 ? [] : refs.map((ref) => ({ ref, times, persons }));
  });
}

function groupsOf(all: readonly SignIns[]): { refs: string[]; seconds: readonly number[] }[] {
  const groups = new Map<string, { refs: string[]; seconds: readonly number[] }>();
  for (const { ref, seconds } of all) {
    const key = seconds.join(' ');
    const group = groups.get(key);
    if (group) group.refs.push(ref);
    else groups.set(key, { refs: [ref], seconds });
  }
  return [...groups.values()];
}
