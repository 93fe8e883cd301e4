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

export function dropToken(): void {
  sessionStorage.removeItem(name + location.pathname);
}
