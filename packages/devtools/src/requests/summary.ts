import type { RequestEvent } from '@etagged/core'
import { answerKind, type AnswerKind } from '@etagged/core/stats'
import { bytesText, durationText } from '../panel/figures.ts'
import type { RequestRow } from '../recording/request-row.ts'
import { meaningOf } from './clauses.ts'

/** What happened to a request, in a sentence. */
export function summaryOf(row: RequestRow, now: number): string {
  const { end } = row
  if (end === undefined) return `Under way for ${durationText(Math.max(0, now - row.began))}.`
  if (end.type === 'peek') return `Read from ${end.tier}, without asking whether it may answer.`
  if (end.type === 'failure') return `No answer after ${durationText(end.duration)}: ${end.because}`
  return `${sentenceOf(row, end)}${savedBy(end)}`
}

function sentenceOf(row: RequestRow, end: RequestEvent): string {
  const { duration, outcome, tier } = end
  const kind = answerKind(end)
  const reason = meaningOf(row.decisions[0]?.because ?? outcome.detail)?.words
  const why = reason === undefined ? '' : `: ${reason}`
  const took = durationText(duration)
  const status = outcome.kind === 'forwarded' ? (outcome.fwdStatus ?? 'nothing') : ''
  const sentences: Readonly<Record<AnswerKind, string>> = {
    'memory-hit': `Served from memory in ${took}${why}.`,
    'disk-hit': `Served from disk in ${took}${why}.`,
    'stale-hit': `Served stale from ${tier} in ${took}${why}.`,
    'another-tab': `Taken from another tab in ${took}: it had asked at the same time.`,
    validated: `Validated${why}; the origin said 304 in ${took}.`,
    miss: `Fetched${why}; the origin said ${status} in ${took}, and ${storedOrNot(end)}.`,
    'stale-if-error': `Served stale in ${took}: the origin failed, and a stale response may answer.`,
    refused: `Answered by the cache itself in ${took}${why}.`,
    bypass: `Sent past the cache${why}; the origin said ${status} in ${took}.`,
  }
  return sentences[kind]
}

function storedOrNot({ outcome }: RequestEvent): string {
  if (outcome.kind === 'hit' || outcome.stored) return 'the answer is stored'
  if (outcome.collapsed) return 'it was shared with another caller'
  const objection = meaningOf(outcome.detail)
  return `the answer is not stored${objection === undefined ? '' : `: ${objection.words}`}`
}

function savedBy({ bytes, outcome }: RequestEvent): string {
  const saved = bytes.body - bytes.received
  if (saved <= 0) return ''
  const again = outcome.kind === 'hit' ? 'were not sent' : 'were not sent again'
  return ` ${bytesText(saved)} ${again}.`
}
