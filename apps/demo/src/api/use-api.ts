import { type Context, createContext, useContext } from 'react'
import type { Api } from './open-api.ts'

export const ApiContext: Context<Api | undefined> = createContext<Api | undefined>(undefined)

/** The API of this build, for what does not go through the cache: controls, streams. */
export function useApi(): Api {
  const api = useContext(ApiContext)
  if (api === undefined) throw new Error('There is no <ApiContext> above this component')
  return api
}
