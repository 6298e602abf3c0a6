import type { TierSizes } from '@etagged/core'
import type { ReactNode } from 'react'
import { bytesText } from '../panel/figures.ts'
import type { Database } from './databases.ts'
import type { Known } from './known.ts'

interface DatabaseTableProps {
  readonly databases: Known<readonly Database[]> | undefined
  readonly parts: TierSizes['diskParts'] | undefined
}

/** The databases of the cache in this origin, by the hashes that they are named by. */
export function DatabaseTable({ databases, parts }: DatabaseTableProps): ReactNode {
  return (
    <section className="etd-section" aria-label="Databases">
      <h3>Databases</h3>
      {databases && 'because' in databases && <p className="etd-about">{databases.because}</p>}
      {databases && 'is' in databases && databases.is.length === 0 && (
        <p className="etd-about">None: nothing was written to IndexedDB yet.</p>
      )}
      {databases && 'is' in databases && databases.is.length > 0 && (
        <table className="etd-table etd-facts-table">
          <thead>
            <tr>
              <th scope="col">Partition</th>
              <th scope="col" data-number="">
                Rows
              </th>
              <th scope="col" data-number="">
                Size
              </th>
              <th scope="col">Whose</th>
            </tr>
          </thead>
          <tbody>
            {databases.is.map(({ partition, whose }) => (
              <tr key={partition}>
                <th scope="row" className="etd-mono" title={partition}>
                  {partition.slice(0, 12)}
                </th>
                <SizeCells whose={whose} parts={parts} />
                <td>{WHOSE[whose]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

interface SizeCellsProps {
  readonly whose: Database['whose']
  readonly parts: TierSizes['diskParts'] | undefined
}

function SizeCells({ whose, parts }: SizeCellsProps): ReactNode {
  if (whose === 'anonymous' || whose === 'another-user') {
    return (
      <td data-number="" colSpan={2} className="etd-quiet">
        not opened
      </td>
    )
  }
  const size = parts?.[whose === 'current' ? 'user' : 'everyone']
  return (
    <>
      <td data-number="">{size?.entries ?? '?'}</td>
      <td data-number="">{size ? bytesText(size.bytes) : '?'}</td>
    </>
  )
}

const WHOSE: Readonly<Record<Database['whose'], string>> = {
  current: 'the current session’s',
  everyone: 'everyone’s (policy audience)',
  anonymous: 'nobody’s: from before a sign-in',
  'another-user': 'another user’s; only its hash is known here',
}
