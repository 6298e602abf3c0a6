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
  return (
    <>
      {/* Beside the notes: those that were there before stay. */}
      {error && <p role="alert">{error.message}</p>}
      {data === undefined && !error && <p>Loading …</p>}
      {data && (
        <ul>
          {data.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      )}
    </>
  )
}

interface Unsent {
  readonly text: string
  readonly problem: string
}

function NoteForm() {
  const [unsent, add, isAdding] = useActionState(addNote, undefined)
  return (
    <form action={add} className="row">
      <label>
        New note{' '}
        {/* React resets the form after its action: to this, which is empty once the note is sent. */}
        <input
          name="text"
          defaultValue={unsent?.text}
          readOnly={isAdding}
          required
          autoComplete="off"
        />
      </label>
      <button disabled={isAdding}>Add</button>
      {unsent && <p role="alert">{unsent.problem}</p>}
    </form>
  )
}

/** A write makes what is stored for its URL stale; the session's `News` has SWR ask again, in all tabs. */
async function addNote(_: Unsent | undefined, form: FormData): Promise<Unsent | undefined> {
  const given = form.get('text')
  const text = typeof given === 'string' ? given : ''
  try {
    const { ok, status } = await etagged.fetch('/notes', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    })
    return ok ? undefined : { text, problem: `The API answered ${status}` }
  } catch (error) {
    return { text, problem: error instanceof Error ? error.message : String(error) }
  }
}
