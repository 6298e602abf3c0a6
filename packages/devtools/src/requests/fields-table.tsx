import type { Fields } from '@etagged/core'
import { REDACTED } from '@etagged/core/inspect'
import type { ReactNode } from 'react'

interface FieldsTableProps {
  readonly title: string
  readonly fields: Fields | undefined
  /** Shown where there are none. */
  readonly none: string
}

/** The fields of a message, as far as they tell of nobody. */
export function FieldsTable({ title, fields, none }: FieldsTableProps): ReactNode {
  return (
    <section className="etd-detail-part">
      <h4>{title}</h4>
      {fields === undefined || fields.length === 0 ? (
        <p className="etd-quiet">{none}</p>
      ) : (
        <table className="etd-fields">
          <tbody>
            {fields.map(([name, value]) => (
              <tr key={`${name}: ${value}`}>
                <th scope="row">{name}</th>
                <td className={value === REDACTED ? 'etd-quiet' : undefined}>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
