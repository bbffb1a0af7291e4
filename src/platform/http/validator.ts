import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'

/** Checks what a request brings. Each schema is compiled for its first request: all of them take half a second. */
export function validatorCompiler() {
  const ajv = new Ajv({ coerceTypes: 'array', useDefaults: true, addUsedSchema: false })
  addFormats.default(ajv as never)
  return ({ schema }: { schema: object }) => {
    let compiled: ValidateFunction | undefined
    const validate = (value: unknown) => {
      compiled ??= ajv.compile(schema)
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

/** Words that were read as a number without end, such as "1e999": Ajv holds those to no largest or smallest number. */
function endlessIn(value: unknown, place = ''): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : place
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, each] of Object.entries(value)) {
    const found = endlessIn(each, `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    if (found !== undefined) return found
  }
  return undefined
}

const noNumber = (instancePath: string): ErrorObject => ({
  ...{
    instancePath,
    keyword: 'type',
    params: { type: 'number' },
    schemaPath: '#',
    message: 'must be a number',
  },
})
