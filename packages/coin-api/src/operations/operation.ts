import type * as v from 'valibot'
import type { Claims } from '../accounts/tokens.ts'
import type { ErrorStatus } from '../http/errors.ts'
import type { Wire } from '../wire.ts'

/** One operation of the API: what it takes, what it gives, and what gives it. */
export interface Operation {
  /** Unique, as in the contract. */
  readonly operationId: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Such as `/coins/:mint`. */
  readonly path: string
  readonly summary: string
  /** Parameters of path and query by name. */
  readonly params: Params
  /** Reads the JSON body. */
  readonly body?: v.GenericSchema
  readonly login: 'none' | 'optional' | 'required'
  /** Requests in 60 s per client; without it nothing is counted and no field tells of a limit. */
  readonly limit?: number
  /** The status of success. */
  readonly status: 200 | 201
  /** The JSON of success, or what it is when it is no JSON. */
  readonly response: v.GenericSchema | 'text' | 'stream'
  /** Error statuses beside those that follow from parameters, body, login and limit. */
  readonly errors?: readonly ErrorStatus[]
  /** Does success come without a body when there is no such thing? */
  readonly mayBeEmpty?: boolean
  /** Not part of the service: an addition of this local double. */
  readonly isLocal?: boolean
  readonly answer: (ask: Ask) => Response | Promise<Response>
}

/** One parameter. */
export interface Param<T = unknown> {
  readonly in: 'path' | 'query'
  readonly description: string
  /** The value as a client writes it, for the contract. */
  readonly schema: v.GenericSchema
  /** The value, or its default. Throws ApiError 400 in the words of the service. */
  readonly read: (text: string | undefined) => T
}

/** Parameters by name. */
export type Params = Readonly<Record<string, Param>>

/** The values that parameters have. */
export type ValuesOf<P extends Params> = {
  readonly [Name in keyof P]: P[Name] extends Param<infer T> ? T : never
}

/** A request, read. */
export interface Ask<Values = unknown, Body = unknown, Who = Claims | undefined> {
  readonly params: Values
  readonly body: Body
  /** Who is logged in. */
  readonly claims: Who
  readonly request: Request
  readonly wire: Wire
}

type ClaimsFor<Login> = Login extends 'required'
  ? Claims
  : Login extends 'optional'
    ? Claims | undefined
    : undefined

interface Definition<P extends Params, B, L> {
  readonly operationId: string
  readonly method: Operation['method']
  readonly path: string
  readonly summary: string
  readonly params?: P
  readonly body?: v.GenericSchema<unknown, B>
  /** @default 'none' */
  readonly login?: L
  readonly limit?: number
  /** @default 200 */
  readonly status?: Operation['status']
  readonly response: Operation['response']
  /** @default none */
  readonly errors?: readonly ErrorStatus[]
  /** @default false */
  readonly mayBeEmpty?: boolean
  /** @default false */
  readonly isLocal?: boolean
  readonly answer: (ask: Ask<ValuesOf<P>, B, ClaimsFor<L>>) => Response | Promise<Response>
}

/** Describes an operation; parameters, body and claims have their types in `answer`. */
export function defineOperation<
  const P extends Params = Record<string, never>,
  B = undefined,
  const L extends Operation['login'] = 'none',
>(definition: Definition<P, B, L>): Operation {
  const { params = {}, login = 'none', status = 200, answer, ...rest } = definition
  // The mount reads an ask by this very definition, so the types hold.
  return { ...rest, params, login, status, answer: answer as Operation['answer'] }
}
