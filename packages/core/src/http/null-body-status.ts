/** A response with one of these statuses cannot have a body (Fetch standard §2.2.3). */
const nullBodyStatuses: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

export function isNullBodyStatus(status: number): boolean {
  return nullBodyStatuses.has(status)
}
