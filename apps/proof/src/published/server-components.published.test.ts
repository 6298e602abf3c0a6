import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { inAppFolder, linkPackages } from './app-folder.ts'
import { runModule } from './run-module.ts'

const references = pathToFileURL(join(import.meta.dirname, 'client-references.ts')).href

/** Runs a module of the server's graph. */
const onServer = (source: string): Promise<unknown> =>
  inAppFolder(async (folder) => {
    await linkPackages(folder)
    return runModule(folder, source, ['--conditions=react-server', `--import=${references}`])
  })

it('a Server Component may import the package: what belongs to the client are references', async () => {
  const found = (await onServer(`
    import * as etagged from '@etagged/react'
    const isReference = ({ $$typeof }) => $$typeof === Symbol.for('react.client.reference')
    const references = Object.keys(etagged).filter((name) => isReference(etagged[name]))
    console.log(JSON.stringify({ names: Object.keys(etagged), references }))
  `)) as Record<'names' | 'references', string[]>
  const ofTheClient = /^use[A-Z]|^createCoinHooks$|Provider$/
  expect(found.references).toEqual(found.names.filter((name) => ofTheClient.test(name)))
  expect(found.references).toEqual(expect.arrayContaining(['EtaggedProvider', 'useCoins']))
  expect(found.names).toEqual(expect.arrayContaining(['coinQueries', 'connect', 'query']))
})

it('a Server Component may ask by the same query options as its client', async () => {
  const answer = await onServer(`
    import { createEtagged } from '@etagged/core'
    import { coinQueries, connect } from '@etagged/react'
    import { QueryClient } from '@tanstack/react-query'
    const client = createEtagged({
      baseUrl: 'https://api.test',
      fetch: async () => Response.json({ solPrice: 150 }),
    })
    const queryClient = new QueryClient()
    connect(queryClient, client)
    const { queryKey } = coinQueries.list({ limit: 5 })
    const price = await queryClient.fetchQuery(coinQueries.solPrice())
    console.log(JSON.stringify({ queryKey, price }))
    // Else it would wait for its garbage to be collected.
    queryClient.clear()
  `)
  expect(answer).toEqual({
    queryKey: ['etagged', '/coins', { limit: 5 }],
    price: { solPrice: 150 },
  })
})
