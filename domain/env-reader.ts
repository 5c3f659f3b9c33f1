import { isLocalDate } from './calendar/date.ts';

export type Env = Readonly<Record<string, string | undefined>>;

const ports: [number, number] = [1, 65_535];

/** Typed readers over one environment. A wrong value becomes a line in `faults`; an empty one counts as not set. Values are not repeated: some are secret. */
export function reader(env: Env, faults: string[]) {
  const text = (name: string) => env[name]?.trim() || undefined;
  const wrong = (name: string, wanted: string) => void faults.push(`${name} is not valid: it must be ${wanted}`);

  const matching = (name: string, pattern: RegExp, wanted: string) => {
    const value = text(name);
    if (value !== undefined && !pattern.test(value)) wrong(name, wanted);
    return value;
  };
  const whole = (name: string, fallback: number, [least, most]: [number, number], wanted: string): number => {
    const value = Number(text(name) ?? fallback);
    if (!Number.isInteger(value) || value < least || value > most) wrong(name, wanted);
    return value;
  };
  return {
    text,
    matching,
    oneOf<const T extends string>(name: string, allowed: readonly T[], fallback: T): T {
      const value = text(name) ?? fallback;
      if (!allowed.includes(value as T)) wrong(name, `one of ${allowed.join(', ')}`);
      return value as T;
    },
    /** Of `allowed`, separated by commas; all of them when it is not set. */
    listOf<const T extends string>(name: string, allowed: readonly T[]): T[] {
      const given = text(name)
        ?.split(',')
        .map((one) => one.trim());
      if (!given) return [...allowed];
      if (!given.every((one) => allowed.includes(one as T)))
        wrong(name, `some of ${allowed.join(', ')}, separated by commas`);
      return allowed.filter((one) => given.includes(one));
    },
    /** A number above 0 for some of `allowed`: `payments=20,bulk=0.5`. */
    ratesOf<const T extends string>(name: string, allowed: readonly T[]): Partial<Record<T, number>> {
      const given = (text(name) ?? '').split(',').filter(Boolean);
      const rates = given.map((one) => /^\s*(\w+)\s*=\s*(\d{1,6}(?:\.\d{1,3})?)\s*$/.exec(one));
      if (!rates.every((rate) => rate && allowed.includes(rate[1] as T) && Number(rate[2]) > 0))
        wrong(name, `some of ${allowed.join(', ')}, each with a number above 0, like ${allowed.at(-1)}=20`);
      return Object.fromEntries(rates.map((rate) => [rate?.[1], Number(rate?.[2])])) as Partial<Record<T, number>>;
    },
    port: (name: string, fallback: number) => whole(name, fallback, ports, 'a port number from 1 to 65535'),
    hostPort(name: string, example: string): string | undefined {
      const value = text(name);
      const port = Number(/^[^\s:/]+:([1-9]\d{0,4})$/.exec(value ?? '')?.[1]);
      if (value !== undefined && !(port >= ports[0] && port <= ports[1]))
        wrong(name, `host:port, for example ${example}`);
      return value;
    },
    days: (name: string, most: number) => whole(name, most, [1, most], `a number of days from 1 to ${most}`),
    upTo: (name: string, most: number, fallback: number) =>
      whole(name, fallback, [1, most], `a whole number from 1 to ${most}`),
    /** None when it is not set. */
    between: (name: string, [least, most]: [number, number]) =>
      text(name) === undefined
        ? undefined
        : whole(name, least, [least, most], `a whole number from ${least} to ${most}`),
    count: (name: string, fallback: number) =>
      whole(name, fallback, [0, Number.MAX_SAFE_INTEGER], 'a whole number, 0 or more'),
    url(name: string, protocols: string[]): string | undefined {
      const value = text(name);
      const parsed = value !== undefined && URL.canParse(value) ? new URL(value) : undefined;
      if (value !== undefined && !(parsed && protocols.includes(parsed.protocol))) {
        wrong(name, `a URL that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`);
      }
      return value;
    },
    instant(name: string): string | undefined {
      const value = text(name);
      const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\+08:00$/;
      const exists = (at: string) => form.test(at) && isLocalDate(at.slice(0, 10)) && !Number.isNaN(Date.parse(at));
      if (value !== undefined && !exists(value)) wrong(name, 'an instant like 2020-02-03T09:00:00+08:00');
      return value;
    },
  };
}
