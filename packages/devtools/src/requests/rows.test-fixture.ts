import type { RequestRow, RowEnd } from '../recording/request-row.ts'
import { AT, url } from '../recording/events.test-fixture.ts'

/** A row that ended like this, if it ended. */
export function rowWith(end: RowEnd | undefined, given: Partial<RequestRow> = {}): RequestRow {
  const row = { id: 1, began: AT, method: 'GET', url, inBackground: false }
  return { ...row, spans: [], decisions: [], ...(end && { end }), ...given }
}
