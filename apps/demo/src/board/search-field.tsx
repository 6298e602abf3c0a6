import { Search } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'

/** Ms without a keystroke after which the search begins. */
const PAUSE = 250

interface SearchFieldProps {
  /** What the URL searches for. */
  readonly q: string
  readonly onSearch: (q: string) => void
}

/** What is typed goes to the URL after a pause; what the URL says otherwise comes back at once. */
export function SearchField({ q, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(q)
  const [sent, setSent] = useState(q)
  const [former, setFormer] = useState(q)
  if (former !== q) {
    setFormer(q)
    // The URL follows what was typed, and then more may have been typed; else somebody else changed it.
    if (q !== sent) {
      setSent(q)
      setText(q)
    }
  }

  useEffect(() => {
    if (text === sent) return undefined
    const timer = setTimeout(() => {
      setSent(text)
      onSearch(text)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [text, sent, onSearch])

  function searchNow(event: FormEvent): void {
    event.preventDefault()
    setSent(text)
    onSearch(text)
  }

  return (
    <form role="search" className="search" onSubmit={searchNow}>
      <Search size={15} aria-hidden="true" />
      <input
        type="search"
        className="input"
        aria-label="Search coins"
        placeholder="Name, symbol or address"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  )
}
