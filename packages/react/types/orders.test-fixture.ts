import { defineEndpoint, type Schema } from '@etagged/core'

export interface Order {
  readonly id: number
  readonly name: string
}

export interface Paging {
  readonly limit?: number
  readonly sort?: 'name' | 'age'
  readonly page?: number
}

/** A schema of this type; only its type is of interest. */
export declare function schemaOf<T>(): Schema<T>

declare const response: Schema<Order>
declare const list: Schema<readonly Order[]>
declare const params: Schema<Paging>

/** One name in the path, and nothing else. */
export const order = defineEndpoint({ path: '/orders/:id', response })

/** Nothing in the path. */
export const orders = defineEndpoint({ path: '/orders', response: list, params })

/** Both. */
export const ordersOf = defineEndpoint({ path: '/users/:user/lists/:list', response: list, params })
