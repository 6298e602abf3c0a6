import { parseList } from '../http/list.ts'

/** What a cache's rows are a part of; the quotes belong to the name. */
const clearingTypes: ReadonlySet<string> = new Set(['"cache"', '"storage"', '"*"'])

/**
 * Does a `Clear-Site-Data` field ask to remove what the cache holds of its origin? Its value is a
 * list of quoted strings, of which unknown ones mean nothing; cookies and execution contexts are
 * the browser's to clear. As in the Clear Site Data specification, only a potentially trustworthy
 * URL is heeded: `https:`, or `http:` on this very machine (localhost, 127.0.0.0/8, [::1]). On any
 * other, someone on the way could have added it. Pure.
 */
export function asksToClear(url: string, value: string): boolean {
  return isTrustworthy(url) && parseList(value).some((type) => clearingTypes.has(type))
}

function isTrustworthy(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  const isName = hostname === 'localhost' || hostname.endsWith('.localhost')
  return isName || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
