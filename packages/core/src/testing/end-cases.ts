import type { ResponseStore } from '../stores/response-store.ts'
import { assertEnded, assertSame } from './assertions.ts'
import { aPartition, type ContractCase } from './contract-case.ts'
import { aResponse, aResponseAt } from './sample-responses.ts'

const stored = aResponse()

/** How a generation ends, and what is left then. */
export const endCases: readonly ContractCase[] = [
  {
    title: 'end ends every store of the partition, for every method (I6)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      await there.put(stored)
      await here.end()
      await assertAllEnded(here)
      await assertAllEnded(there)
    },
  },
  {
    title: 'isCurrent tells whether the generation lasts, and does not end it',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      assertSame(await here.isCurrent(), true, 'a generation that was adopted lasts')
      assertSame(await there.isCurrent(), true, 'it is the same one in every store')
      await here.end()
      assertSame(await here.isCurrent(), false, 'it has ended in the store that ended it')
      assertSame(await there.isCurrent(), false, 'it has ended in every other one')
      const next = await open(partition)
      assertSame(await there.isCurrent(), false, 'it stays ended when another one begins')
      assertSame(await next.isCurrent(), true, 'the other one lasts')
    },
  },
  {
    title: 'isCurrent does not begin a generation again (I7)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      await here.end()
      await there.isCurrent()
      assertSame(await there.isCurrent(), false, 'asking does not bring it back')
      await assertAllEnded(there)
    },
  },
  {
    title: 'a store reports once that its generation has ended elsewhere, and never of its own end',
    async run({ create }) {
      const partition = aPartition()
      const [here, there] = [create(partition), create(partition)]
      await here.store.open()
      await there.store.open()
      await there.store.put(stored)
      assertSame(there.reports, [], 'nothing is reported while the generation lasts')
      await here.store.end()
      await assertEnded(() => there.store.get(stored.key), 'get')
      await assertEnded(() => there.store.put(stored), 'put')
      await there.store.isCurrent()
      assertSame(there.reports, [{ type: 'ended' }], 'the other store reports the end')
      assertSame(here.reports, [], 'the store that ended it reports nothing')
    },
  },
  {
    title: 'end removes what a store left that was opened by somebody else',
    async run({ create, open }) {
      const partition = aPartition()
      const store = await open(partition)
      await store.put(stored)
      store.close()
      await create(partition).store.end()
      const again = await open(partition)
      assertSame(await again.keys(), [], 'nothing is left')
    },
  },
  {
    title: 'end lets a new store begin at once, which the former one cannot reach (I6, I7)',
    async run({ open }) {
      const partition = aPartition()
      const former = await open(partition)
      await former.put(stored)
      await former.end()
      const next = await open(partition)
      const other = aResponseAt('/coins')
      assertSame(await next.keys(), [], 'the new store begins empty')
      await next.put(other)
      await assertAllEnded(former)
      assertSame(await next.get(other.key), [other], 'what the new store keeps stays')
      assertSame(await next.isCurrent(), true, 'its generation lasts')
    },
  },
  {
    title: 'end that comes late ends no later generation',
    async run({ open }) {
      const partition = aPartition()
      const [former, other] = [await open(partition), await open(partition)]
      await other.end()
      const next = await open(partition)
      await next.put(stored)
      await former.end()
      assertSame(await next.isCurrent(), true, 'the later generation lasts')
      assertSame(await next.get(stored.key), [stored], 'its rows stay')
      await former.end({ keep: true })
      assertSame(await next.isCurrent(), true, 'it lasts, too, when the rows are to be kept')
    },
  },
  {
    title: 'end can be asked for twice, and where nothing ever was',
    async run({ create, open }) {
      const store = await open()
      await Promise.all([store.end(), store.end()])
      await store.end()
      await create(aPartition()).store.end()
    },
  },
  {
    title: 'end overtakes what waits: nothing of it is there afterwards (I6)',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      const puts = Array.from({ length: 40 }, (_, at) =>
        settled((at % 2 === 0 ? here : there).put(aResponseAt(`/${at}`))),
      )
      const ending = here.end()
      puts.push(settled(there.put(stored)))
      await ending
      await Promise.all(puts)
      const next = await open(partition)
      assertSame(await next.keys(), [], 'no put outlived the end')
    },
  },
  {
    title: 'end with keep fences every store, and the rows wait for the next one',
    async run({ open }) {
      const partition = aPartition()
      const [here, there] = [await open(partition), await open(partition)]
      await here.put(stored)
      await here.end({ keep: true })
      assertSame(await here.isCurrent(), false, 'the generation has ended here')
      assertSame(await there.isCurrent(), false, 'the generation has ended there')
      await assertAllEnded(here)
      await assertAllEnded(there)
      const next = await open(partition)
      assertSame(await next.get(stored.key), [stored], 'the next store finds the rows')
      assertSame(await there.isCurrent(), false, 'the former generation stays ended')
      await assertAllEnded(there)
    },
  },
  {
    title: 'end after an end with keep removes the rows',
    async run({ create, open }) {
      const partition = aPartition()
      const store = await open(partition)
      await store.put(stored)
      await store.end({ keep: true })
      await create(partition).store.end()
      const next = await open(partition)
      assertSame(await next.keys(), [], 'nothing is left')
    },
  },
  {
    title: 'distrust leaves no rows to who opens next, and ends no generation',
    async run({ create, open }) {
      const partition = aPartition()
      const there = create(partition)
      await there.store.open()
      const here = await open(partition)
      await here.put(stored)
      here.distrust()
      const next = await open(partition)
      assertSame(await next.get(stored.key), [], 'who opens next does not get the row')
      assertSame(await next.keys(), [], 'who opens next finds no rows')
      assertSame(await there.store.isCurrent(), true, 'the generation lasts')
      assertSame(there.reports, [], 'no session ends')
      await next.put(stored)
      next.close()
      const later = await open(partition)
      assertSame(await later.get(stored.key), [stored], 'what came afterwards is trusted')
    },
  },
]

async function assertAllEnded(store: ResponseStore): Promise<void> {
  await assertEnded(() => store.get(stored.key), 'get')
  await assertEnded(() => store.put(stored), 'put')
  await assertEnded(() => store.freshen(stored), 'freshen')
  await assertEnded(() => store.invalidate([{ key: stored.key }], 1), 'invalidate')
  await assertEnded(() => store.delete([{ key: stored.key }]), 'delete')
  await assertEnded(() => store.keys(), 'keys')
  await assertEnded(() => store.size(), 'size')
}

async function settled(call: unknown): Promise<void> {
  await Promise.allSettled([call])
}
