/** Passkeys belong to a name: whoever reaches the shop by a bare IP address can have none (WebAuthn §5.1.2). */
const isBareAddress = (host: string): boolean => /^(\d+(\.\d+){3}|\[.*\])$/.test(host);

/** Whether this browser, at this address, can make passkeys and sign in with them. */
export const canHavePasskeys = (host = location.hostname): boolean =>
  isSecureContext && 'PublicKeyCredential' in window && !isBareAddress(host);
