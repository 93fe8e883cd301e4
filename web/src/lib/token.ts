const name = 'resuelve_link_token';

/** The token behind "#" of a mailed link, taken out of the address so that it stays neither in it nor in the history. */
export function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(history.state, '', location.pathname);
    sessionStorage.setItem(name + location.pathname, token); // a reload must not lose it
    return token;
  }
  return sessionStorage.getItem(name + location.pathname) ?? '';
}

const secretLength = 43;

/** The address that stands behind the secret of some tokens; empty if there is none. */
export function addressIn(token: string): string {
  try {
    const base64 = token.slice(secretLength).replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return ''; // a part of the link is missing
  }
}

export function dropToken(): void {
  sessionStorage.removeItem(name + location.pathname);
}
