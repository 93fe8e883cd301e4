import { describe, expect, it } from 'vitest';
import { addressIn } from './token';

describe('the address in a token', () => {
  const secret = 'a'.repeat(43);
  it('stands behind the secret', () => {
    expect(addressIn(`${secret}YW5hQHRpZW5kYS5lcw`)).toBe('ana@tienda.es');
    expect(addressIn(`${secret}YcOxYUB0aWVuZGEuZXM`)).toBe('aña@tienda.es');
  });
  it.each(['', secret, secret.slice(1) + '*', `${secret}!`, `${secret}w6`, `${secret}_w`])('is none in "%s"', token =>
    expect(addressIn(token)).toBe('')
  );
});
