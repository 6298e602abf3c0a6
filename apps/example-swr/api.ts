import { Hono } from 'hono'
import { etag } from 'hono/etag'

/** Stands for your database. */
const notesOf = new Map<string, string[]>([
  ['alice', ['Ask the cat for the way', 'Return the gloves']],
  ['bob', ['Buy jam for today']],
])

/** Stands for your API: it knows a user by a field, and gives each answer an ETag. */
export const api = new Hono<{ Variables: { notes: string[] } }>()
  .use(etag())
  .use(async (c, next) => {
    const token = c.req.header('authorization')?.replace('Bearer ', '')
    const notes = notesOf.get(token ?? '')
    if (notes === undefined) return c.json({ error: 'Who are you?' }, 401)
    c.set('notes', notes)
    // May be stored, and is asked for again before each use: a 304 if nothing has changed.
    c.header('cache-control', 'private, no-cache')
    return next()
  })
  .get('/notes', (c) => c.json(c.var.notes.map((text, id) => ({ id, text }))))
  .post('/notes', async (c) => {
    const { text } = await c.req.json<{ text?: unknown }>()
    if (typeof text !== 'string' || text.trim() === '') return c.json({ error: 'No text' }, 422)
    c.var.notes.push(text.trim())
    return c.body(null, 204)
  })
