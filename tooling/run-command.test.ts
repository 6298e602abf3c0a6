import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { endRunningCommands, runCommand } from './run-command.ts'

const script = (text: string) => ({ file: 'node', args: ['-e', text] })

it('collects both streams of a command that succeeds', async () => {
  const result = await runCommand(script('console.log("out"); console.error("err")'))
  expect(result.ok).toBe(true)
  expect(result.output.split('\n').toSorted()).toEqual(['err', 'out'])
})

it('says how a command failed', async () => {
  const result = await runCommand(script('console.log("why"); process.exit(3)'))
  expect(result).toEqual({ ok: false, output: 'why\nIt ended with exit code 3.' })
})

it('says that a command is not there', async () => {
  const result = await runCommand({ file: 'etagged-no-such-command', args: [] })
  expect(result.ok).toBe(false)
  expect(result.output).toContain('etagged-no-such-command could not be started')
})

it('gives the command its environment', async () => {
  const command = script('console.log(process.env.ANSWER)')
  expect(await runCommand({ ...command, env: { ANSWER: '42' } })).toEqual({
    ok: true,
    output: '42',
  })
})

// The grandchild shares the pipe, so the command is not over before both are gone.
const FAMILY = script(`
  const forever = 'setInterval(() => {}, 1000)'
  require('node:child_process').spawn(process.execPath, ['-e', forever], { stdio: 'inherit' })
  eval(forever)`)

it('ends a command that takes too long, with what it started', async () => {
  const { ok, output } = await runCommand({ ...FAMILY, timeoutSeconds: 0.5 })
  expect(ok).toBe(false)
  expect(output).toContain('It took longer than 0.5 seconds and was ended.')
})

it('ends all running commands on request', async () => {
  const running = runCommand(FAMILY)
  await sleep(300)
  await endRunningCommands()
  expect(await running).toEqual({ ok: false, output: '\nIt ended with SIGTERM.' })
})
