import './coin-mark.css'
import { markOf, type Tile } from './mark-of.ts'

/** In a square of 10 units, before its turns. */
const paths: Record<Tile['shape'], string> = {
  quarter: 'M0 0h10A10 10 0 0 1 0 10z',
  leaf: 'M0 0h5a5 5 0 0 1 5 5v5H5a5 5 0 0 1-5-5z',
  disc: 'M5 1.2a3.8 3.8 0 1 1 0 7.6a3.8 3.8 0 1 1 0-7.6z',
  slope: 'M0 0h10L0 10z',
}

interface CoinMarkProps {
  readonly mint: string
  /** Width and height in CSS pixels. @default 28 */
  readonly size?: number
}

/** A picture made of the mint: the coins' own are not to be had here. Says nothing that needs words. */
export function CoinMark({ mint, size = 28 }: CoinMarkProps) {
  const { hue, tiles } = markOf(mint)
  return (
    <svg
      className="coin-mark"
      viewBox="0 0 20 20"
      width={size}
      height={size}
      style={{ '--hue': hue } as Record<string, number>}
      aria-hidden="true"
    >
      {tiles.map(({ shape, turns, isBright }, index) => (
        <path
          // oxlint-disable-next-line react/no-array-index-key -- a tile is its place
          key={index}
          d={paths[shape]}
          data-ink={isBright ? 'bright' : 'deep'}
          transform={`translate(${(index % 2) * 10} ${Math.floor(index / 2) * 10}) rotate(${turns * 90} 5 5)`}
        />
      ))}
    </svg>
  )
}
