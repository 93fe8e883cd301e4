/** The more telling ones first: an Android says Linux too, and an iPhone like Mac OS X. */
const kinds = ['iPhone', 'iPad', 'Android', 'Windows', 'Macintosh', 'CrOS', 'Linux'];
const names: Record<string, string> = { Macintosh: 'Mac', CrOS: 'Chromebook' };

/** What people may call this device; empty if the browser does not tell. */
export function deviceName(userAgent = navigator.userAgent): string {
  const kind = kinds.find(one => userAgent.includes(one)) ?? '';
  return names[kind] ?? kind;
}

/** The same, told apart from names that are taken: "Mac 2". */
export function freeName(name: string, taken: string[]): string {
  if (!name || !taken.includes(name)) return name;
  let at = 2;
  while (taken.includes(`${name} ${at}`)) at++;
  return `${name} ${at}`;
}
