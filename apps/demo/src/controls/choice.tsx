import { Segments } from '../segments/segments.tsx'

interface ChoiceProps<Value> {
  readonly label: string
  /** What holds, in words, where no option says it. */
  readonly note?: string | undefined
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

/** A few values of which one holds; a value that somebody else set may be none of them. */
export function Choice<Value extends string | number>(props: ChoiceProps<Value>) {
  const { label, note, value, options, onChoose } = props
  const isOther = options.every((option) => option.value !== value)
  return (
    <div className="control">
      <span className="control-label">
        {label} {isOther && <span className="quiet">{note ?? value}</span>}
      </span>
      <Segments label={label} value={value} options={options} onChoose={onChoose} />
    </div>
  )
}
