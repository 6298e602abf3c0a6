import type { Schema, SchemaResult } from './schema.ts'

/** A schema by this function, which gives the data or throws the names of what is wrong. */
export function schemaOf<T>(
  validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>,
): Schema<T> {
  return { '~standard': { version: 1, vendor: 'test', validate } }
}

export interface Coin {
  readonly name: string
}

/** An object with a name. */
export const coinSchema: Schema<Coin> = schemaOf((value) =>
  isCoin(value)
    ? { value }
    : {
        issues: [
          { message: 'must be text', path: ['coin', { key: 'name' }] },
          { message: 'and short' },
        ],
      },
)

function isCoin(value: unknown): value is Coin {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'name') === 'string'
  )
}
