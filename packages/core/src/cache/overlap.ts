/** Which URLs are meant, or which tags. */
export type Meant = (text: string) => boolean

/** What happened to a flight's URL meanwhile, or to tags that its answer may turn out to have. */
export interface Overlap {
  byUrl: boolean
  readonly byTag: Meant[]
}

/** More than writes succeed during one exchange; then the URL counts as meant. */
const MOST_REMEMBERED = 100

export function noOverlap(): Overlap {
  return { byUrl: false, byTag: [] }
}

/** Might it concern the flight? */
export function noteOverlap(
  what: Overlap,
  isUrlMeant: boolean,
  isMeantTag: Meant | undefined,
): boolean {
  what.byUrl ||= isUrlMeant || what.byTag.length === MOST_REMEMBERED
  if (isMeantTag !== undefined && !what.byUrl) what.byTag.push(isMeantTag)
  return isUrlMeant || isMeantTag !== undefined
}

export function isOverlapping({ byUrl, byTag }: Overlap, tags: readonly string[]): boolean {
  return byUrl || byTag.some((isMeant) => tags.some(isMeant))
}

/** Its answer may be older than what is to come of it for who asks now. */
export function isTouched({ byUrl, byTag }: Overlap): boolean {
  return byUrl || byTag.length > 0
}
