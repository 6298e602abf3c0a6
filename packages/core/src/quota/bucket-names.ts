import { createTemplateOf, OTHER } from '../stats/endpoint-template.ts'

/** So many paths are told apart. */
const MOST_PATHS = 256

/** Which requests have a budget in common, as far as one can guess. */
export interface BucketNames {
  /** Method, origin, and the path of the endpoint; of a URL that is of none, its own path. */
  readonly of: (request: { readonly method: string; readonly url: string }) => string
  /** From now on the URLs of this path are one bucket. */
  readonly learn: (path: string) => void
}

export function createBucketNames(endpoints: readonly { readonly path: string }[]): BucketNames {
  const paths = new Set(endpoints.map(({ path }) => path))
  let templateOf = createTemplateOf(endpoints)
  return {
    of({ method, url }) {
      const { origin, pathname } = new URL(url)
      const template = templateOf(url)
      return `${method} ${origin} ${template === OTHER ? pathname : template}`
    },
    learn(path) {
      if (paths.has(path) || paths.size >= MOST_PATHS) return
      paths.add(path)
      templateOf = createTemplateOf(Array.from(paths, (each) => ({ path: each })))
    },
  }
}
