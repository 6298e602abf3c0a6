const token = /^[\w!#$%&'*+.^`|~-]+$/

/** Is this a token, as field names and methods are? (RFC 9110 §5.6.2) */
export function isToken(text: string): boolean {
  return token.test(text)
}
