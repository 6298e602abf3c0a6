import { useEffect, useSyncExternalStore } from 'react'
import type { Api } from '../api/open-api.ts'
import { useApi } from '../api/use-api.ts'
import { createControlApi } from './control-api.ts'
import { type ControlState, type ControlStore, createControlStore } from './control-panel-store.ts'

interface Controls {
  readonly state: ControlState
  readonly store: ControlStore
}

const stores = new WeakMap<Api, ControlStore>()

/** The switches of this page's API; asked for once, by the first who wants to know. */
export function useControls(): Controls {
  const store = storeOf(useApi())
  const state = useSyncExternalStore(store.subscribe, store.current)
  useEffect(() => store.ask(), [store])
  return { state, store }
}

function storeOf(api: Api): ControlStore {
  const former = stores.get(api)
  if (former !== undefined) return former
  const store = createControlStore(createControlApi(api))
  stores.set(api, store)
  return store
}
