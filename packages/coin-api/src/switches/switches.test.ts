import { describe, expect, it } from 'vitest'
import { ApiError } from '../http/errors.ts'
import { initialSwitches } from './initial-switches.ts'
import { createSwitchBoard } from './switches.ts'

const open = () => createSwitchBoard(initialSwitches({}))

const complaintsAbout = (some: Record<string, unknown>): unknown => {
  const board = open()
  const before = board.now()
  try {
    board.change(some)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    expect(board.now()).toBe(before)
    return Reflect.get(error.body, 'message')
  }
  return []
}

describe('a switch board', () => {
  it('begins without faults', () => {
    expect(open().now()).toEqual({
      latency: 0,
      jitter: 0,
      offline: false,
      errorRate: 0,
      errorStatus: 500,
      tradesPerSecond: 2,
      clockOffset: 0,
      limits: true,
      exposeEtag: false,
      allowConditional: true,
      corsOn304: true,
      fields: {},
      cutBody: null,
      redirect: null,
    })
  })

  it('begins as the options say', () => {
    const options = {
      tradesPerSecond: 7,
      limits: false,
      exposeHeaders: ['etag'],
      headers: { 'cache-control': 'max-age=5' },
    }
    expect(initialSwitches(options)).toMatchObject({
      tradesPerSecond: 7,
      limits: false,
      exposeEtag: true,
      fields: { 'cache-control': 'max-age=5' },
    })
  })

  it('changes what it is told and leaves the rest, until it is reset', () => {
    const board = open()
    const before = board.now()
    expect(board.change({ latency: 250, redirect: 307 })).toEqual({
      ...before,
      latency: 250,
      redirect: 307,
    })
    expect(board.change({ offline: true })).toMatchObject({ latency: 250, offline: true })
    expect(board.reset()).toEqual(before)
    expect(board.now()).toEqual(before)
  })

  it.each([
    { latency: 0.5, jitter: 60_000 },
    { errorRate: 1, errorStatus: 503 },
    { cutBody: 0, redirect: 308 },
    { cutBody: null, redirect: null },
    { clockOffset: -3600, tradesPerSecond: 0 },
    { fields: { 'cache-control': 'no-store', 'x-empty': '' } },
  ])('takes %j', (some) => {
    expect(open().change(some)).toMatchObject(some)
  })

  it.each([
    { some: { latency: -1 }, complaints: ['latency must not be less than 0'] },
    { some: { latency: 60_001 }, complaints: ['latency must not be greater than 60000'] },
    { some: { jitter: '5' }, complaints: ['jitter must be a number'] },
    { some: { offline: 1 }, complaints: ['offline must be a boolean'] },
    { some: { errorRate: 1.1 }, complaints: ['errorRate must not be greater than 1'] },
    { some: { errorStatus: 200 }, complaints: ['errorStatus must be an error status of this API'] },
    {
      some: { tradesPerSecond: 1e9 },
      complaints: ['tradesPerSecond must not be greater than 1000'],
    },
    { some: { clockOffset: null }, complaints: ['clockOffset must be a number'] },
    {
      some: { fields: { 'bad name': 'x' } },
      complaints: ['fields must be an object of header fields'],
    },
    { some: { fields: { ok: 'a\nb' } }, complaints: ['fields must be an object of header fields'] },
    { some: { fields: { ok: 1 } }, complaints: ['fields must be an object of header fields'] },
    { some: { fields: [] }, complaints: ['fields must be an object of header fields'] },
    { some: { cutBody: 1.5 }, complaints: ['cutBody must be an integer'] },
    { some: { redirect: 304 }, complaints: ['redirect must be 301, 302, 303, 307, 308 or null'] },
    { some: { lag: 5 }, complaints: ['lag should not exist'] },
    {
      some: { latency: 'slow', lag: 5 },
      complaints: ['latency must be a number', 'lag should not exist'],
    },
  ])('refuses $some and stays as it was', ({ some, complaints }) => {
    expect(complaintsAbout(some)).toEqual(complaints)
  })
})
