import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** Checks what a request brings. Each schema is compiled for its first request: all of them take half a second. */
export function validatorCompiler() {
  const ajv = new Ajv({ coerceTypes: 'array', useDefaults: true, addUsedSchema: false })
  addFormats.default(ajv as never)
  return ({ schema }: { schema: object }) => {
    let compiled: ValidateFunction | undefined
    const validate = (value: unknown) => {
      compiled ??= ajv.compile(counted(schema) as object)
      const isValid = compiled(value)
      validate.errors = compiled.errors
      const endless = isValid ? endlessIn(value) : undefined
      if (endless === undefined) return isValid
      validate.errors = [noNumber(endless)]
      return false
    }
    validate.errors = undefined as ValidateFunction['errors']
    return validate
  }
}

/** What a column of whole numbers holds. */
const whole = { minimum: -2_147_483_648, maximum: 2_147_483_647 }

/** The schema, in which each whole number that names no smallest or largest one has those of the database. */
function counted(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(counted)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, counted(value)]))
  return copy.type === 'integer' ? { ...whole, ...copy } : copy
}

/**
 * Where words were read as a number without end, such as "1e999": Ajv holds those to no largest or smallest number. Not
 * by calling itself, since what is sent may be as deep as it likes.
 */
function endlessIn(value: unknown): string | undefined {
  const left = [{ value, place: '' }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value: here, place } = next
    if (typeof here === 'number' && !Number.isFinite(here)) return place
    if (typeof here !== 'object' || here === null) continue
    for (const [key, each] of Object.entries(here))
      if (typeof each === 'number' || typeof each === 'object')
        left.push({ value: each, place: `${place}/${escaped(key)}` })
  }
  return undefined
}

const escaped = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const noNumber = (instancePath: string): ErrorObject => ({
  ...{
    instancePath,
    keyword: 'type',
    params: { type: 'number' },
    schemaPath: '#',
    message: 'must be a number',
  },
})
