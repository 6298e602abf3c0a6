import { formatBytes } from '../format/bytes.ts'
import { formatCount } from '../format/amounts.ts'
import { type Figures, ratioInWords, type RatioWords, type Side } from './figures.ts'

interface Row {
  readonly of: keyof Figures
  readonly name: string
  readonly format: (value: number) => string
  readonly words: RatioWords
}

const fewer: RatioWords = {
  less: 'fewer',
  more: 'more',
  same: 'the same',
  aboutSame: 'about the same',
  none: 'none',
}

const rows: readonly Row[] = [
  { of: 'bytes', name: 'Bytes over the network', format: formatBytes, words: fewer },
  { of: 'requests', name: 'Requests', format: formatCount, words: fewer },
  { of: 'parses', name: 'Parses', format: formatCount, words: fewer },
  {
    of: 'firstData',
    name: 'Time to first data',
    format: (ms) => `${ms} ms`,
    words: { ...fewer, less: 'sooner', more: 'later' },
  },
]

interface FiguresTableProps {
  readonly figures: Readonly<Record<Side, Figures>>
  /** Are the bytes as the browser measured them? */
  readonly isMeasured: boolean
}

/** What both sides took so far. For tests: a cell has its plain number in `data-value`. */
export function FiguresTable({ figures, isMeasured }: FiguresTableProps) {
  return (
    <table className="figures">
      <caption className="visually-hidden">What both took in this run</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Figure</span>
          </th>
          <th scope="col">Without etagged</th>
          <th scope="col">With etagged</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ of, name, format, words }) => {
          const [without, withIt] = [figures.without[of], figures.with[of]]
          return (
            <tr key={of} data-figure={of}>
              <th scope="row">
                {name}
                {of === 'bytes' && !isMeasured && <span className="chip">estimated</span>}
              </th>
              <td data-side="without" data-value={without}>
                {without === undefined ? '–' : format(without)}
              </td>
              <td data-side="with" data-value={withIt}>
                {withIt === undefined ? '–' : format(withIt)}
              </td>
              <td>{ratioInWords(without, withIt, words)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
