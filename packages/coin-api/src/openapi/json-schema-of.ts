import {
  type ConversionConfig,
  type JsonSchema,
  toJsonSchema,
  toJsonSchemaDefs,
} from '@valibot/to-json-schema'
import type * as v from 'valibot'
import { NAMED_SCHEMAS } from './named-schemas.ts'

// Checks are code, and transformations only make one form of two: neither shows on the wire.
const SHARED: ConversionConfig = {
  target: 'draft-2020-12',
  ignoreActions: ['check', 'transform'],
  definitions: { ...NAMED_SCHEMAS },
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  overrideAction: ({ valibotAction, jsonSchema }) =>
    valibotAction.type === 'safe_integer' && jsonSchema.anyOf
      ? // What the action would add says that it is no text.
        { anyOf: jsonSchema.anyOf.map(asInteger) }
      : undefined,
}

const ANSWER: ConversionConfig = {
  ...SHARED,
  // A tolerant reader takes anything first, and says last what it has to be.
  typeMode: 'output',
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === 'object' ? withNulls(jsonSchema) : undefined,
}

const REQUEST: ConversionConfig = { ...SHARED, typeMode: 'input' }

/** JSON Schema of an answer, or of a part: a key that may be missing may be null as well. */
export function answerSchemaOf(schema: v.GenericSchema): JsonSchema {
  return bare(toJsonSchema(schema, ANSWER))
}

/** JSON Schema of what a client sends: a body or a parameter. */
export function requestSchemaOf(schema: v.GenericSchema): JsonSchema {
  return bare(toJsonSchema(schema, REQUEST))
}

/** What the other two refer to, by name. */
export function namedJsonSchemas(): Record<string, JsonSchema> {
  return toJsonSchemaDefs({ ...NAMED_SCHEMAS }, ANSWER)
}

/** Without the definitions, which have a place of their own. */
function bare(schema: JsonSchema): JsonSchema {
  const { $schema: _schema, $defs: _defs, ...rest } = schema
  return rest
}

function withNulls(schema: JsonSchema): JsonSchema {
  const required = new Set(schema.required)
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    required.has(name) ? property : orNull(property),
  ])
  return { ...schema, properties: Object.fromEntries(properties) as JsonSchema['properties'] & {} }
}

function orNull(schema: JsonSchema | boolean): JsonSchema | boolean {
  if (typeof schema === 'boolean') return schema
  return typeof schema.type === 'string' && schema.enum === undefined
    ? { ...schema, type: [schema.type, 'null'] }
    : { anyOf: [schema, { type: 'null' }] }
}

function asInteger(schema: JsonSchema | boolean): JsonSchema | boolean {
  return typeof schema === 'object' && schema.type === 'number'
    ? { ...schema, type: 'integer' }
    : schema
}
