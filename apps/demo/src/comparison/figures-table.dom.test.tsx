import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { NOTHING } from './figures.ts'
import { FiguresTable } from './figures-table.tsx'

const figures = {
  without: { bytes: 240_000, requests: 8, parses: 8, firstData: 60 },
  with: { bytes: 20_000, requests: 8, parses: 4, firstData: 5 },
}

const cellsOf = (name: RegExp): readonly string[] => {
  const row = screen.getByRole('rowheader', { name }).closest('tr')
  return [...(row?.querySelectorAll('td') ?? [])].map(({ textContent }) => textContent)
}

it('tells both sides and how they stand to each other', () => {
  render(<FiguresTable figures={figures} isMeasured />)
  expect(cellsOf(/^Bytes/)).toEqual(['240.0 kB', '20.0 kB', '12 × fewer'])
  expect(cellsOf(/^Requests/)).toEqual(['8', '8', 'the same'])
  expect(cellsOf(/^Parses/)).toEqual(['8', '4', '2.0 × fewer'])
  expect(cellsOf(/^Time/)).toEqual(['60 ms', '5 ms', '12 × sooner'])
  expect(screen.queryByText('estimated')).toBeNull()
})

it('says which figures are estimated, and which are not known yet', () => {
  render(<FiguresTable figures={{ without: NOTHING, with: NOTHING }} isMeasured={false} />)
  expect(screen.getByRole('rowheader', { name: /^Bytes.*estimated$/ })).toBeDefined()
  expect(cellsOf(/^Time/)).toEqual(['–', '–', 'not known yet'])
})
