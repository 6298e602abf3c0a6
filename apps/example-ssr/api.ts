import { setTimeout } from 'node:timers/promises'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { userOf } from './session-cookie.ts'

/** Stands for your database. */
const ordersOf = new Map([
  ['alice', ['Teapot', 'Pocket watch', 'Flamingo mallet']],
  ['bob', ['Ladder', 'Slate and chalk']],
])

export const isUser = (name: string): boolean => ordersOf.has(name)

/** Stands for your API: it knows a user by a cookie, and gives each answer an ETag. */
export const api = new Hono<{ Variables: { orders: readonly string[] } }>()
  .use(etag())
  .use(async (c, next) => {
    const orders = ordersOf.get((await userOf(c)) ?? '')
    if (orders === undefined) return c.json({ error: 'Who are you?' }, 401)
    c.set('orders', orders)
    // Fresh for half a minute: what came with the page is not asked for again, however slow the browser.
    c.header('cache-control', 'private, max-age=30')
    return next()
  })
  .get('/orders', (c) => c.json(c.var.orders))
  .get('/suggestions', async (c) => {
    // It takes its time: the page does not wait for it.
    await setTimeout(1000)
    return c.json(c.var.orders.map((item) => `Polish for your ${item.toLowerCase()}`))
  })
