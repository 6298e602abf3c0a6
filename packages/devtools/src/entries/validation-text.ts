import type { Outcome } from '@etagged/core'
import { meaningOf } from '../requests/clauses.ts'

/** What is told of a validation, as far as its words need it. */
export type Validation =
  | Pick<Extract<Outcome, { kind: 'hit' }>, 'kind' | 'detail'>
  | Pick<Extract<Outcome, { kind: 'forwarded' }>, 'kind' | 'fwdStatus' | 'stored' | 'detail'>

/** From the cache's own member of a `Cache-Status` field, which is the last one (RFC 9211 §2). */
export function parseValidation(field: string): Validation {
  const own = field.slice(field.lastIndexOf('etagged;'))
  const detail = /; detail=([^;,\s]+)/.exec(own)?.[1] ?? ''
  if (/; hit\b/.test(own)) return { kind: 'hit', detail }
  const status = /; fwd-status=(\d+)/.exec(own)?.[1]
  const stored = /; stored\b/.test(own)
  const fwdStatus = status === undefined ? {} : { fwdStatus: Number(status) }
  return { kind: 'forwarded', stored, detail, ...fwdStatus }
}

/** What came of it, in a sentence. Pure. */
export function validationText(path: string, validation: Validation): string {
  const { detail } = validation
  if (detail === 'another-tab') {
    return `${path}: another tab had asked at the same time, and its answer is stored.`
  }
  if (validation.kind === 'hit' || validation.fwdStatus === undefined) {
    return `${path}: the origin was not reached, and what is stored was used.`
  }
  const { fwdStatus: status, stored } = validation
  if (status === 304) {
    return `${path} is unchanged (304): fresh again for as long as the answer says.`
  }
  if (stored || detail === 'full-response') {
    return `${path} came in full (${status}) and took the place of what was stored.`
  }
  return status >= 400 ? errorText(path, status) : `${path} ${notStoredText(status, detail)}`
}

/** These say that it is no more, and invalidate what is stored (RFC 9110 §15.5.5, §15.5.11). */
function errorText(path: string, status: number): string {
  const then =
    status === 404 || status === 410 ? 'must be validated before its next use' : 'stays as it was'
  return `${path}: the origin answered ${status}. What is stored ${then}.`
}

function notStoredText(status: number, detail: string): string {
  const because = meaningOf(detail)?.words ?? detail
  return `came in full (${status}) and is not stored: ${because}. What was stored stays as it was.`
}
