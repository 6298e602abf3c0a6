/** What a step is about. */
export type StepName = 'first-load' | 'refresh' | 'why' | 'reload' | 'sign-out'

export interface Step {
  readonly name: StepName
  readonly title: string
  readonly text: string
  /** What it outlines on the page: a selector. */
  readonly target: string
  /** What its button does. */
  readonly action: string
  /** Is it about the board? Then that is what is shown. */
  readonly isOnBoard: boolean
}

/** The board's own button. */
export const REFRESH = '.board .refresh'

/** What opens the cache panel, or without one the activity. */
export const WHY_TARGET = '.activity-dock > button:last-of-type'

/** Where the panel has the reasons of each request. */
export const WHY_TAB = '#panel [data-tab="requests"]'

export const STEPS: readonly Step[] = [
  {
    name: 'first-load',
    title: 'The first load',
    text: 'A list that is not stored yet comes over the network, whole. Its ETag is kept with it.',
    target: '.board .status',
    action: 'Forget the list and load it',
    isOnBoard: true,
  },
  {
    name: 'refresh',
    title: 'Nothing changed? Nothing renders',
    text: 'Refresh asks with that ETag. While the list is the same, the server says 304 without a body, and React has nothing to do.',
    target: REFRESH,
    action: 'Refresh',
    isOnBoard: true,
  },
  {
    name: 'why',
    title: 'Every request says why',
    text: 'Each request is listed with what the cache did and because of what, in the words of RFC 9211; in the cache panel, with the clause.',
    target: WHY_TARGET,
    action: 'Show the reasons',
    isOnBoard: false,
  },
  {
    name: 'reload',
    title: 'A reload starts from disk',
    text: 'What is stored outlives the page: the list is shown first, and only then confirmed by the server.',
    target: '.board .status',
    action: 'Reload the page',
    isOnBoard: true,
  },
  {
    name: 'sign-out',
    title: 'A sign-out leaves nothing',
    text: 'Each user has a part of the cache of their own. It ends with the session: in memory, on disk, in all tabs.',
    target: '.user-switch > button',
    action: 'Sign out',
    isOnBoard: false,
  },
]
