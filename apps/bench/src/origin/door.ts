/**
 * A way into the page's own origin with a log of its own: from another origin a browser would ask
 * for leave first, and that would be measured, too.
 */
export interface Door {
  /** Letters, digits and hyphens. */
  readonly name: string
  readonly cacheControl: string
  /** How long each answer is held back, in ms. @default not at all */
  readonly latency?: number
}

/** What the door's paths begin with. */
export function pathOf({ name, cacheControl, latency = 0 }: Door): string {
  return `/doors/${name}/${cacheControl}/${latency}`
}

/** The door that a URL's path leads through, and what is asked for behind it. */
export function doorIn(
  url: string,
): { readonly door: Required<Door>; readonly path: string } | undefined {
  const [, name, cacheControl, latency, path] =
    /^\/doors\/([\w-]+)\/([\w=-]+)\/(\d+)(\/.*)$/.exec(url) ?? []
  if (name === undefined || cacheControl === undefined || path === undefined) return undefined
  return { door: { name, cacheControl, latency: Number(latency) }, path }
}
