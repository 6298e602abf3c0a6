import { type Session, SessionEndedError } from '@etagged/core'
import { type Mutation, noop, QueryClient } from '@tanstack/react-query'

/**
 * Forgets all mutations that there are now, the app's own, too, and then the rest, as soon as React took
 * down what expects data: the session that has just ended was theirs, and the next may soon begin its own.
 *
 * @param ended absent where the QueryClient has no other; those that were called before anybody was known
 *   stay for whoever comes: a log-in, or what a persister restored
 */
export function forgetSoon(
  queryClient: QueryClient,
  ended: Session | undefined,
  rest: () => void,
): void {
  const mutationCache = queryClient.getMutationCache()
  const mutations = ended?.state === 'unknown' ? [] : mutationCache.getAll()
  setTimeout(() => {
    for (const mutation of mutations) {
      mutationCache.remove(mutation)
      if (mutation.state.status === 'pending') end(mutation)
    }
    rest()
  })
}

/**
 * TanStack cannot call a mutation off, and lets one that waits for its scope, the network or the focus
 * wait for ever once it is removed. So it goes on, elsewhere, to fail with a `SessionEndedError`; what is
 * on its way already is not tried again.
 */
function end(mutation: Mutation): void {
  const elsewhere = new QueryClient()
  elsewhere.getMutationCache().add(mutation)
  elsewhere.mount()
  const { scope: _, ...unscoped } = mutation.options
  mutation.options = {
    // What is on its way lets those of the next session go on that wait in its scope.
    ...(mutation.state.isPaused ? unscoped : mutation.options),
    mutationFn() {
      throw new SessionEndedError()
    },
  }
  // A component that renders would give it its own again.
  mutation.setOptions = noop
  const leave = (): void => elsewhere.unmount()
  mutation.continue().then(leave, leave)
}
