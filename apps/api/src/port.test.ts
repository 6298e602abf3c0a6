import { expect, it } from 'vitest'
import { portFrom } from './port.ts'

it.each([
  { environment: {}, port: 8787 },
  { environment: { PORT: '' }, port: 8787 },
  { environment: { PORT: '3000' }, port: 3000 },
  { environment: { PORT: ' 0 ' }, port: 0 },
  { environment: { PORT: '65535' }, port: 65_535 },
])('reads $environment as port $port', ({ environment, port }) => {
  expect(portFrom(environment)).toBe(port)
})

it.each(['http', '-1', '65536', '80.5', '0x50'])('refuses PORT=%s by name', (PORT) => {
  expect(() => portFrom({ PORT })).toThrow(`PORT must be a number from 0 to 65535, not "${PORT}".`)
})
