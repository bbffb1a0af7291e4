import { readFile, writeFile } from 'node:fs/promises'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { importFault } from '../import-error.ts'
import { compileDatePattern, isTimeZone } from './dates.ts'
import { fieldType } from './vocabulary.ts'

const columnName = Type.String({ minLength: 1, maxLength: 200 })

const columnMapping = Type.Object(
  {
    column: columnName,
    field: Type.String({ maxLength: 50 }),
    /** Value → value. A value that maps to null is unknown. */
    values: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Null()])),
    ),
    /** What becomes of a value that the table lacks; `keep` when there is no table and for open text. */
    otherwise: Type.Optional(
      Type.Union([
        Type.Literal('keep'),
        Type.Literal('reject'),
        Type.Object(
          { use: Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Null()]) },
          { additionalProperties: false },
        ),
      ]),
    ),
    /** Overrides `dates.pattern` for this column. */
    pattern: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Between tags; a comma when it is not given. */
    separator: Type.Optional(Type.String({ minLength: 1, maxLength: 5 })),
  },
  { additionalProperties: false },
)

const missingPolicy = Type.Union([
  Type.Object({ do: Type.Literal('create') }, { additionalProperties: false }),
  Type.Object({ do: Type.Literal('leave-empty') }, { additionalProperties: false }),
  Type.Object(
    { do: Type.Literal('map-to'), name: Type.String({ minLength: 1, maxLength: 200 }) },
    { additionalProperties: false },
  ),
])

