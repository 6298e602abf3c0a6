const PRECONDITIONS = [
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'if-range',
]

/**
 * The fields of a request as they leave a browser: its cache mode adds some (Fetch, 4.6), and a
 * precondition that was written by hand counts as the mode `no-store`.
 */
export function fieldsAsSent({ headers, cache }: Request): Headers {
  const fields = new Headers(headers)
  const isConditional = PRECONDITIONS.some((name) => fields.has(name))
  const mode = cache === 'default' && isConditional ? 'no-store' : cache
  const add = (name: string, value: string): void => {
    if (!fields.has(name)) fields.set(name, value)
  }
  if (mode === 'no-cache') add('cache-control', 'max-age=0')
  if (mode === 'no-store' || mode === 'reload') {
    add('pragma', 'no-cache')
    add('cache-control', 'no-cache')
  }
  return fields
}
