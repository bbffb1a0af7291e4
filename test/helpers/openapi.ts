/** The API's own description in the hands of a test: its operations, valid bodies, and answers held to it. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  format?: string
  pattern?: string
  default?: unknown
}
type Content = Record<string, { schema?: Schema }>
type Parameter = { name: string; in: string; required?: boolean; schema: Schema }
export type Operation = {
  id: string
  method: string
  path: string
  parameters: Parameter[]
  body: Schema | undefined
  takesFile: boolean
  isForKeys: boolean
  responses: Record<string, { content?: Content }>
}
export type Document = { paths: Record<string, Record<string, Record<string, unknown>>> }

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** Every operation of the document; one without a name of its own is called by its method and path. */
export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => {
        const described = item[method] as Record<string, unknown>
        const content = (described.requestBody as { content?: Content } | undefined)?.content ?? {}
        return {
          id: String(described.operationId ?? `${method} ${path}`),
          method: method.toUpperCase(),
          path,
          parameters: (described.parameters as Parameter[] | undefined) ?? [],
          body: content['application/json']?.schema,
          takesFile: Object.keys(content).some((type) => type !== 'application/json'),
          isForKeys: ((described.security as object[] | undefined) ?? []).some((each) => 'key' in each),
          responses: described.responses as Operation['responses'],
        }
      }),
  )
}

/** The smallest value that fits the schema; references name nothing that exists. */
export function sampleOf(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.default !== undefined) return schema.default
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sampleOf(schema.anyOf.find((each) => each.type !== 'null') ?? {})
  const type = Array.isArray(schema.type) ? schema.type.find((each) => each !== 'null') : schema.type
  if (type === 'object') {
    const required = schema.required ?? []
    return Object.fromEntries(required.map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]))
  }
  if (type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}))
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return false
  if (schema.format === 'uuid') return missingId
  if (schema.format === 'date-time') return '2099-01-01T00:00:00Z'
  if (schema.format === 'date') return '2026-01-05'
  if (schema.format === 'email') return 'nobody@nowhere.example'
  return 'sample text'.padEnd(schema.minLength ?? 0, '.')
}

/** A reference that belongs to nobody. */
export const missingId = '00000000-0000-7000-8000-000000000000'

/**
 * Compares answers with what the document promises for the operation and the status. Answers a sentence about the
 * first difference, or undefined when all is well.
 */
export function responseChecker(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: false })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const escaped = (text: string) => encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'))
  return (
    { path, method, responses }: Operation,
    status: number,
    type: string,
    body: unknown,
  ): string | undefined => {
    const keys = [String(status), `${String(status)[0]}XX`, 'default']
    const key = keys.find((each) => responses[each]) ?? ''
    const described = responses[key]
    if (!described) return `the status ${status} is not described`
    const media = Object.keys(described.content ?? {}).find((each) => described.content?.[each]?.schema)
    if (!media || !type.includes('json')) return undefined
    const pointer = ['paths', path, method.toLowerCase(), 'responses', key, 'content', media, 'schema']
      .map(escaped)
      .join('/')
    const validate = ajv.getSchema(`api#/${pointer}`)
    if (!validate) return `the schema of ${status} cannot be read`
    if (validate(body)) return undefined
    const [error] = validate.errors ?? []
    return `the answer ${status} does not fit its schema: ${error?.instancePath} ${error?.message}`
  }
}
