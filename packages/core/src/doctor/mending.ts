import type { Finding, FindingId } from './finding.ts'

/** What a finding asks of a server, in whatever language it is told. */
export interface Mending {
  readonly id: FindingId
  /** Whose answers are meant: an origin, or an endpoint of it. */
  readonly where: string
  /** The endpoint as a pattern in which `*` is one segment of the path; `*`: the whole origin. */
  readonly path: string
  /** Is the page of another origin than the server? */
  readonly isCrossOrigin: boolean
  readonly page: string
  /** Do its requests carry cookies? Then it needs one permission more. */
  readonly isCredentialed: boolean
  /** The fields of requests that a preflight has to allow; none: it is not at fault. */
  readonly allowed: readonly string[]
}

/** Where nobody knows the page. */
const SOME_PAGE = 'https://app.example.com'

/** What pages send anyway: who lists names must not forget these. */
const USUAL = ['Authorization', 'Content-Type', 'If-None-Match']

export function mendingOf({ id, origin, endpoint, page, credentials }: Finding): Mending {
  const isCrossOrigin = page !== undefined
  const refused = id === 'wasted-validation' && !isCrossOrigin ? undefined : refusedIn[id]
  return {
    id,
    where: origin + endpoint,
    path: endpoint || '*',
    isCrossOrigin,
    page: page ?? SOME_PAGE,
    isCredentialed: credentials === 'include',
    allowed: refused === undefined ? [] : [...USUAL, ...refused],
  }
}

/** Beside what is usual. */
const refusedIn: { readonly [Id in FindingId]?: readonly string[] } = {
  'preflight-refuses-if-none-match': [],
  'preflight-refuses-if-modified-since': ['If-Modified-Since'],
  'preflight-refuses-cache-control': ['Cache-Control'],
  'wasted-validation': ['Cache-Control'],
  'conditional-requests-fail': ['If-Modified-Since', 'Cache-Control'],
}

/** The request fields by which answers vary as a rule: by others the server has to say. */
export function varyOf({ isCrossOrigin }: Mending): string {
  return isCrossOrigin ? 'Accept-Encoding, Origin' : 'Accept-Encoding'
}

/** What only the app can do, as comments. */
export function forTheApp({ id, allowed }: Mending, comment: string): readonly string[] {
  const isNeeded = id === 'wasted-validation' && allowed.length > 0
  return isNeeded
    ? [`${comment} And in the app: createEtagged({ crossOriginCacheControl: true })`]
    : []
}

/** The options of `cors`, which Express and Hono name differently. */
export function corsOptions(
  { page, isCredentialed, allowed }: Mending,
  names: { readonly allow: string; readonly expose: string },
): readonly string[] {
  return [
    `  origin: ${quoted(page)},`,
    ...(isCredentialed ? ['  credentials: true,'] : []),
    ...(allowed.length > 0 ? [`  ${names.allow}: [${allowed.map(quoted).join(', ')}],`] : []),
    `  ${names.expose}: ['ETag', 'Vary'],`,
    ...(allowed.length > 0 ? ['  maxAge: 7200,'] : []),
  ]
}

/** As a literal of JavaScript: a path may hold an apostrophe. */
export function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`
}
