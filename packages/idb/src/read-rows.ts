import type { StoredResponse } from '@etagged/core'
import { checksumOf } from './checksum.ts'
import type { BodyRow, Variant, VariantMetadata } from './rows.ts'
import { SLOTS } from './slots.ts'

type Fields = VariantMetadata['fields']

const none: readonly Variant[] = []

/**
 * The variants in a row from disk, which is untrusted input: none at all when anything in it is
 * not as this epoch writes it. Copies what it knows and takes nothing from a prototype.
 */
export function readVariants(row: unknown, epoch: string): readonly Variant[] {
  if (own(row, 'epoch') !== epoch) return none
  const listed = own(row, 'variants')
  if (!Array.isArray(listed) || listed.length > SLOTS) return none
  const variants: Variant[] = []
  for (const candidate of listed) {
    const variant = readVariant(candidate)
    if (variant === undefined || variants.some(({ slot }) => slot === variant.slot)) return none
    variants.push(variant)
  }
  return variants
}

/** The stored response, if the body is the one that belongs to the variant, bit by bit. */
export function readResponse(
  key: string,
  variant: Variant,
  row: unknown,
): StoredResponse | undefined {
  const body = readBody(row)
  if (body === undefined || body.id !== variant.bodyId) return undefined
  if (checksumOf(body.content) !== variant.checksum) return undefined
  return { key, ...variant.metadata, body: { ...body, bytes: variant.bytes } }
}

function readBody(row: unknown): BodyRow | undefined {
  const id = own(row, 'id')
  const content = own(row, 'content')
  if (!isString(id) || !(isString(content) || isBytes(content))) return undefined
  return { id, content }
}

function readVariant(value: unknown): Variant | undefined {
  const slot = own(value, 'slot')
  const bodyId = own(value, 'bodyId')
  const bytes = own(value, 'bytes')
  const checksum = own(value, 'checksum')
  const metadata = readMetadata(own(value, 'metadata'))
  if (!isIntegerBelow(SLOTS, slot) || !isString(bodyId) || metadata === undefined) return undefined
  if (!isIntegerBelow(Number.MAX_SAFE_INTEGER, bytes)) return undefined
  if (!isIntegerBelow(2 ** 32, checksum)) return undefined
  return { slot, metadata, bodyId, bytes, checksum }
}

function readMetadata(value: unknown): VariantMetadata | undefined {
  const message = readMessage(value)
  const nominated = readFields(own(value, 'nominated'))
  const requestTime = own(value, 'requestTime')
  const responseTime = own(value, 'responseTime')
  const invalidated = own(value, 'invalidated')
  if (message === undefined || nominated === undefined) return undefined
  if (!isInstant(requestTime) || !isInstant(responseTime)) return undefined
  if (typeof invalidated !== 'boolean') return undefined
  return { ...message, nominated, requestTime, responseTime, invalidated }
}

function readMessage(
  value: unknown,
): Pick<VariantMetadata, 'url' | 'status' | 'statusText' | 'fields'> | undefined {
  const url = own(value, 'url')
  const status = own(value, 'status')
  const statusText = own(value, 'statusText')
  const fields = readFields(own(value, 'fields'))
  if (!isString(url) || !isString(statusText) || fields === undefined) return undefined
  if (!isIntegerBelow(600, status) || status < 100) return undefined
  return { url, status, statusText, fields }
}

function readFields(value: unknown): Fields | undefined {
  if (!Array.isArray(value)) return undefined
  const fields: (readonly [string, string])[] = []
  for (const line of value) {
    if (!isFieldLine(line)) return undefined
    fields.push([line[0], line[1]])
  }
  return fields
}

function isFieldLine(value: unknown): value is readonly [string, string] {
  // Not `every`: it skips holes, which a clone preserves.
  return Array.isArray(value) && value.length === 2 && isString(value[0]) && isString(value[1])
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer
}

function isInstant(value: unknown): value is number {
  return Number.isFinite(value)
}

function isIntegerBelow(limit: number, value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < limit
}