const schema = Type.Object(
  {
    format: Type.Literal('wardline-import/1'),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    notes: Type.Optional(Type.Array(Type.String({ maxLength: 2_000 }), { maxItems: 50 })),
    /** Where the tickets come from: keys are unique within it, so importing a file again doubles nothing. */
    origin: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,39}$' }),
    source: Type.Union([Type.Literal('snapshot'), Type.Literal('event-log'), Type.Literal('conversation')]),
    file: Type.Optional(
      Type.Object(
        {
          encoding: Type.Optional(Type.String({ maxLength: 40 })),
          delimiter: Type.Optional(
            Type.Union([Type.Literal(','), Type.Literal(';'), Type.Literal('\t'), Type.Literal('|')]),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    key: columnName,
    time: Type.Optional(columnName),
    sequence: Type.Optional(columnName),
    actor: Type.Optional(columnName),
    rowsTogether: Type.Optional(Type.Boolean()),
    unknown: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
    yes: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
    no: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 })),
    dates: Type.Object(
      {
        pattern: Type.String({ minLength: 1, maxLength: 100 }),
        zone: Type.String({ minLength: 1, maxLength: 60 }),
        whenUnclear: Type.Optional(
          Type.Union([
            Type.Literal('compatible'),
            Type.Literal('earlier'),
            Type.Literal('later'),
            Type.Literal('reject'),
          ]),
        ),
      },
      { additionalProperties: false },
    ),
    columns: Type.Array(columnMapping, { minItems: 1, maxItems: 500 }),
    finalColumns: Type.Optional(Type.Array(columnName, { maxItems: 100 })),
    constants: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String({ maxLength: 500 }), Type.Number()])),
    ),
    titleTemplate: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    missing: Type.Optional(
      Type.Object(
        {
          people: Type.Optional(missingPolicy),
          teams: Type.Optional(missingPolicy),
          categories: Type.Optional(missingPolicy),
          places: Type.Optional(missingPolicy),
          assets: Type.Optional(missingPolicy),
        },
        { additionalProperties: false },
      ),
    ),
    message: Type.Optional(
      Type.Object(
        {
          groupBy: Type.Array(columnName, { maxItems: 10 }),
          sentenceOrder: Type.Optional(columnName),
          joiner: Type.Optional(Type.String({ maxLength: 10 })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

/** How the columns and values of a file become tickets; see README.md beside this folder. */
export type Mapping = Static<typeof schema>
export type ColumnMapping = Static<typeof columnMapping>
export type MissingPolicy = Static<typeof missingPolicy>

/** The mapping file's schema, for API routes and editors. */
export const mappingSchema = schema

/** A mapping read from the file at `path`. Throws the import fault `mapping-invalid`, which names what is wrong. */
export async function loadMapping(path: string): Promise<Mapping> {
  return parseMapping(await readFile(path, 'utf8'))
}

/** A mapping from JSON text. Throws the import fault `mapping-invalid`. */
export function parseMapping(json: string): Mapping {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw importFault(
      'mapping-invalid',
      `The mapping is not JSON: ${error instanceof Error ? error.message : error}`,
    )
  }
  return checkMapping(value)
}

/** Writes a mapping as text that a person can edit and `loadMapping` reads back. */
export async function saveMapping(path: string, mapping: Mapping): Promise<void> {
  await writeFile(path, mappingText(checkMapping(mapping)))
}

/** The mapping as JSON with one column a line. */
export function mappingText(mapping: Mapping): string {
  const columns = mapping.columns.map((column) => `    ${JSON.stringify(column)}`).join(',\n')
  const frame = JSON.stringify({ ...mapping, columns: [] }, null, 2)
  // A function as the replacement, since "$" has a meaning in a replacement text.
  return `${frame.replace('\n  "columns": []', () => `\n  "columns": [\n${columns}\n  ]`)}\n`
}

/**
 * The value as a mapping, when it is one: its form by the schema, and what the schema cannot say (known fields,
 * real time zones, readable date patterns, what each source kind needs). Throws `mapping-invalid`.
 */
export function checkMapping(value: unknown): Mapping {
  if (!Value.Check(schema, value)) {
    const [first] = Value.Errors(schema, value)
    const where = first?.instancePath || 'the mapping'
    throw importFault(
      'mapping-invalid',
      `The mapping is not valid: ${where} ${first?.message ?? 'has a wrong form'}.`,
    )
  }
  const problem = fieldProblem(value) ?? constantProblem(value) ?? dateProblem(value) ?? sourceProblem(value)
  if (problem) throw importFault('mapping-invalid', problem)
  return value
}

function fieldProblem(mapping: Mapping): string | undefined {
  const taken = new Set<string>()
  for (const { column, field } of mapping.columns) {
    if (!fieldType(field)) return `The column "${column}" is mapped to "${field}", which is not a field.`
    if (taken.has(field) && field !== 'tags') return `Two columns are mapped to the field "${field}".`
    taken.add(field)
  }
  const mapped = new Set(mapping.columns.map(({ column }) => column))
  const stray = mapping.finalColumns?.find((column) => !mapped.has(column))
  return stray === undefined ? undefined : `"${stray}" is named as a final column but is not mapped.`
}

function constantProblem(mapping: Mapping): string | undefined {
  for (const [field, value] of Object.entries(mapping.constants ?? {})) {
    const type = fieldType(field)
    if (!type) return `The constant "${field}" is not a field.`
    if (type.type === 'word' && !type.words.includes(String(value))) {
      return `The constant "${field}" must be one of ${type.words.join(', ')}.`
    }
    if (type.type === 'level' && ![1, 2, 3, 4].includes(Number(value))) {
      return `The constant "${field}" must be a number from 1 to 4.`
    }
    if (!['word', 'level', 'text'].includes(type.type)) return `The field "${field}" cannot be a constant.`
  }
  return undefined
}

function dateProblem(mapping: Mapping): string | undefined {
  if (!isTimeZone(mapping.dates.zone))
    return `"${mapping.dates.zone}" is not a time zone, such as Europe/Berlin.`
  for (const pattern of [mapping.dates.pattern, ...mapping.columns.map((column) => column.pattern)]) {
    if (pattern === undefined) continue
    const compiled = compileDatePattern(pattern)
    if ('problem' in compiled) return `The date pattern "${pattern}" cannot be used: ${compiled.problem}`
  }
  return undefined
}

function sourceProblem(mapping: Mapping): string | undefined {
  const fields = new Set(mapping.columns.map(({ field }) => field))
  if (mapping.source === 'event-log' && !mapping.time) return 'An event log needs a time column.'
  if (mapping.source === 'event-log' && !fields.has('state'))
    return 'An event log needs a column for the state.'
  if (mapping.source === 'snapshot' && !fields.has('createdAt'))
    return 'A snapshot needs a column for createdAt.'
  if (mapping.source !== 'conversation') return undefined
  if (!mapping.time) return 'A conversation needs a time column.'
  if (!fields.has('messageBody')) return 'A conversation needs a column for messageBody.'
  return undefined
}
