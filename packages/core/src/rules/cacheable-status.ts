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
const understood: ReadonlySet<number> = new Set([
  200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 305, 307, 308, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 426, 500, 501, 502, 503,
  504, 505,
])

export function isUnderstood(status: number): boolean {
  return understood.has(status)
}
