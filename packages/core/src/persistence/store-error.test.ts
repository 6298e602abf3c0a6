import { expect, it } from 'vitest'
import { GenerationEndedError } from '../stores/response-store.ts'
import type { StoreOperation } from '../cache/events.ts'
import { classifyStoreError, describeStoreError, type StoreErrorKind } from './store-error.ts'

interface Row {
  readonly says: string
  readonly error: unknown
  readonly on?: StoreOperation
  readonly kind: StoreErrorKind
}

const domError = (name: string, message = '') => new DOMException(message, name)

const rows: readonly Row[] = [
  { says: 'an ended generation', error: new GenerationEndedError(), kind: 'ended' },
  {
    says: 'an ended generation that another copy of the package names',
    error: Object.assign(new Error('over'), { name: 'GenerationEndedError' }),
    kind: 'ended',
  },
  { says: 'quota, without a word', error: domError('QuotaExceededError'), kind: 'quota' },
  {
    says: 'quota as a class of its own',
    error: { name: 'QuotaExceededError', message: '', code: 22, quota: null, requested: null },
    kind: 'quota',
  },
  {
    says: 'a full disk that is not full, while opening',
    error: domError(
      'QuotaExceededError',
      'Encountered full disk while opening backing store for indexedDB.open.',
    ),
    on: 'open',
    kind: 'lost',
  },
  {
    says: 'the same, told later',
    error: domError(
      'QuotaExceededError',
      'Encountered full disk while opening backing store for indexedDB.open.',
    ),
    kind: 'lost',
  },
  { says: 'quota while opening', error: domError('QuotaExceededError'), on: 'open', kind: 'lost' },
  {
    says: 'an unopenable backing store (LevelDB)',
    error: domError('UnknownError', 'Internal error opening backing store for indexedDB.open.'),
    on: 'open',
    kind: 'lost',
  },
  {
    says: 'an unopenable backing store (SQLite)',
    error: domError('UnknownError', 'Internal error opening database for indexedDB.open.'),
    on: 'open',
    kind: 'lost',
  },
  {
    says: 'a value whose file is missing',
    error: domError('NotReadableError', 'Data lost due to missing file. Affected record ...'),
    on: 'get',
    kind: 'refused',
  },
  {
    says: 'a value whose file is cut',
    error: domError('UnknownError', 'Failed to read large IndexedDB value'),
    on: 'get',
    kind: 'refused',
  },
  {
    says: 'a value that cannot be written (IO)',
    error: domError('DataError', 'Failed to write blobs (IOError)'),
    kind: 'refused',
  },
  {
    says: 'a value that cannot be written (invalid)',
    error: domError('DataError', 'Failed to write blobs (InvalidBlob)'),
    kind: 'refused',
  },
  {
    says: 'a value beyond the limit',
    error: domError(
      'UnknownError',
      'The serialized keys and/or value are too large (size=140000000 bytes, max=133169152 bytes).',
    ),
    kind: 'refused',
  },
  {
    says: 'a value that cannot be cloned',
    error: domError('DataCloneError', '() => {} could not be cloned.'),
    kind: 'refused',
  },
  {
    says: 'a closing connection',
    error: domError(
      'InvalidStateError',
      "Failed to execute 'transaction' on 'IDBDatabase': The database connection is closing.",
    ),
    kind: 'lost',
  },
  {
    says: 'a server that died (WebKit)',
    error: domError(
      'UnknownError',
      'Connection to Indexed Database server lost. Refresh the page to try again',
    ),
    kind: 'lost',
  },
  { says: 'an abort (WebKit)', error: domError('AbortError', 'AbortError'), kind: 'lost' },
  {
    says: 'a transaction that is none (WebKit)',
    error: domError(
      'InvalidStateError',
      "Failed to execute 'objectStore' without an in-progress transaction",
    ),
    kind: 'lost',
  },
  {
    says: 'a private window that allows no database (Firefox)',
    error: domError(
      'InvalidStateError',
      'A mutation operation was attempted on a database that did not allow mutations.',
    ),
    on: 'open',
    kind: 'unknown',
  },
  {
    says: 'a profile of a newer browser (Firefox)',
    error: domError(
      'UnknownError',
      'The operation failed for reasons unrelated to the database itself and not covered by any other error code.',
    ),
    on: 'open',
    kind: 'unknown',
  },
  {
    says: 'a page that may have no storage',
    error: domError('SecurityError', 'Access is denied for this document.'),
    on: 'open',
    kind: 'denied',
  },
  {
    says: 'no indexedDB',
    error: new ReferenceError('indexedDB is not defined'),
    on: 'open',
    kind: 'denied',
  },
  { says: 'a mistake of the store', error: new TypeError('x is not a function'), kind: 'unknown' },
  { says: 'null, of an aborted transaction', error: null, kind: 'unknown' },
  { says: 'nothing', error: undefined, kind: 'unknown' },
  { says: 'text', error: 'QuotaExceededError', kind: 'unknown' },
  { says: 'a name that is no text', error: { name: 22, message: {} }, kind: 'unknown' },
]

it.each(rows)('I36: $says is $kind', ({ error, on = 'put', kind }) => {
  expect(classifyStoreError(error, on)).toBe(kind)
})

it('is told by name and text, also when it is neither', () => {
  expect(describeStoreError(domError('DataError', 'no'))).toBe('DataError: no')
  expect(describeStoreError(null)).toBe('null')
  expect(describeStoreError({ name: 'Odd' })).toBe('Odd: ')
})
