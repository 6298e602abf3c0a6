import type { World } from './world.ts'

/** More than any history or race needs: who goes round in circles is found out. */
const MOST_EVENTS = 5000

/** Lets everything happen that can, timers when nothing else can. */
export async function comeToRest({ scheduler, clock, quiesce }: World): Promise<void> {
  for (let events = 0; events < MOST_EVENTS; events++) {
    if (scheduler.enabled().length === 0) await quiesce()
    const [event] = scheduler.enabled()
    if (event !== undefined) await scheduler.take(event)
    else if (!(await clock.fireNext())) return
  }
  throw new Error(`The world does not come to rest within ${MOST_EVENTS} events`)
}
