import type { BoardView } from '../router/board-search.ts'

const choices = [
  { graduated: undefined, text: 'All' },
  { graduated: false, text: 'On the curve' },
  { graduated: true, text: 'Graduated' },
] as const

interface GraduationFilterProps {
  readonly graduated: BoardView['graduated']
  readonly onChoose: (graduated: BoardView['graduated']) => void
}

/** Which coins: those still on their curve, those that have left it, or all. */
export function GraduationFilter({ graduated, onChoose }: GraduationFilterProps) {
  return (
    <div className="segments" role="group" aria-label="Which coins">
      {choices.map((choice) => (
        <button
          key={choice.text}
          type="button"
          className="button"
          aria-pressed={choice.graduated === graduated}
          onClick={() => onChoose(choice.graduated)}
        >
          {choice.text}
        </button>
      ))}
    </div>
  )
}
