/** What a token says. */
export interface Claims {
  /** The user's wallet address: the subject. */
  readonly address: string
  /** Issued at; seconds since the epoch. */
  readonly iat: number
  /** Expires at; seconds since the epoch. */
  readonly exp: number
}

/** Issues tokens and reads them back. */
export interface Tokens {
  /** A new token, unlike any before it. */
  issue(address: string): Promise<{ readonly token: string; readonly claims: Claims }>
  /** The claims of a token that is ours and has not expired. */
  read(token: string): Promise<Claims | undefined>
}

/** Options of {@link createTokens}. */
export interface TokenOptions {
  /** The time; ms since the epoch. */
  readonly clock: () => number
  /** How long a token is good for; seconds. @default 30 days */
  readonly lifetime?: number
}

// Tokens of this local server open nothing worth stealing; a fixed key lets them survive a restart.
const KEY = new TextEncoder().encode('etagged: a local server, no secrets')
const HMAC = { name: 'HMAC', hash: 'SHA-256' }
const HEADER = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))

/** JSON Web Tokens signed with HMAC-SHA-256. */
export function createTokens({ clock, lifetime = 30 * 24 * 3600 }: TokenOptions): Tokens {
  const key = crypto.subtle.importKey('raw', KEY, HMAC, false, ['sign', 'verify'])
  let issued = 0
  return {
    issue: async (address) => {
      const iat = Math.floor(clock() / 1000)
      const claims = { address, iat, exp: iat + lifetime }
      issued += 1
      const signed = `${HEADER}.${base64url(JSON.stringify({ ...claims, jti: String(issued) }))}`
      const signature = await crypto.subtle.sign(HMAC, await key, bytesOf(signed))
      return { token: `${signed}.${base64url(binary(new Uint8Array(signature)))}`, claims }
    },
    read: async (token) => {
      const end = token.lastIndexOf('.')
      const signature = fromBase64url(token.slice(end + 1))
      if (end < 0 || signature === undefined) return undefined
      const signed = token.slice(0, end)
      if (!(await crypto.subtle.verify(HMAC, await key, signature, bytesOf(signed))))
        return undefined
      const claims = claimsIn(signed)
      return claims && claims.exp * 1000 > clock() ? claims : undefined
    },
  }
}

/** Only called for text that we signed ourselves. */
function claimsIn(signed: string): Claims | undefined {
  const payload = fromBase64url(signed.slice(signed.indexOf('.') + 1))
  if (!payload) return undefined
  const { address, iat, exp } = JSON.parse(new TextDecoder().decode(payload)) as Claims
  return { address, iat, exp }
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function binary(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

function base64url(text: string): string {
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(decoded, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
