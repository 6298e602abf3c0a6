import { type Context, Hono } from 'hono'
import { claimsIn } from '../accounts/credentials.ts'
import type { Tokens } from '../accounts/tokens.ts'
import { bodyOf } from '../http/body.ts'
import { ApiError } from '../http/errors.ts'
import type { Wire } from '../wire.ts'
import type { Operation } from './operation.ts'

/** What the routes are called with beside the request. */
export interface WireEnv {
  readonly Bindings: Wire
  /** Fields of the answer, whatever becomes of the request. */
  readonly Variables: { fields?: Readonly<Record<string, string>> }
}

/** What happens to a request before its operation sees it. Throws ApiError to end it. */
export type Admit = (operation: Operation, context: Context<WireEnv>) => void

/** Routes for these operations, in their order. */
export function mountOperations(
  operations: readonly Operation[],
  tokens: Tokens,
  admit: Admit,
): Hono<WireEnv> {
  const app = new Hono<WireEnv>()
  for (const operation of operations) {
    const { method, path, answer } = operation
    app.on(method, path, async (context) => {
      admit(operation, context)
      const { req, env: wire } = context
      const claims = await claimsFor(operation, req.raw, wire, tokens)
      const params = paramsOf(operation, context)
      const body = operation.body && (await bodyOf(req.raw, operation.body))
      return answer({ params, body, claims, request: req.raw, wire })
    })
  }
  return app
}

async function claimsFor(
  { login }: Operation,
  request: Request,
  wire: Wire,
  tokens: Tokens,
): ReturnType<Tokens['read']> {
  if (login === 'none') return undefined
  const claims = await claimsIn(request, wire.cookies, tokens)
  if (!claims && login === 'required') throw new ApiError(401)
  return claims
}

function paramsOf({ params }: Operation, { req }: Context<WireEnv>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, param]) => {
      const text = param.in === 'path' ? req.param(name) : req.query(name)
      return [name, param.read(text)]
    }),
  )
}
