import { describe, expect, it } from 'vitest'
import { type CacheMode, type ResolvedPolicy, resolvePolicy } from '../rules/policy.ts'
import { decideReuse } from '../rules/reuse.ts'
import { objectionToFreshened } from '../rules/storage.ts'
import { ARRIVAL, requestWith, storedWith } from '../rules/stored-response.test-fixture.ts'
import { decideValidation, mayServeOnError, noPrecondition } from '../rules/validation.ts'

interface Permissions {
  readonly asked: string
  readonly whileRevalidate: string
  readonly ifError: string
  readonly policy: ResolvedPolicy
}

/** All that may permit stale use, in each way; `force-cache` asks for it by name and is no part of it. */
const permissions: readonly Permissions[] = [
  '',
  'max-stale',
  'max-stale=1000',
  'stale-if-error=1000',
].flatMap((asked) =>
  ['', ', stale-while-revalidate=1000'].flatMap((whileRevalidate) =>
    ['', ', stale-if-error=1000'].flatMap((ifError) =>
      [0, 1000].flatMap((staleIfError) =>
        (['private', 'shared'] as const).flatMap((mode) =>
          [true, false].map((obeyRequestDirectives) => ({
            asked,
            whileRevalidate,
            ifError,
            policy: resolvePolicy({ mode, staleIfError, obeyRequestDirectives }),
          })),
        ),
      ),
    ),
  ),
)

const unasked = { precondition: noPrecondition, isRetry: false }

/** How stale use of a response that is 10 s past its lifetime is allowed, if at all. */
function staleUses(restriction: string, { asked, whileRevalidate, ifError, policy }: Permissions) {
  const control = `max-age=90${whileRevalidate}${ifError}${restriction}`
  const stored = storedWith({ etag: '"1"', 'cache-control': control })
  const request = requestWith({ 'cache-control': asked })
  const now = ARRIVAL + 100
  const question = { ...unasked, request, stored, policy, now }
  const failure = {
    status: 503,
    fields: [],
    redirected: false,
    type: 'basic' as const,
    url: stored.url,
  }
  return {
    onRequest: decideReuse({ request, variants: [stored], policy, now }).kind === 'stale',
    onFailure: mayServeOnError(stored, question),
    on503: decideValidation(question, failure).kind === 'serve-stale',
  }
}

const nothing = { onRequest: false, onFailure: false, on503: false }

const everywhere: readonly CacheMode[] = ['private', 'shared']

describe(`I29: nothing serves stale what forbids it: ${permissions.length} ways to permit it`, () => {
  it.each([
    { clause: '§5.2.2.4', restriction: 'no-cache', modes: everywhere },
    { clause: '§5.2.2.4, I23', restriction: 'No-Cache=""', modes: everywhere },
    { clause: '§5.2.2.4, I23', restriction: 'no-cache="a", no-cache', modes: everywhere },
    { clause: '§5.2.2.4, I23', restriction: 'x="y, no-cache', modes: everywhere },
    { clause: '§5.2.2.2', restriction: 'must-revalidate', modes: everywhere },
    { clause: '§5.2.2.2, I23', restriction: 'Must-Revalidate=x', modes: everywhere },
    { clause: '§5.2.2.2, I23', restriction: 'x="y, must-revalidate', modes: everywhere },
    { clause: '§5.2.2.8', restriction: 'proxy-revalidate', modes: ['shared'] as const },
    { clause: '§5.2.2.10', restriction: 's-maxage=90', modes: ['shared'] as const },
    { clause: '§5.2.2.10, I23', restriction: 's-maxage=x', modes: ['shared'] as const },
  ])('$clause: not with $restriction', ({ restriction, modes }) => {
    const used = permissions
      .filter(({ policy }) => modes.includes(policy.mode))
      .map((given) => staleUses(`, ${restriction}`, given))
    expect(used).toEqual(used.map(() => nothing))
  })

  it('each permission is one, where nothing forbids it', () => {
    const used = permissions.map((given) => staleUses('', given))
    expect(used).toEqual(
      permissions.map(({ asked, whileRevalidate, ifError, policy }) => {
        const isAskedOnError = asked.startsWith('stale-if-error')
        const onError = isAskedOnError || ifError !== '' || policy.staleIfError > 0
        return {
          onRequest: asked.startsWith('max-stale') || whileRevalidate !== '',
          onFailure: onError,
          on503: onError,
        }
      }),
    )
  })

  it('§5.2.2.8: in a private cache proxy-revalidate forbids nothing', () => {
    const own = permissions.filter(({ policy }) => policy.mode === 'private')
    const used = own.map((given) => staleUses(', proxy-revalidate', given))
    expect(used).toEqual(own.map((given) => staleUses('', given)))
  })

  it('§5.2.2.5: what a 304 says no-store of does not stay stored to be used', () => {
    const objections = permissions.map(({ whileRevalidate, ifError, policy }) => {
      const control = `no-store${whileRevalidate}${ifError}`
      const candidate = storedWith({ etag: '"1"', 'cache-control': control })
      const question = { request: requestWith(), candidate, authorized: false, policy }
      return objectionToFreshened(question)?.because
    })
    expect(new Set(objections)).toEqual(new Set(['response-no-store']))
  })
})
