/** A quarter of a mark: a shape in one of its two inks. */
export interface Tile {
  readonly shape: 'quarter' | 'leaf' | 'disc' | 'slope'
  /** Quarter turns, clockwise. */
  readonly turns: number
  readonly isBright: boolean
}

/** What a mint looks like. */
export interface Mark {
  /** Degrees on the colour circle. */
  readonly hue: number
  /** From left to right, from top to bottom. */
  readonly tiles: readonly Tile[]
}

const SHAPES = ['quarter', 'quarter', 'leaf', 'disc', 'slope'] as const

/** The same picture for the same text, and most likely another one for any other. */
export function markOf(mint: string): Mark {
  const bits = hashOf(mint)
  const hue = (bits >>> 23) % 24
  return { hue: hue * 15, tiles: [0, 5, 10, 15].map((shift) => tileOf(bits >>> shift)) }
}

function tileOf(bits: number): Tile {
  const shape = SHAPES[(bits >>> 3) % SHAPES.length] ?? 'quarter'
  return { shape, turns: bits & 3, isBright: (bits & 4) === 0 }
}

/** FNV-1a, 32 bits, and a last stir so that similar texts end far apart. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
