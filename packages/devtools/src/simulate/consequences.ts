import type { Faults } from './faults.ts'

/** What the cache does about a network like that, with the clause or the option that says so. */
export const ABOUT_NETWORK: Readonly<Record<Faults['network'], string>> = {
  none: 'Requests go their way.',
  offline:
    'What is fresh is answered all the same; what is stale only within stale-if-error or staleIfError (RFC 5861 §4).',
  slow: 'Each request waits 2 s. Hits do not, nor what is stale while it is revalidated (RFC 5861 §3).',
  'status-500':
    'What is stored stands in, within stale-if-error or staleIfError (RFC 5861 §4). Errors are not stored without storeErrors.',
  'status-429':
    'It reaches the caller: stale-if-error is for 5xx. With createQuota() no query refreshes for 30 s (Retry-After, RFC 9110 §10.2.3).',
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
      'What is stored seems to be from the future: nobody can tell its age, so it is validated (RFC 9111 §4.2.3).',
  },
  { offset: 0, name: 'Now', about: 'Ages are counted by the clock of this computer.' },
  {
    offset: 3600,
    name: '+1 h',
    about:
      'All that is stored is an hour older. What has outlived its max-age is stale, and is validated (RFC 9111 §4.2).',
  },
]

export const ABOUT_FULL_DISK =
  'Writes are refused (QuotaExceededError, a store-fault event); memory goes on alone. For 60 s nothing new is written, even if there is room again.'

export const ABOUT_LOSS =
  'The next use of the store fails, and it is opened again (events store-fault, reopening). After four losses memory goes on alone.'

export const ABOUT_SIGN_OUT =
  'Its answers leave memory at once and the disk right after, its requests are aborted, other tabs hear of it. The app’s own log-in stays as it is.'
