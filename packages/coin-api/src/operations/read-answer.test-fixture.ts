import * as v from 'valibot'
import type { CoinApi } from '../create-coin-api.ts'
import { visit } from '../visitor.test-fixture.ts'

/** The body of a good answer, read by a schema. Throws Error with what is wrong with it. */
export async function readAnswer<T>(
  api: CoinApi,
  schema: v.GenericSchema<unknown, T>,
  path: string,
  init?: RequestInit,
): Promise<T> {
  const { status, text } = await visit(api, path, init)
  if (status > 201) throw new Error(`${path} got ${status} ${text}`)
  return v.parse(schema, JSON.parse(text))
}
