import { UsageError } from './errors.ts'

/** The names of the segments that begin with a colon: `'/orders/:id'` has `id`. */
export type PathNames<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? NameOf<Segment> | PathNames<Rest>
  : NameOf<Path>

type NameOf<Segment extends string> = Segment extends `:${infer Name}` ? Exclude<Name, ''> : never

/** A value that a URL can carry. */
export type ParamValue = string | number | boolean | undefined

/** A value for each name in a path. */
export type PathParams<Path extends string> = {
  readonly [Name in PathNames<Path>]: string | number
}

/**
 * The path with its names replaced by their values.
 * @throws UsageError for a value that is missing or would make it another path
 */
export function fillPath(path: string, valueOf: (name: string) => unknown): string {
  return path.replaceAll(
    /(^|\/):([^/]+)/g,
    (_, start: string, name: string) => start + segmentOf(path, name, valueOf(name)),
  )
}

/** One segment and never another path: URLs resolve `.` and `..`, also when they are encoded. */
function segmentOf(path: string, name: string, value: unknown): string {
  const text = typeof value === 'string' || Number.isFinite(value) ? String(value) : ''
  if (text === '') {
    throw new UsageError(`${path} needs a text or a number as ${JSON.stringify(name)}`)
  }
  if (text === '.' || text === '..' || !text.isWellFormed()) {
    throw new UsageError(`${path} cannot carry ${JSON.stringify(text)} as ${JSON.stringify(name)}`)
  }
  return encodeURIComponent(text)
}
