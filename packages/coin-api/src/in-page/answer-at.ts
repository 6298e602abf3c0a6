import { wholeReads } from './whole-reads.ts'

/** Where an answer came from: what no constructor of `Response` takes. */
export interface Origin {
  readonly url: string
  readonly redirected: boolean
  readonly type: ResponseType
}

/** Says of an answer, and of all its clones, where it came from. */
export function answerAt(answer: Response, origin: Origin): Response {
  const clone = (): Response => answerAt(Response.prototype.clone.call(answer), origin)
  return Object.defineProperties(answer, {
    ...wholeReads(answer),
    url: { value: origin.url, configurable: true },
    redirected: { value: origin.redirected, configurable: true },
    type: { value: origin.type, configurable: true },
    clone: { value: clone, configurable: true },
  })
}
