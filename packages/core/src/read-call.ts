import type { IncomingRequest, RequestReader } from './read-request.ts'
import { audienceOf } from './rules/audience.ts'
import { overriddenBy, type Policy, type ResolvedPolicy } from './rules/policy.ts'

/** What a caller asks for, and by which policy; its `audience` is that of this very request. */
export interface Call {
  readonly request: IncomingRequest
  readonly policy: ResolvedPolicy
}

export type CallReader = (...call: [...Parameters<RequestReader>, policy?: Policy]) => Call

/** Reads a call. What is everyone's is asked for without cookies, whatever the caller says. */
export function createCallReader(readRequest: RequestReader, own: ResolvedPolicy): CallReader {
  return (input, init, allowStale, given) => {
    const request = readRequest(input, init, allowStale)
    const policy = given === undefined ? own : overriddenBy(own, given)
    const audience = audienceOf(request, policy)
    if (audience === 'user') return { request, policy: forUser(policy) }
    const credentials = 'omit'
    return { request: { ...request, credentials, init: { ...request.init, credentials } }, policy }
  }
}

function forUser(policy: ResolvedPolicy): ResolvedPolicy {
  return policy.audience === 'user' ? policy : { ...policy, audience: 'user' }
}
