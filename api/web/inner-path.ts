/** Only to a page of ours, whatever a link asks for. Browsers drop tabs and dots before they follow: so does the check. */
export function innerPath(to: unknown, otherwise: string): string {
  const here = 'http://here.invalid';
  if (typeof to !== 'string' || !URL.canParse(to, here)) return otherwise;
  const { origin, pathname, search } = new URL(to, here);
  return to.startsWith('/') && origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : otherwise;
}
