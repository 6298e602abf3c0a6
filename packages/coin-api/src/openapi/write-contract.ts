import { writeFile } from 'node:fs/promises'
import { createCoinApi } from '../create-coin-api.ts'

/** Writes `contract/openapi.json` anew. `npm run contract` in this package runs it. */
const api = createCoinApi({ clock: () => 0, tradesPerSecond: 0 })
const answer = await api.fetch(new Request('http://localhost/openapi.json'))
const contract: unknown = await answer.json()
const file = new URL('../../contract/openapi.json', import.meta.url)
await writeFile(file, `${JSON.stringify(contract, null, 2)}\n`)
