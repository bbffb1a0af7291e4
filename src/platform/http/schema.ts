/** Building blocks of the API's schemas. */
import { type Static, type TProperties, type TSchema, Type } from 'typebox'

/** An object that takes the fields named here and no other. */
export function Body<P extends TProperties>(properties: P, options: { description?: string } = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

export const Id = Type.String({ format: 'uuid' })
export const Time = Type.String({ format: 'date-time' })
/**
 * The value or null, as a list of types: a union would make the serializer try each branch with a validator,
 * which costs more than writing the answer.
 */
export function Nullable<T extends TSchema>(schema: T) {
  const { type, enum: words } = schema as { type?: string; enum?: unknown[] }
  if (typeof type !== 'string') throw new Error('Only a schema of one type can be made nullable.')
  return Type.Unsafe<Static<T> | null>({
    ...schema,
    type: [type, 'null'],
    ...(words ? { enum: [...words, null] } : {}),
  })
}
export const NullableId = Nullable(Id)
export const NullableTime = Nullable(Time)
export const NullableText = Nullable(Type.String())

/** One of the given words. */
export function OneOf<const W extends readonly string[]>(words: W, options: { description?: string } = {}) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words], ...options })
}

/** A line of text: no line breaks or other control characters, not blank. */
export function Line(length_max: number, options: { description?: string } = {}) {
  return Type.String({
    minLength: 1,
    maxLength: length_max,
    // Looking ahead for something to read keeps the time linear, however long the text is.
    pattern: '^(?=\\s*\\S)[^\\u0000-\\u001F\\u007F\\p{Cs}]*$',
    ...options,
  })
}

/** Text of several lines; NUL and half a character (a lone surrogate) cannot be stored. */
export function Text(length_max: number, options: { description?: string; minLength?: number } = {}) {
  return Type.String({ maxLength: length_max, pattern: '^[^\\u0000\\p{Cs}]*$', ...options })
}

/** A page of a list and the key to ask for the next one; no key means that the list ends. */
export function Page<T extends TSchema>(row: T) {
  return Type.Object({ rows: Type.Array(row), next: Type.Union([Type.String(), Type.Null()]) })
}

export const PageQuery = {
  after: Type.Optional(Type.String({ maxLength: 500, description: 'The key `next` of the page before.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
}
