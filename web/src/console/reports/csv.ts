/** Comma-separated values (RFC 4180) with a byte order mark, for spreadsheets. What looks like a formula stays text. */
export function csvOf(head: string[], rows: (string | number)[][]): string {
  const cell = (value: string | number): string => {
    const text = typeof value === 'number' ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return '\ufeff' + [head, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}
