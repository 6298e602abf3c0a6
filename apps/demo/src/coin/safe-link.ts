/** What a coin's maker wrote where a link is expected: never to be trusted. */
export type Reference =
  | { readonly kind: 'link'; readonly href: string; readonly label: string }
  | { readonly kind: 'text'; readonly text: string }

/** Longer labels push everything else aside. */
const LONGEST_LABEL = 32

/**
 * A link for an absolute http(s) URL, its text for anything else, nothing for nothing. The label is
 * the URL's own host, so that it cannot claim another one; a URL with a user name in it, which could
 * (`https://bank.example@evil.example`), is text.
 */
export function referenceOf(written: string | undefined): Reference | undefined {
  const text = written?.trim() ?? ''
  if (text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !isWeb(url) || url.username !== '' || url.password !== '') {
    return { kind: 'text', text: shortened(text) }
  }
  const path = url.pathname === '/' ? '' : url.pathname
  const host = url.host.replace(/^www\./, '')
  return { kind: 'link', href: url.href, label: shortened(`${host}${path}`) }
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:'
}

function shortened(text: string): string {
  const characters = Array.from(text)
  if (characters.length <= LONGEST_LABEL) return text
  return `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`
}
