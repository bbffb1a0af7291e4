/** Holds every answer of a test to its documented schema: a difference fails the request, and so the test. */
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { SerializerCompiler } from '../../src/platform/http/serializer.ts'

/** Fields that a schema does not name are differences too: what is not documented must not be sent. */
export function strictSerializer(shared: readonly object[]): SerializerCompiler {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    schemas: shared.map((schema) => closed(schema) as object),
  })
  addFormats.default(ajv as never)
  return ({ schema, method, url, httpStatus }) => {
    // When it is first needed: a test asks few of the routes, and all of them take a second to compile.
    let validate: ValidateFunction | undefined
    return (value) => {
      validate ??= ajv.compile(closed(schema) as object)
      const text = JSON.stringify(value)
      if (validate(text === undefined ? null : JSON.parse(text))) return text
      const errors = (validate.errors ?? [])
        .slice(0, 3)
        .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
      const message = `The answer ${httpStatus} of ${method} ${url} differs from its schema: ${errors.join('; ')}`
      // The server's own log leaves messages out, since they can hold what people wrote.
      process.stderr.write(`${message}\n`)
      throw new Error(message)
    }
  }
}

/** The schema with every object closed that does not say otherwise. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  )
  const isObject = typeof copy.properties === 'object' && (copy.type === 'object' || Array.isArray(copy.type))
  return isObject && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy
}
