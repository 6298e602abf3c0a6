/** May be stored, and reused by heuristics, without being told for how long (RFC 9110 §15.1). */
const heuristicallyCacheable: ReadonlySet<number> = new Set([
  200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501,
])

export function isHeuristicallyCacheable(status: number): boolean {
  return heuristicallyCacheable.has(status)
}

/**
 * Final statuses whose caching requirements this cache knows, which `must-understand` asks for
 * (RFC 9111 §3, §5.2.2.3): those of RFC 9110 §15, except 206 and 304, which it never stores.
 */
const understood = /^(?:20[0-5]|30[0-3578]|40\d|41[0-7]|42[126]|50[0-5])$/

export function isUnderstood(status: number): boolean {
  return understood.test(String(status))
}
