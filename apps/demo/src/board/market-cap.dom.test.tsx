import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { MarketCap } from './market-cap.tsx'

it('lights up by the way it went when it changes, and not at first', () => {
  const { rerender } = render(<MarketCap usd={1000} />)
  expect(screen.getByText('$1.00K').dataset['trend']).toBeUndefined()
  rerender(<MarketCap usd={2000} />)
  expect(screen.getByText('$2.00K').dataset['trend']).toBe('up')
  rerender(<MarketCap usd={1500} />)
  expect(screen.getByText('$1.50K').dataset['trend']).toBe('down')
})
