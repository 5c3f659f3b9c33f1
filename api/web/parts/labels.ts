const labels = [
  /<label for="([^"]+)">\s*([^<]+)/g,
  /<label>\s*<input[^>]* id="([^"]+)"[^>]*>\s*([^<]+)/g,
  /<fieldset[^>]* id="([^"]+)"[^>]*>\s*<legend[^>]*>([^<]+)/g,
  /<(?:input|select|textarea)[^>]* id="([^"]+)"[^>]* aria-label="([^"]+)"/g,
];

/**
 * A page whose note on top calls each fault by the label of its field, or of what the field is part of, and leads there; where the page has no
 * such field, the fault keeps its own name and leads nowhere.
 */
export function labelled(page: string): string {
  if (!page.includes('class="to-field"')) return page;
  const byId = new Map(labels.flatMap((one) => [...page.matchAll(one)].map(([, id, label]) => [id!, label!.trim()])));
  return page.replace(/<a class="to-field" href="#([^"]+)">([^<]*)<\/a>/g, (_, id: string, name: string) => {
    for (let at = id; at.includes('-'); at = at.slice(0, at.lastIndexOf('-'))) {
      const label = byId.get(at);
      if (label) return `<a href="#${at}">${at === id ? label : name}</a>`;
    }
    return name;
  });
}
