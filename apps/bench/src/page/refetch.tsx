import { QueryClientProvider, useQuery, type UseQueryOptions } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Effort } from '../harness/effort.ts'
import { interleave } from '../harness/interleave.ts'
import { weigh } from '../origin/bodies.ts'
import { pathOf } from '../origin/door.ts'
import { answeringAtOnce, asking } from '../peers/list-network.ts'
import { openFreshQueries, openValidatedQueries, type UnchangedQuery } from '../peers/unchanged.ts'
import { refetchDoor } from './refetch-door.ts'
import { drawn } from './drawn.ts'
import { type Question, type Refetched, REFETCHES_SEEN } from './task.ts'

/** Measures refetches of a list, then counts what React renders for them. */
export async function refetch(
  question: Question,
  path: string,
  text: string,
  effort: Effort,
): Promise<Refetched> {
  const queries = await openQueries(question, path, text)
  const measured = await interleave({
    candidates: queries.map(({ name, role, refetch: run }) => ({ name, role, run })),
    effort,
    weigh,
    isRight: (data) => JSON.stringify(data) === text,
  })
  const answers = queries.map((query) => ({ ...query.answers }))
  const renders: number[] = []
  for (const query of queries) renders.push(await rendersOf(query))
  return { kind: 'refetched', measured, answers, renders }
}

function openQueries(
  question: Question,
  path: string,
  text: string,
): Promise<readonly UnchangedQuery[]> {
  switch (question) {
    case 'at hand':
      return openFreshQueries(text)
    case 'a 304 at once':
      return openValidatedQueries(() => answeringAtOnce(text, 'max-age=0'))
    case 'a 304 over loopback':
      return openValidatedQueries((validator) =>
        asking(location.origin + pathOf(refetchDoor(validator, path)), path),
      )
  }
}

/** Renders of a mounted list while its query is refetched, each time waiting for React. */
async function rendersOf({
  queryClient,
  options,
  refetch: again,
}: UnchangedQuery): Promise<number> {
  let renders = 0
  const element = document.body.appendChild(document.createElement('ul'))
  const root = createRoot(element)
  root.render(
    <QueryClientProvider client={queryClient}>
      <List options={{ ...options, refetchOnMount: false }} onRender={() => renders++} />
    </QueryClientProvider>,
  )
  await drawn()
  if (element.childElementCount === 0) throw new Error('The list did not render')
  const before = renders
  for (let run = 0; run < REFETCHES_SEEN; run++) {
    await again()
    await drawn()
  }
  root.unmount()
  return renders - before
}

interface ListProps {
  readonly options: UseQueryOptions
  readonly onRender: () => void
}

function List({ options, onRender }: ListProps): ReactNode {
  const { data } = useQuery(options)
  onRender()
  const coins = Array.isArray(data) ? (data as readonly { readonly mint: string }[]) : []
  return coins.map(({ mint }) => <li key={mint}>{mint}</li>)
}
