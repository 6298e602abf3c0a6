'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'

/** One of several views of which one is shown. */
export interface Tab<Name extends string> {
  readonly name: Name
  readonly title: string
  readonly render: () => ReactNode
}

interface TabsProps<Name extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Name>[]
  readonly chosen: Name
  readonly onChoose: (name: Name) => void
  readonly before: ReactNode
  readonly after: ReactNode
}

/** Tabs as the ARIA practices want them: arrows choose, Tab goes on into what is shown. */
export function Tabs<Name extends string>(props: TabsProps<Name>): ReactNode {
  const { label, tabs, chosen, onChoose, before, after } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-tab="${chosen}"]`)
    if (tab) showWithin(tab)
  }, [chosen])

  function onKeyDown(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ name }) => name === chosen)
    const next = tabs[stepped(event.key, at, tabs.length)]
    if (next === undefined) return
    event.preventDefault()
    onChoose(next.name)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus()
  }

  return (
    <>
      <div className="etd-head">
        {before}
        <div
          ref={list}
          role="tablist"
          aria-label={label}
          className="etd-tabs"
          onKeyDown={onKeyDown}
        >
          {tabs.map(({ name, title }) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-${name}`}
              className="etd-tab"
              data-tab={name}
              aria-selected={name === chosen}
              aria-controls={`${id}-panel`}
              tabIndex={name === chosen ? 0 : -1}
              onClick={() => onChoose(name)}
            >
              {title}
            </button>
          ))}
        </div>
        {after}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen}`}
        className="etd-panel"
        tabIndex={0}
      >
        {tabs.find(({ name }) => name === chosen)?.render()}
      </div>
    </>
  )
}

/** On a narrow panel some tabs are out of sight. The page itself is not to be scrolled. */
function showWithin(tab: HTMLElement): void {
  const { parentElement: list, offsetLeft: start, offsetWidth: width } = tab
  if (list === null) return
  const from = start - list.offsetLeft
  const last = list.scrollLeft + list.clientWidth - width
  if (from < list.scrollLeft) list.scrollLeft = from
  else if (from > last) list.scrollLeft += from - last
}

/** Where a key leads from the tab at this place; -1: nowhere. */
function stepped(key: string, at: number, count: number): number {
  if (key === 'ArrowRight') return (at + 1) % count
  if (key === 'ArrowLeft') return (at - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : -1
}
