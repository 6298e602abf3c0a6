import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'

export type Kind = 'coin' | 'list'

const BASE = 'https://coins.example.com'

/** A URL for each number; no two have the same body. */
export function storedUrl(kind: Kind, number: number): string {
  return kind === 'coin' ? `${BASE}${coinPath(number)}` : `${BASE}${listPath(50)}&page=${number}`
}

export function textOf(url: string): string {
  const [path = '', page = '0'] = url.slice(BASE.length).split('&page=')
  return bodyOf(path, Number(page)) ?? ''
}

/** As it comes from a network: bytes, with the fields of the origin. */
export function answerOf(url: string): Response {
  const text = textOf(url)
  return new Response(new TextEncoder().encode(text), {
    headers: {
      'cache-control': 'max-age=3600',
      'content-length': String(text.length),
      'content-type': 'application/json',
      etag: `"${url.slice(-40)}"`,
    },
  })
}
