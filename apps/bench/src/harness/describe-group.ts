import { digits } from './digits.ts'
import { figuresOf, type Group } from './group.ts'
import { amount, unitOf } from './unit.ts'

/** The result in a sentence, for who cannot see the chart. */
export function describeGroup(group: Group): string {
  const figures = figuresOf(group)
  const unit = unitOf(group, figures)
  const limits = figures.filter(({ role }) => role === 'limit')
  const others = figures.filter(({ role }) => role !== 'limit')
  const told = [
    ...limits.map(
      ({ name, spent }) => `the limit, ${name}: ${amount(spent.median, unit)} ${unit.name}`,
    ),
    ...others.map(({ name, ratio }) => `${name}: ${digits(ratio.median)} times the limit`),
  ]
  return `${group.subject}; ${told.join('; ')}.`
}
