'use client'

import { type ReactNode, useId } from 'react'

interface Choice<Value> {
  readonly value: Value
  readonly name: string
  readonly about: string
}

interface ChoicesProps<Value> {
  readonly legend: string
  readonly choices: readonly Choice<Value>[]
  readonly chosen: Value
  readonly onChoose: (value: Value) => void
  /** Side by side, and one text for the one that is chosen. */
  readonly isSegmented?: boolean
}

/** One of several, each with what it means. */
export function Choices<Value extends string | number>(props: ChoicesProps<Value>): ReactNode {
  const { legend, choices, chosen, onChoose, isSegmented = false } = props
  const name = useId()
  const about = choices.find(({ value }) => value === chosen)?.about
  return (
    <div className="etd-section" role="radiogroup" aria-labelledby={`${name}-legend`}>
      <h3 id={`${name}-legend`}>{legend}</h3>
      <div className={isSegmented ? 'etd-segments' : 'etd-choices'}>
        {choices.map((choice) => (
          <label key={choice.value} className={isSegmented ? 'etd-segment' : 'etd-choice'}>
            <input
              type="radio"
              name={name}
              aria-describedby={isSegmented ? undefined : `${name}-${choice.value}`}
              checked={choice.value === chosen}
              onChange={() => onChoose(choice.value)}
            />
            <span>{choice.name}</span>
            {!isSegmented && (
              <span id={`${name}-${choice.value}`} className="etd-quiet">
                {choice.about}
              </span>
            )}
          </label>
        ))}
      </div>
      {isSegmented && about !== undefined && <p className="etd-about">{about}</p>}
    </div>
  )
}
