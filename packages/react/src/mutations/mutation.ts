import {
  type Etagged,
  type Mutation,
  sendMutation,
  SessionEndedError,
  type Target,
} from '@etagged/core'
import type {
  MutationFunctionContext,
  NetworkMode,
  UseMutationOptions,
} from '@tanstack/react-query'
import { clientOf } from '../connect.ts'
import { withinSession } from '../flight-session.ts'
import { sourceOf } from '../query-source.ts'
import { applyEdits, type AppliedEdits } from './edits.ts'
import type { Edit } from './edit.ts'
import { untilOnline } from './until-online.ts'

/** TanStack's mutation options, but for what etagged supplies, and with optimistic edits. */
export interface MutationOverrides<Data, Variables> extends Omit<
  UseMutationOptions<Data, Error, Variables, AppliedEdits>,
  'mutationFn' | 'onMutate'
> {
  /**
   * What queries show from the call on. A failure takes it back, and nothing else; after a success it
   * stays until the queries have been asked again.
   * @default nothing
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
 * `SessionEndedError` and is not sent. So does one that was restored from another page, by a persister
 * or {@link hydrate}: nothing in it tells whose it was.
 *
 * @param definition as `defineMutation` made it
 * @param overrides TanStack's own options, and what is shown at once
 */
export function mutation<Variables, Data>(
  definition: Mutation<Variables, Data>,
  { optimistic, ...overrides }: MutationOverrides<Data, Variables> = {},
): EtaggedMutationOptions<Data, Variables> {
  return {
    ...overrides,
    mutationFn(variables, context) {
      const client = clientOfBegun(context)
      const edits = begun.get(context)?.edits
      return sendMutation(client, definition, variables, { onSuccess: () => settled(edits) })
    },
    async onMutate(variables, context) {
      const client = clientOf(context.client)
      const { generation } = client.session
      const edits = applyEdits(context.client, optimistic?.(variables) ?? [])
      begun.set(context, { generation, edits })
      if (waitsForNetwork(overrides, context)) await withinSession(client, untilOnline)
      return edits
    },
    onError(error, variables, edits, context) {
      // TanStack has none of a mutation that ended while it waited for the network.
      begun.get(context)?.edits.withdraw()
      return overrides.onError?.(error, variables, edits, context)
    },
  }
}

function waitsForNetwork(
  own: { readonly networkMode?: NetworkMode },
  { client, mutationKey }: MutationFunctionContext,
): boolean {
  // Of the context, since the key may have been given to what `mutation` returned.
  const options = { ...own, ...(mutationKey && { mutationKey }) }
  return (client.defaultMutationOptions(options).networkMode ?? 'online') === 'online'
}

/** Where a mutation began. */
interface Begun {
  /** The session in which it was called. */
  readonly generation: string
  readonly edits: AppliedEdits
}

/** TanStack gives all callbacks of a mutation one context. */
const begun = new WeakMap<MutationFunctionContext, Begun>()

/**
 * @throws SessionEndedError for a mutation that has waited until another session was open, or that was
 *   restored: TanStack calls no `onMutate` for it
 */
function clientOfBegun(context: MutationFunctionContext): Etagged {
  const client = clientOf(context.client)
  if (begun.get(context)?.generation === client.session.generation) return client
  throw new SessionEndedError()
}

/**
 * What was edited is asked for again, whether the write has named it or not: what is on its way may have
 * been asked for before.
 */
function settled(edits: AppliedEdits | undefined): readonly Target[] {
  edits?.settle()
  const queries = edits?.queries() ?? []
  return queries.flatMap((query) => {
    const parts = sourceOf(query)?.partsOf(query.state.data) ?? []
    return parts.map(({ request: { url } }) => ({ url }))
  })
}
