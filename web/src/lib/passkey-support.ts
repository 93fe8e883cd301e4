/** Passkeys belong to a name: whoever reaches the shop by a bare IP address can have none (WebAuthn §5.1.2). */
const isBareAddress = (host: string): boolean => /^(\d+(\.\d+){3}|\[.*\])$/.test(host);

/** Whether this browser, at this address, can make passkeys and sign in with them. */
export const canHavePasskeys = (host = location.hostname): boolean =>
  isSecureContext && 'PublicKeyCredential' in window && !isBareAddress(host);

/** How passkeys name whose they are: the sixteen bytes of the person's id, in base64url. */
export const handleOf = (id: string): string =>
  btoa(String.fromCharCode(...(id.replaceAll('-', '').match(/../g) ?? []).map(pair => parseInt(pair, 16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
