import type { Finding, FindingId } from './finding.ts'

/** A finding of an API on another origin, unless it is said otherwise. */
export function aFinding(id: FindingId, changed: Partial<Finding> = {}): Finding {
  return {
    id,
    origin: 'https://api.test',
    endpoint: '',
    page: 'https://page.test',
    message: '',
    cost: '',
    on: '',
    fix: '',
    ...changed,
  }
}

/** A finding of the page's own origin. */
export function anOwnFinding(id: FindingId, endpoint = ''): Finding {
  const { page: _, ...own } = aFinding(id, { origin: 'https://page.test', endpoint })
  return own
}
