import type { ReactNode } from 'react'
import type { StoreNotes } from '../recording/store-notes.ts'

/** What the store failed to do: each was a miss, and no error of the page. */
export function FaultTable({ faults }: Pick<StoreNotes, 'faults'>): ReactNode {
  const numbered = faults.map((fault, index) => ({ ...fault, number: faults.length - index }))
  return (
    <section className="etd-section" aria-label="Faults of the store">
      <h3>Faults of the store</h3>
      {faults.length === 0 ? (
        <p className="etd-about">
          None since the recording began. A fault is a miss: the request goes to the network.
        </p>
      ) : (
        <table className="etd-table etd-facts-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Because</th>
              <th scope="col">Then</th>
            </tr>
          </thead>
          <tbody>
            {numbered.map(({ number, at, operation, because, mode }) => (
              <tr key={number}>
                <th scope="row">{new Date(at * 1000).toLocaleTimeString()}</th>
                <td className="etd-mono">{operation}</td>
                <td title={because}>{because}</td>
                <td>{mode === 'memory' ? 'memory alone, for this session' : 'goes on'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
