import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { bodyOf, coinPath, listPath } from '../origin/bodies.ts'
import { asked, type Stored, type StarterName, starters } from './starters.tsx'
import type { Started, Task } from './task.ts'

/** Stores so many coins and a list, in the form of every starter. */
export async function seed(numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const coins = Array.from({ length: number }, (_, index) => coinPath(index))
    const stored = [listPath(50), ...coins].map((path): Stored => [path, bodyOf(path, 0) ?? ''])
    for (const starter of Object.values(starters)) await starter.seed(stored, number)
  }
}

type Start = Extract<Task, { readonly kind: 'start' }>

/** An app from its entry to the commit that shows a coin and a list. */
export async function start({ starter, number, coin, list }: Start): Promise<Started> {
  const element = document.body.appendChild(document.createElement('main'))
  const shown = Promise.withResolvers<Shown>()
  const begin = performance.now()
  const app = starters[starter satisfies StarterName].open(number)
  createRoot(element).render(
    app.around(
      <Screen
        coin={app.optionsOf(coin)}
        list={app.optionsOf(list)}
        onShown={(data) => shown.resolve({ ...data, at: performance.now() })}
      />,
    ),
  )
  const { at, ...data } = await shown.promise
  return {
    kind: 'started',
    elapsed: at - begin,
    coin: JSON.stringify(data.coin),
    list: JSON.stringify(data.list),
    rows: element.querySelectorAll('li').length,
    asked: asked.length,
  }
}

interface Screened {
  readonly coin: unknown
  readonly list: unknown
}

interface Shown extends Screened {
  readonly at: number
}

interface ScreenProps {
  readonly coin: UseQueryOptions
  readonly list: UseQueryOptions
  readonly onShown: (data: Screened) => void
}

function Screen({ coin, list, onShown }: ScreenProps): ReactNode {
  const { data: one } = useQuery(coin)
  const { data: many } = useQuery(list)
  useLayoutEffect(() => {
    if (one !== undefined && many !== undefined) onShown({ coin: one, list: many })
  })
  const coins = Array.isArray(many) ? (many as readonly { readonly mint: string }[]) : []
  return coins.map(({ mint }) => <li key={mint}>{mint}</li>)
}
