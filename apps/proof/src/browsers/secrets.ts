/** What must not be kept, told to others, or shown; each with a word of its own to look for. */
export const SLOTS = [
  'authorization',
  'cookie',
  'set-cookie',
  'www-authenticate',
  'proxy-authenticate',
  'proxy-authentication-info',
  'authentication-info',
  'hop',
  'request-body',
  'body',
  'userinfo',
  'fragment',
  'user',
] as const

export type Slot = (typeof SLOTS)[number]

/** The word in a slot. No URL carries it, but where it is the URL that is tried. */
export function secret(number: string | number, slot: Slot): string {
  return `secret-${number}-of-${slot}`
}

/** Fields of a response that no cache may keep (RFC 9111 §3.1, §7.3). */
export function secretFields(number: string): Record<string, string> {
  return {
    'set-cookie': `session=${secret(number, 'set-cookie')}; Path=/; Max-Age=60`,
    'www-authenticate': `Bearer realm="${secret(number, 'www-authenticate')}"`,
    'proxy-authenticate': `Basic realm="${secret(number, 'proxy-authenticate')}"`,
    'proxy-authentication-info': secret(number, 'proxy-authentication-info'),
    'authentication-info': secret(number, 'authentication-info'),
    connection: 'keep-alive, x-hop',
    'x-hop': secret(number, 'hop'),
  }
}
