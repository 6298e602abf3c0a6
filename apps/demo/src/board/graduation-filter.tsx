import type { BoardView } from '../router/board-search.ts'
import { Segments } from '../segments/segments.tsx'

const options = [
  { value: undefined, label: 'All' },
  { value: false, label: 'On the curve' },
  { value: true, label: 'Graduated' },
]

interface GraduationFilterProps {
  readonly graduated: BoardView['graduated']
  readonly onChoose: (graduated: BoardView['graduated']) => void
}

/** Which coins: those still on their curve, those that have left it, or all. */
export function GraduationFilter({ graduated, onChoose }: GraduationFilterProps) {
  return <Segments label="Which coins" value={graduated} options={options} onChoose={onChoose} />
}
