import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { bodyOf } from './bodies.ts'

/** How many answers there were, by status. */
export interface Answered {
  readonly ok: number
  readonly notModified: number
  readonly other: number
}

/** Gives coins, and counts what it gave. */
export interface Answers {
  answer(path: string, headers: IncomingHttpHeaders, response: ServerResponse): void
  given(): Answered
}

interface Resource {
  readonly version: number
  readonly etag: string
  readonly body: Buffer
}

/**
 * Answers with the version that `versionOf` tells. A body is made and hashed once for each version,
 * so that an answer costs next to nothing.
 */
export function createAnswers(cacheControl: string, versionOf: (path: string) => number): Answers {
  const resources = new Map<string, Resource>()
  const counts = { ok: 0, notModified: 0, other: 0 }

  function resourceOf(path: string): Resource | undefined {
    const version = versionOf(path)
    const known = resources.get(path)
    if (known?.version === version) return known
    const text = bodyOf(path, version)
    if (text === undefined) return undefined
    const body = Buffer.from(text)
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const resource = { version, etag, body }
    resources.set(path, resource)
    return resource
  }

  function answer(path: string, headers: IncomingHttpHeaders, response: ServerResponse): void {
    const resource = resourceOf(path)
    if (resource === undefined) {
      counts.other++
      response.writeHead(404).end()
      return
    }
    const { etag, body } = resource
    const fields = { etag, 'cache-control': cacheControl }
    if (headers['if-none-match'] === etag) {
      counts.notModified++
      response.writeHead(304, fields).end()
      return
    }
    counts.ok++
    const content = { 'content-type': 'application/json', 'content-length': body.length }
    response.writeHead(200, { ...fields, ...content }).end(body)
  }

  return { answer, given: () => ({ ...counts }) }
}
