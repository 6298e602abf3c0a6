import type { Hash } from '../tabs/messages.ts'
import type { Budget } from './decide-knowledge.ts'

/** What tabs tell each other: what an answer left of a budget. */
export interface Message extends Omit<Budget, 'length'> {
  /** Of the bucket's name, which may tell of a user. */
  readonly bucket: Hash
}

/** Raised when a message changes its meaning: tabs that run another build do not understand it. */
const VERSION = 'etagged-quota/1'

export function formatMessage({ bucket, limit, remaining, resetAt }: Message): string {
  return `${VERSION} ${bucket} ${limit?.toFixed() ?? '-'} ${remaining} ${resetAt.toFixed(3)}`
}

const message = new RegExp(
  String.raw`^${VERSION} ([\da-f]{32}) (\d{1,15}|-) (\d{1,15}) (\d{1,12}\.\d{3})$`,
)

/** Anybody in the origin may post: what is no message of this version is `undefined`. */
export function parseMessage(data: unknown): Message | undefined {
  const [, bucket, limit, remaining, resetAt] =
    (typeof data === 'string' && message.exec(data)) || []
  if (bucket === undefined) return undefined
  return {
    bucket,
    limit: limit === '-' ? undefined : Number(limit),
    remaining: Number(remaining),
    resetAt: Number(resetAt),
  }
}
