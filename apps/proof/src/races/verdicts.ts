import type { OpenPage } from '../world/world.ts'
import type { Stage } from './stage.ts'

/** Every read that a race asked for was answered. */
export function allAnswered({ answers }: Stage, expected: number): readonly string[] {
  const missing = expected - answers()
  return missing === 0 ? [] : [`I34: ${missing} of ${expected} reads were not answered`]
}

/** No row of the user who left is on disk, unless he is back in this page. */
export function nothingLeft(
  { world }: Stage,
  { etagged }: OpenPage,
  partition: string,
): readonly string[] {
  const { stored } = world.disk.state(partition)
  const isBack = etagged.session.partition === partition
  return stored.length === 0 || isBack ? [] : [`I4: ${stored.length} rows outlive the sign-out`]
}
