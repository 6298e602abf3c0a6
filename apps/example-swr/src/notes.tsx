import { useActionState } from 'react'
import useSWR, { useSWRConfig } from 'swr'
import { etagged } from './etagged.ts'
import { RenderCount } from './render-count.tsx'

interface Note {
  readonly id: number
  readonly text: string
}

export function Notes() {
  const { mutate } = useSWRConfig()
  return (
    <section aria-labelledby="notes-heading">
      <h2 id="notes-heading">All notes</h2>
      <RenderCount>
        <NoteList />
      </RenderCount>
      <button type="button" onClick={() => void mutate('/notes')}>
        Refresh
      </button>
      <NoteForm />
    </section>
  )
}

function NoteList() {
  // What is read renders the component: `data` and `error` do not change at a 304.
  const { data, error } = useSWR<readonly Note[], Error>('/notes')
  if (data === undefined) return <p>{error ? error.message : 'Loading …'}</p>
  return (
    <ul>
      {data.map(({ id, text }) => (
        <li key={id}>{text}</li>
      ))}
    </ul>
  )
}

function NoteForm() {
  const [problem, add, isAdding] = useActionState(addNote, undefined)
  return (
    <form action={add} className="row">
      <label>
        New note <input name="text" required autoComplete="off" />
      </label>
      <button disabled={isAdding}>Add</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  )
}

/** A write makes what is stored for its URL stale; the session's `News` has SWR ask again, in all tabs. */
async function addNote(_: string | undefined, form: FormData): Promise<string | undefined> {
  try {
    const { ok, status } = await etagged.fetch('/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: form.get('text') }),
    })
    return ok ? undefined : `The API answered ${status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
