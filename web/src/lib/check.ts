/** What is wrong with an e-mail address, as a message key. What can be fixed (spaces around) is not refused. */
export function emailProblem(text: string): string | null {
  const email = text.trim();
  if (!email) return 'error.email.required';
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) ? null : 'error.email.malformed';
}

/** Keys are accepted with spaces, dashes and in lower case; letters that look like digits count as those. */
export function referenceOf(text: string): string | null {
  const plain = text
    .toUpperCase()
    .replace(/[\s.\-–—_]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(plain) ? plain.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3') : null;
}
