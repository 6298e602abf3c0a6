import type { Effort } from '../harness/effort.ts'
import { interleave } from '../harness/interleave.ts'
import { weigh } from '../origin/bodies.ts'
import { pathOf } from '../origin/door.ts'
import { freshReaders, validatingReaders } from '../peers/browser-readers.ts'
import type { Raced } from './task.ts'

export const courses = { stale: validatingReaders, fresh: freshReaders } as const

/** Lets all who can read what is fresh, or what is stale, read the same path. */
export async function race(
  course: keyof typeof courses,
  path: string,
  text: string,
  effort: Effort,
): Promise<Raced> {
  const measured = await interleave({
    candidates: courses[course].map(({ name, role, door, create }) => {
      const reader = create()
      const url = pathOf(door) + path
      return { name, role, run: () => reader.read(url) }
    }),
    effort,
    weigh,
    isRight: (data) => JSON.stringify(data) === text,
  })
  return { kind: 'raced', measured }
}
