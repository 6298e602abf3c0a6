import type { Faults } from './faults.ts'

/** What the cache does about a network like that, with the clause or the option that says so. */
export const ABOUT_NETWORK: Readonly<Record<Faults['network'], string>> = {
  none: 'Requests go their way.',
  offline:
    'fetch rejects. What is fresh is answered all the same; what is stale only within stale-if-error or staleIfError (RFC 5861 §4), else the call fails.',
  slow: 'Each request waits 2 s. Who gets what is fresh does not notice, nor who gets what is stale while it is revalidated (RFC 5861 §3).',
  'status-500':
    'An error of the origin: within stale-if-error or staleIfError what is stored stands in (RFC 5861 §4). The error itself is not stored, unless storeErrors says so.',
  'status-429':
    'With Retry-After: 30. It is no error that stale-if-error covers, so it reaches the caller. With createQuota() nobody refreshes for 30 s.',
}

export const CLOCKS: readonly {
  readonly offset: number
  readonly name: string
  readonly about: string
}[] = [
  {
    offset: -3600,
    name: '−1 h',
    about:
      'What is stored is from the future then. Nobody can tell how old it is, so it is validated before use (RFC 9111 §4.2.3).',
  },
  { offset: 0, name: 'Now', about: 'Ages are counted by the clock of this computer.' },
  {
    offset: 3600,
    name: '+1 h',
    about:
      'All that is stored is an hour older: whatever has outlived its lifetime is stale, and is validated (RFC 9111 §4.2).',
  },
]

export const ABOUT_FULL_DISK =
  'Each write is refused with a QuotaExceededError. Memory goes on alone, a store-fault event tells of it, and for 60 s nothing new is written, also if there is room again.'

export const ABOUT_LOSS =
  'The next use of the store fails; then it is opened again (events store-fault and reopening). After the fourth loss the session goes on with memory alone.'

export const ABOUT_SIGN_OUT =
  'Ends the session: its answers leave memory at once and the disk right after, its requests are aborted, other tabs hear of it. The app is told by a session event; its own log-in stays as it is.'
