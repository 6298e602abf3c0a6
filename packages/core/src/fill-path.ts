import { UsageError } from './errors.ts'

/** The names after a colon in a path: `'/orders/:id'` has `id`. */
export type PathNames<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | PathNames<Tail>
    : Rest
  : never

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
  return path.replaceAll(/:([^/]+)/g, (_, name: string) =>
    segmentOf(path, name, valueOf(name) as ParamValue),
  )
}

/** One segment and never another path: URLs resolve `.` and `..`, also when they are encoded. */
function segmentOf(path: string, name: string, value: ParamValue): string {
  const text = value === undefined ? '' : String(value)
  if (text === '') throw new UsageError(`${path} needs the parameter ${JSON.stringify(name)}`)
  if (text === '.' || text === '..' || !text.isWellFormed()) {
    throw new UsageError(`${path} cannot carry ${JSON.stringify(text)} as ${JSON.stringify(name)}`)
  }
  return encodeURIComponent(text)
}
