import { UsageError } from './errors.ts'
import { fillPath, type ParamValue, type PathParams } from './fill-path.ts'
import type { Policy } from './rules/policy.ts'
import type { Schema } from './schema.ts'

/** What an endpoint is called with: a value for each name in its path, and its query parameters. */
export type ParamsOf<Path extends string, Query> = PathParams<Path> & Query

/** What {@link defineEndpoint} makes an endpoint of. */
export interface EndpointDefinition<Path extends string, Data, Query> {
  /** Continues the client's base URL. A segment that begins with a colon is a parameter. */
  readonly path: Path
  /** What a 2xx answer must be. */
  readonly response: Schema<Data>
  /** Checks the parameters before anything is sent, and types those that are not in the path. */
  readonly params?: Schema<Query>
  /** Overrides the client's policy for this endpoint. @default the client's own */
  readonly policy?: Policy
  /** What `invalidate({ tag })` and `remove({ tag })` find a response by. @default no tags */
  readonly tags?: (params: ParamsOf<Path, Query>, data: Data) => readonly string[]
}

/** One operation of an API that reads: all that a query needs to know. */
export interface Endpoint<Params, Data> {
  /** As it was defined, with the names of its parameters: `/orders/:id`. */
  readonly path: string
  /** What a 2xx answer must be. */
  readonly response: Schema<Data>
  /** Overrides the client's; `undefined`: the client's own. */
  readonly policy: Policy | undefined
  /**
   * The URL for these parameters; the query is sorted by name, so that equal parameters are one URL.
   * @throws {@link UsageError} when a parameter is missing or refused
   */
  readonly url: (params: Params) => string
  /** The tags of a response with these data; absent: it has none of the endpoint's. */
  tags?(params: Params, data: Data): readonly string[]
}

/** Describes an operation once; hooks, loaders and tests then share its types and its policy. */
export function defineEndpoint<const Path extends string, Data, Query = unknown>(
  definition: EndpointDefinition<Path, Data, Query>,
): Endpoint<ParamsOf<Path, Query>, Data> {
  const { path, response, params: schema, policy, tags } = definition
  return {
    path,
    response,
    policy,
    url(params) {
      check(path, schema, params)
      return urlOf(path, params)
    },
    ...(tags && { tags }),
  }
}

function check(path: string, schema: Schema | undefined, params: unknown): void {
  const result = schema?.['~standard'].validate(params)
  if (result instanceof Promise) {
    throw new UsageError(
      `The params schema of ${path} is asynchronous; a URL must be known at once`,
    )
  }
  if (result?.issues === undefined) return
  const found = result.issues.map(({ message }) => `- ${message}`).join('\n')
  throw new UsageError(`${path} cannot be called with ${JSON.stringify(params)}:\n${found}`)
}

function urlOf(path: string, params: object): string {
  const given = new Map<string, ParamValue>(Object.entries(params))
  const rest = new Map(given)
  const filled = fillPath(path, (name) => {
    rest.delete(name)
    return given.get(name)
  })
  const query = new URLSearchParams()
  for (const [name, value] of [...rest].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (value !== undefined) query.set(name, String(value))
  }
  return query.size === 0 ? filled : `${filled}?${query.toString()}`
}
