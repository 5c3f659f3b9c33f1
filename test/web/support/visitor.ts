/** Somebody with a browser that keeps cookies and follows only where it is told to. */
export interface Visitor {
  cookies: Map<string, string>;
  /** Everything that was set, with its attributes, newest last. */
  set: string[];
  go(address: string | URL, init?: RequestInit): Promise<Response>;
}

export function visitor(base: string, cookies = new Map<string, string>()): Visitor {
  const set: string[] = [];
  return {
    ...{ cookies, set },
    async go(address, init = {}) {
      const response = await fetch(new URL(address, base), {
        ...{ redirect: 'manual', ...init },
        headers: { ...init.headers, Cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      });
      for (const cookie of response.headers.getSetCookie()) {
        set.push(cookie);
        const [pair] = cookie.split(';');
        const at = pair!.indexOf('=');
        if (/Max-Age=0/.test(cookie)) cookies.delete(pair!.slice(0, at));
        else cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
      }
      return response;
    },
  };
}
