import { expect, tell, test } from './test.ts'

test('Sandboxed page: no storage, so memory mode; the network answers, and the console is quiet (I34)', async ({
  openTab,
}) => {
  const page = await openTab()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts')
    frame.src = '/'
    document.body.append(frame)
  })
  const frame = await expect
    .poll(() => page.frames().length)
    .toBe(2)
    .then(() => page.frames()[1])
  if (frame === undefined) throw new Error('The frame did not load')
  await frame.waitForFunction(() => 'proof' in window)
  const outcome = await frame.evaluate(async () => {
    const { proof } = window
    const refused = await Promise.resolve()
      .then(() => indexedDB.open('probe'))
      .then(
        () => 'storage is there',
        (error: unknown) => (error instanceof Error ? error.name : 'no error'),
      )
    await proof.signIn('alice')
    const first = await proof.read('/api/secret?fresh=60')
    const second = await proof.read('/api/secret?fresh=60')
    await proof.client.idle()
    await proof.client.invalidate({ url: '/api/secret?fresh=60' })
    const third = await proof.read('/api/secret?fresh=60')
    const took = await proof.signOut()
    return {
      refused,
      readings: [first, second, third],
      took,
      after: (await proof.read('/api/secret?fresh=60')).user,
      faults: proof.events.filter((event) => event.type === 'store-fault'),
    }
  })
  tell(
    `${outcome.refused}; ${outcome.faults.length} faults told; sign-out took ${outcome.took.toFixed(1)} ms`,
  )
  expect(outcome.refused).toBe('SecurityError')
  expect(outcome.readings.map(({ user, isIntact }) => [user, isIntact])).toEqual(
    outcome.readings.map(() => ['alice', true]),
  )
  expect(outcome.readings[1]?.cacheStatus).toContain('hit')
  expect(outcome.readings[2]?.cacheStatus).toContain('fwd-status=304')
  expect(outcome.after).toBe('nobody')
  expect(outcome.faults.length).toBeGreaterThan(0)
  expect(outcome.faults.map(({ mode }) => mode)).toContain('memory')
  expect(said).toEqual([])
})
