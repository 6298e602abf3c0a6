import { Hono } from 'hono'
import { etag } from 'hono/etag'

interface Order {
  readonly id: number
  readonly item: string
  readonly address: string
  isShipped: boolean
}

/** Stands for your database. */
const ordersOf = new Map<string, readonly Order[]>([
  [
    'alice',
    [
      { id: 1042, item: 'Teapot', address: '1 Rabbit Lane', isShipped: true },
      { id: 1043, item: 'Pocket watch', address: '1 Rabbit Lane', isShipped: false },
      { id: 1044, item: 'Flamingo mallet', address: 'The Croquet Ground', isShipped: false },
    ],
  ],
  [
    'bob',
    [
      { id: 2001, item: 'Ladder', address: '7 Chimney Row', isShipped: true },
      { id: 2002, item: 'Slate and chalk', address: 'The Jury Box', isShipped: false },
    ],
  ],
])

/** Stands for your API: it knows a user by a field, and gives each answer an ETag. */
export const api = new Hono<{ Variables: { orders: readonly Order[] } }>()
  .use(etag())
  .use(async (c, next) => {
    const token = c.req.header('authorization')?.replace('Bearer ', '')
    const orders = ordersOf.get(token ?? '')
    if (orders === undefined) return c.json({ error: 'Who are you?' }, 401)
    c.set('orders', orders)
    // For 30 s an answer is good as it is; then a conditional request asks whether it still is.
    c.header('cache-control', 'private, max-age=30')
    return next()
  })
  .get('/orders', (c) =>
    c.json(c.var.orders.map(({ id, item, isShipped }) => ({ id, item, isShipped }))),
  )
  .get('/orders/:id', (c) => {
    const order = c.var.orders.find(({ id }) => id === Number(c.req.param('id')))
    return order ? c.json(order) : c.json({ error: 'No such order' }, 404)
  })
  .put('/orders/:id/shipment', (c) => {
    const order = c.var.orders.find(({ id }) => id === Number(c.req.param('id')))
    if (order === undefined) return c.json({ error: 'No such order' }, 404)
    order.isShipped = true
    return c.body(null, 204)
  })
