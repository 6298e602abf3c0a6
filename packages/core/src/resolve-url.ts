import { UsageError } from './errors.ts'

/** More distinct URLs than a page shows at a time; the parser runs again beyond. */
const URLS_REMEMBERED = 1000

/** Absolute URLs for what callers write, without parsing the same text twice. */
export interface UrlResolver {
  /** @throws UsageError for a URL that cannot be resolved, or that carries a password */
  readonly resolve: (url: string) => string
  /** Drops what it remembers. */
  readonly forget: () => void
}

export function createUrlResolver(baseUrl: string | undefined): UrlResolver {
  const remembered = new Map<string, string>()
  let rememberedOn: string | undefined
  // What continues an absolute URL is the same on every page; to ask for the page's takes its time.
  const isSameOnEachPage = baseUrl !== undefined && URL.canParse(baseUrl)

  function forgetOfOtherPages(): void {
    const page = pageBase()
    if (page !== rememberedOn) remembered.clear()
    rememberedOn = page
  }

  return {
    resolve(url) {
      if (!isSameOnEachPage) forgetOfOtherPages()
      const known = remembered.get(url)
      if (known !== undefined) return known
      const resolved = absoluteUrl(url, baseUrl)
      if (remembered.size >= URLS_REMEMBERED) remembered.clear()
      remembered.set(url, resolved)
      return resolved
    },
    forget: () => remembered.clear(),
  }
}

/** Absolute URLs stay; all others continue the base URL, also those that begin with a slash. */
export function absoluteUrl(url: string, baseUrl: string | undefined): string {
  if (URL.canParse(url)) return withoutFragment(url)
  const page = pageBase()
  const path =
    baseUrl === undefined ? url : `${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`
  const isUsable = URL.canParse(baseUrl ?? url, page) && URL.canParse(path, page)
  if (isUsable) return withoutFragment(new URL(path, page).href)
  throw new UsageError(
    `Cannot resolve ${JSON.stringify(url)}: outside of a page createEtagged needs an absolute baseUrl, such as 'https://api.example.com'`,
  )
}

/** What relative URLs continue in a page: its `<base>`, else its own URL. */
function pageBase(): string | undefined {
  return globalThis.document?.baseURI ?? globalThis.location?.href
}

/** The origin of the base URL, else the page's own; `undefined` outside of a page. */
export function ownOrigin(baseUrl: string | undefined): string | undefined {
  const base = baseUrl ?? globalThis.location?.href
  const page = pageBase()
  return base !== undefined && URL.canParse(base, page) ? new URL(base, page).origin : undefined
}

/** A page reaches its own origin without CORS; a program without a page knows no CORS at all. */
export function isSameOrigin(url: string): boolean {
  const origin = globalThis.location?.origin
  if (origin === undefined) return true
  // As all that is sent, it is absolute, and without a user name.
  return url.startsWith('http') ? url.startsWith(`${origin}/`) : new URL(url).origin === origin
}

/** The URL as it is sent. @throws UsageError when it carries a user name or a password */
export function withoutFragment(url: string): string {
  const parsed = new URL(url)
  // fetch refuses it as well; here it is refused before anybody could log it.
  if (parsed.username !== '' || parsed.password !== '') {
    throw new UsageError(
      `The URL for ${parsed.host} contains a user name or a password: send them in a field instead`,
    )
  }
  parsed.hash = ''
  return parsed.href
}
