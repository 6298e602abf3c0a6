/** What a body failed with, once it has. */
export type FailureOf = () => { readonly reason: unknown } | undefined

/** `bytes` is younger than the others. */
const readers = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

/**
 * Lets all readers of a response fail as its body does, and those of its clones. For a stream that a
 * script has made, or only looked at, browsers reject with errors of their own: even an abort does not
 * look like one.
 */
export function failAlike(response: Response, failureOf: FailureOf): Response {
  for (const name of readers) {
    const read: unknown = Reflect.get(Object.getPrototypeOf(response) as Response, name)
    if (typeof read !== 'function') continue
    const value = async (): Promise<unknown> => {
      const isSpent = response.bodyUsed || response.body?.locked
      try {
        return await Reflect.apply(read, response, [])
      } catch (error) {
        const failure = isSpent ? undefined : failureOf()
        throw failure === undefined ? error : failure.reason
      }
    }
    Object.defineProperty(response, name, { value, configurable: true })
  }
  const clone = response.clone.bind(response)
  const value = (): Response => failAlike(clone(), failureOf)
  return Object.defineProperty(response, 'clone', { value, configurable: true })
}
