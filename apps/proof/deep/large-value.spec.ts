import { expect, tell, test } from './test.ts'

const MEBIBYTE = 2 ** 20

test('Value too large: it is refused before any write, evicts nothing, and the answer arrives (I38, I39)', async ({
  openTab,
}) => {
  const page = await openTab()
  const outcome = await page.evaluate(async (mebibyte) => {
    const { proof } = window
    await proof.signIn('alice')
    await proof.read('/api/small?fresh=60')
    await proof.client.idle()
    let largest = 0
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function measured(this: IDBObjectStore, value: unknown, key) {
      largest = Math.max(largest, JSON.stringify(value).length)
      return put.call(this, value, key)
    }
    const readings = []
    for (const size of [1, 4, 6, 12]) {
      readings.push(await proof.read(`/api/large/${size}?bytes=${size * mebibyte}`))
      await proof.client.idle()
    }
    const text = await proof.rawText()
    return {
      whole: readings.filter(({ isIntact }) => isIntact).length,
      largest,
      isSmallKept: text.includes('/api/small'),
      kept: [1, 4, 6, 12].filter((size) => text.includes(`/api/large/${size}?`)),
      faults: proof.events.filter(({ type }) => type === 'store-fault').length,
      evictions: proof.events.filter((event) => event.type === 'eviction' && event.tier === 'disk'),
    }
  }, MEBIBYTE)
  tell(
    `${outcome.whole} of 4 answers whole; kept: ${outcome.kept.join(', ')} MiB; largest row written ${(outcome.largest / MEBIBYTE).toFixed(1)} MiB; ${outcome.evictions.length} evictions from disk`,
  )
  expect(outcome.whole).toBe(4)
  expect(outcome.kept).toEqual([1, 4])
  expect(outcome.isSmallKept).toBe(true)
  expect(outcome.largest).toBeLessThan(5.5 * MEBIBYTE)
  expect(outcome.faults).toBe(0)
  expect(outcome.evictions).toEqual([])
})
