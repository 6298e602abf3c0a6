import { type Etagged, type Mutation, sendMutation, SessionEndedError } from '@etagged/core'
import type { MutationFunctionContext, UseMutationOptions } from '@tanstack/react-query'
import { clientOf } from '../connect.ts'
import { validate } from '../validate-query.ts'
import { applyEdits, type AppliedEdits } from './edits.ts'
import type { Edit } from './edit.ts'

/** TanStack's mutation options, but for what etagged supplies, and with optimistic edits. */
export interface MutationOverrides<Data, Variables> extends Omit<
  UseMutationOptions<Data, Error, Variables, AppliedEdits>,
  'mutationFn' | 'onMutate'
> {
  /**
   * What queries show from the call on. A failure takes it back, and nothing else; after a success it
   * stays until the queries have been asked again. @default nothing
   */
  readonly optimistic?: (variables: Variables) => readonly Edit[]
}

/** Options for `useMutation` and everything else of TanStack Query that takes a mutation. */
export type EtaggedMutationOptions<Data, Variables> = UseMutationOptions<
  Data,
  Error,
  Variables,
  AppliedEdits
>

/**
 * TanStack mutation options for a write. Its success invalidates what the definition says, and what
 * RFC 9111 §4.4 says, in memory, on disk and in the other tabs; queries that are looked at ask again,
 * and a read that was under way meanwhile never has the last word.
 *
 * A mutation belongs to the session that called it: what is still waiting when that ends fails with a
 * `SessionEndedError` and is not sent.
 */
export function mutation<Variables, Data>(
  definition: Mutation<Variables, Data>,
  { optimistic, ...overrides }: MutationOverrides<Data, Variables> = {},
): EtaggedMutationOptions<Data, Variables> {
  return {
    ...overrides,
    mutationFn: (variables, context) => sendMutation(clientOfBegun(context), definition, variables),
    onMutate(variables, context) {
      begunIn.set(context, clientOf(context.client).session.generation)
      return applyEdits(context.client, optimistic?.(variables) ?? [])
    },
    onError(error, variables, edits, context) {
      edits?.withdraw()
      return overrides.onError?.(error, variables, edits, context)
    },
    onSuccess(data, variables, edits, context) {
      edits.settle()
      // What was edited is asked again, whether the write has named it or not.
      for (const query of edits.queries()) if (!query.state.isInvalidated) validate(query)
      return overrides.onSuccess?.(data, variables, edits, context)
    },
  }
}

/** The session in which each mutation was called: TanStack gives all its callbacks one context. */
const begunIn = new WeakMap<MutationFunctionContext, string>()

/** @throws SessionEndedError for a mutation that has waited until another session was open */
function clientOfBegun(context: MutationFunctionContext): Etagged {
  const client = clientOf(context.client)
  const { generation } = client.session
  if ((begunIn.get(context) ?? generation) === generation) return client
  throw new SessionEndedError()
}
