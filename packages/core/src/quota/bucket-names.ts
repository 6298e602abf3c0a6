import { createTemplateOf, OTHER } from '../stats/endpoint-template.ts'

/** So many paths are told apart. */
const MOST_PATHS = 256

export interface NamedRequest {
  readonly method: string
  readonly url: string
}

/** Which requests have a budget in common, as far as one can guess. */
export interface BucketNames {
  /** Method, origin, and the path of the endpoint; of a URL that is of none, its own path. */
  readonly of: (request: NamedRequest) => string
  /** From now on the URLs of this path are one bucket. Gives whether that is new. */
  readonly learn: (path: string) => boolean
  /** Whether it is named by its own path. */
  readonly isOwn: (name: string, request: NamedRequest) => boolean
}

export function createBucketNames(endpoints: readonly { readonly path: string }[]): BucketNames {
  const paths = new Set(endpoints.map(({ path }) => path))
  let templateOf = createTemplateOf(endpoints)
  return {
    of(request) {
      const template = templateOf(request.url)
      return nameOf(request, template === OTHER ? undefined : template)
    },
    isOwn: (name, request) => name === nameOf(request),
    learn(path) {
      if (paths.has(path) || paths.size >= MOST_PATHS) return false
      paths.add(path)
      templateOf = createTemplateOf(Array.from(paths, (each) => ({ path: each })))
      return true
    },
  }
}

function nameOf({ method, url }: NamedRequest, path?: string): string {
  const { origin, pathname } = new URL(url)
  return `${method} ${origin} ${path ?? pathname}`
}
