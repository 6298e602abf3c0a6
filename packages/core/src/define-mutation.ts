import { own } from './cache/own-property.ts'
import type { Endpoint } from './define-endpoint.ts'
import { fillPath, type PathParams } from './fill-path.ts'
import type { Target } from './invalidate-target.ts'
import type { Policy } from './rules/policy.ts'
import type { Schema } from './schema.ts'

/** The methods of a write (RFC 9110 §9.2.1: none of them is safe). */
export type WriteMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a mutation is called with: a value for each name in its path, and its body if it has one. */
export type VariablesOf<Path extends string, Body> = PathParams<Path> &
  ([Body] extends [undefined] ? unknown : { readonly body: Body }) & {
    /**
     * The entity-tag of what the user saw and changed, for `ifMatch`.
     * @default that of what is stored when the mutation is sent
     */
    readonly etag?: string | undefined
  }

/** What {@link defineMutation} makes a mutation of. */
export interface MutationDefinition<Path extends string, Body, Data> {
  /** What the write does to what is at the path (RFC 9110 §9.3; PATCH: RFC 5789). */
  readonly method: WriteMethod
  /** Continues the client's base URL. A segment that begins with a colon is a parameter. */
  readonly path: Path
  /** Checks the body, which is sent as JSON. @default no body */
  readonly body?: Schema<Body>
  /** What a 2xx answer must be. @default not read: the data are `undefined` */
  readonly response?: Schema<Data>
  /**
   * What a success makes unusable without validation, besides the target itself and what the answer
   * names (RFC 9111 §4.4). @default nothing
   */
  readonly invalidates?: (variables: VariablesOf<Path, Body>) => readonly Target[]
  /**
   * What the write changes: it is sent with the entity-tag of that as `If-Match` (RFC 9110
   * §13.1.1), if the tag is strong, and fails if that is not what it was any more. Without an `etag`
   * among the variables that is what `peek` finds by this endpoint; where it finds nothing, as before
   * the first read, the write is unconditional.
   * @default unconditional
   */
  readonly ifMatch?: Endpoint<PathParams<Path>, unknown>
}

/** What must not have changed when a write arrives. */
export interface Precondition {
  /** What the write changes, as its endpoint names it: continues the client's base URL. */
  readonly url: string
  /** The tag of what the user saw; `undefined`: that of what is stored counts. */
  readonly etag: string | undefined
  /** By which it is stored. */
  readonly policy: Policy | undefined
}

/** One operation of an API that writes. */
export interface Mutation<Variables, Data> {
  /** As it was defined. */
  readonly method: WriteMethod
  /** As it was defined, with the names of its parameters: `/orders/:id`. */
  readonly path: string
  /** What a 2xx answer must be; `undefined`: its body is not read. */
  readonly response: Schema<Data> | undefined
  /**
   * The URL for these variables, to continue the client's base URL.
   * @throws {@link UsageError} when a parameter is missing, or would make it another path
   */
  url(variables: Variables): string
  /** The body and the schema that it must fit; `undefined`: it has none. */
  body(variables: Variables): { readonly value: unknown; readonly schema: Schema } | undefined
  /** What a success makes unusable without validation, besides what RFC 9111 §4.4 says. */
  targets(variables: Variables): readonly Target[]
  /** What must not have changed when the write arrives; `undefined`: it is unconditional. */
  precondition(variables: Variables): Precondition | undefined
}

/** Describes a write once; hooks and tests then share its types, and what it invalidates. */
export function defineMutation<const Path extends string, Body = undefined, Data = undefined>(
  definition: MutationDefinition<Path, Body, Data>,
): Mutation<VariablesOf<Path, Body>, Data> {
  const { method, path, response, body: schema, invalidates, ifMatch } = definition
  return {
    method,
    path,
    response,
    url: (variables) => fillPath(path, (name) => own(variables, name)),
    body: (variables) => schema && { value: Reflect.get(variables, 'body'), schema },
    targets: (variables) => invalidates?.(variables) ?? [],
    precondition: (variables) =>
      ifMatch && {
        url: ifMatch.url(pathParamsOf(path, variables)),
        etag: variables.etag,
        policy: ifMatch.policy,
      },
  }
}

function pathParamsOf<Path extends string>(path: Path, variables: object): PathParams<Path> {
  const params = new Map<string, unknown>()
  fillPath(path, (name) => {
    const value = own(variables, name)
    params.set(name, value)
    return value
  })
  return Object.fromEntries(params) as PathParams<Path>
}
