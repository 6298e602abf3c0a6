import { assertDone } from '../harness/refusal.ts'
import type { Answered } from '../origin/answers.ts'

/** @throws Refusal unless the origin gave exactly these answers */
export function checkAnswered(
  name: string,
  seen: Answered,
  expected: Pick<Answered, 'ok' | 'notModified'>,
): void {
  const { ok, notModified, other } = seen
  assertDone(
    ok === expected.ok && notModified === expected.notModified && other === 0,
    `${name} was to be answered ${tell(expected)}, and was ${tell(seen)}, ${other} × else`,
  )
}

function tell({ ok, notModified }: Pick<Answered, 'ok' | 'notModified'>): string {
  return `${ok} × 200, ${notModified} × 304`
}

/** What has been answered since. */
export function answeredSince(before: Answered | undefined, now: Answered): Answered {
  return {
    ok: now.ok - (before?.ok ?? 0),
    notModified: now.notModified - (before?.notModified ?? 0),
    other: now.other - (before?.other ?? 0),
  }
}
