/** What proves or keeps an identity, by its name (RFC 9110 §11, RFC 6265). `author` is none of it. */
const SECRET_NAME =
  /auth(?!or(?!i[sz]))|cookie|token|secret|session|credential|passw|pwd|signature|csrf|xsrf|jwt|saml|assertion|hmac|ticket|sess(?:ion)?_?id|(?:api|access|private|subscription)[-_ ]?key|^x-.*(?:key$|user)|^code$/i

/** Short words, which are parts of harmless ones, too. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'key',
  'sig',
  'sid',
  'pass',
  'pin',
  'otp',
  'email',
  'mail',
])

/** Header, payload and signature of a JSON Web Token (RFC 7519 §3), and what begins like credentials. */
const TOKEN_SHAPED =
  /^(?:bearer|basic|digest|negotiate|dpop)\s+\S|^ey[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?$|^(?:gh[opsu]|github_pat|sk|pk|rk|xox[a-z])[-_][\w-]{16,}$/i

/**
 * Does a field or a parameter look like one that proves an identity, or keeps one: by its name, or by
 * the shape of its value? Pure.
 *
 * @param name of a header field, or of a query parameter; empty: it has none
 */
export function isSecret(name: string, value: string): boolean {
  if (SECRET_NAME.test(name) || TOKEN_SHAPED.test(value)) return true
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase()
  return words.split(/[^a-z\d]+/).some((word) => SECRET_WORDS.has(word))
}
