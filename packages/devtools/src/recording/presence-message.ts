/** What pages with a panel tell each other: that they are there, nothing else. */
export interface PresenceMessage {
  readonly type: 'ask' | 'here' | 'gone'
  /** Random, of a page. */
  readonly page: string
}

const SHAPE = /^etagged-devtools\/1 (ask|here|gone) ([\da-f]{16})$/
const LENGTH = 48

export function formatPresence({ type, page }: PresenceMessage): string {
  return `etagged-devtools/1 ${type} ${page}`
}

/** Anybody in the origin may post: what is no message of this version is `undefined`. */
export function parsePresence(data: unknown): PresenceMessage | undefined {
  if (typeof data !== 'string' || data.length > LENGTH) return undefined
  const [, type, page] = SHAPE.exec(data) ?? []
  if (page === undefined) return undefined
  return type === 'ask' || type === 'here' || type === 'gone' ? { type, page } : undefined
}
