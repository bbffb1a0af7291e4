/** What an attacker sends: values drawn by a seeded generator, shaped by the schema or meant to break it. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { missingId, type Schema } from '../helpers/openapi.ts'

/** A source of chance that gives the same for the same seed. */
export type Chance = {
  /** From 0 to below 1. */
  next(): number
  below(count: number): number
  of<T>(list: readonly T[]): T
  /** True so often, 0 to 1. */
  is(share: number): boolean
}

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number) => Math.floor(next() * count)
  return { next, below, is: (share) => next() < share, of: (list) => list[below(list.length)] as never }
}

const naughtyFile = join(process.env.WARDLINE_DATA ?? '../shared/data', 'naughty-strings/blns.json')
const naughty: string[] = existsSync(naughtyFile) ? JSON.parse(readFileSync(naughtyFile, 'utf8')) : []

const strings: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'half \udfff surrogate',
  '\u202eright to left',
  '\ufeff\u200b\u200d',
  'Z\u0351\u036b\u0343\u036a\u0302'.repeat(60),
  '👩‍👩‍👧‍👦'.repeat(300),
  "'; drop table core.record; --",
  "' or 1=1 --",
  '\\',
  '%',
  '_%_%_%',
  '$1',
  '{{constructor.constructor("return process")()}}',
  '<%= 7*7 %>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:127.0.0.1]:1/',
  'http://0x7f000001/',
  'a\r\nSet-Cookie: wardline_session=x',
  '=cmd|" /C calc"!A0',
  '__proto__',
  'constructor',
  'null',
  'true',
  'NaN',
  '-0',
  '1e999',
  '9223372036854775808',
  '99999-12-31T23:59:59Z',
  '2026-02-30T25:61:61Z',
  '0000-00-00',
  '2026-13-45',
  missingId,
  '00000000-0000-0000-0000-000000000000',
  `${'a'.repeat(60)}@${'b'.repeat(300)}.example`,
  '(a+)+$',
  'a'.repeat(5_000),
  '- '.repeat(2_000),
  '['.repeat(3_000),
  '> '.repeat(1_500),
  '*a_'.repeat(1_000),
  '"'.repeat(2_000),
  'DOB 01/02/1980 MRN 12345678 '.repeat(100),
  'a b c d e f g '.repeat(400),
  ...naughty,
]

const numbers = [
  0,
  -0,
  -1,
  1,
  0.5,
  -1e-9,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e308,
  -1e308,
  2147483647,
  32768,
] as const

const deep = (depth: number, isList: boolean) =>
  isList ? `${'['.repeat(depth)}${']'.repeat(depth)}` : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** Any string that has broken something somewhere. */
export function hostileString(chance: Chance): string {
  return chance.is(0.004) ? 'x'.repeat(1_000_000) : chance.of(strings)
}

/** A value of any type that has nothing to do with what was asked for. */
export function hostileValue(chance: Chance): unknown {
  switch (chance.below(10)) {
    case 0:
      return chance.of(numbers)
    case 1:
      return null
    case 2:
      return chance.is(0.5)
    case 3:
      return []
    case 4:
      return {}
    case 5:
      return Array.from({ length: chance.is(0.05) ? 10_000 : 60 }, () => chance.of(['', 1, null, missingId]))
    case 6:
      return JSON.parse(deep(chance.is(0.1) ? 2_000 : 60, chance.is(0.5)))
    case 7:
      return JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}')
    default:
      return hostileString(chance)
  }
}

/** Where values that fit come from; `word` stands in what is free text. */
export type Fitting = { chance: Chance; idFor(field: string): string; word: string }

/** A value that fits the schema, each time another one. */
export function fittingValue(schema: Schema, field: string, from: Fitting, depth = 0): unknown {
  const { chance } = from
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.of(schema.enum)
  const choices = schema.anyOf ?? (schema as { oneOf?: Schema[] }).oneOf
  if (choices) return fittingValue(chance.of(choices), field, from, depth + 1)
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const type = chance.of(types)
  if (type === 'object' || schema.properties) return fittingObject(schema, from, depth)
  if (type === 'array') {
    const length = Math.max(schema.minItems ?? 0, depth > 6 ? 0 : chance.below(3))
    return Array.from({ length }, () => fittingValue(schema.items ?? {}, field, from, depth + 1))
  }
  if (type === 'integer' || type === 'number') {
    const { minimum = 0, maximum = minimum + 20 } = schema as { minimum?: number; maximum?: number }
    return minimum + chance.below(Math.min(maximum - minimum, 20) + 1)
  }
  if (type === 'boolean') return chance.is(0.5)
  if (type === 'null') return null
  return fittingString(schema, field, from)
}

function fittingObject(schema: Schema, from: Fitting, depth: number): Record<string, unknown> {
  const required = new Set(schema.required ?? [])
  const made: Record<string, unknown> = {}
  for (const [name, each] of Object.entries(schema.properties ?? {}))
    if (required.has(name) || (depth < 6 && from.chance.is(0.4)))
      made[name] = fittingValue(each, name, from, depth + 1)
  return made
}

const patterned: readonly (readonly [string, string])[] = [
  ['T([01]', '2026-11-20T08:30'],
  ['{2}-', '2026-11-20'],
  ['2[0-3]', '08:30'],
  ['{43}', 'A'.repeat(43)],
  ['^https', 'https://push.example/attack'],
  ['[0-9a-z]{10}', 'abcdefghij'],
  ['[A-Za-z0-9', 'attack'],
  ['[a-z', 'attack'],
  ['[1-9]\\d{1,2}', 'title:200'],
  ['[0-9]{1,15}', '1'],
]

function fittingString(schema: Schema, field: string, { chance, idFor, word }: Fitting): string {
  const { format, pattern = '', maxLength = 200 } = schema as Schema & { maxLength?: number }
  if (format === 'uuid') return idFor(field)
  if (format === 'date-time') return `2026-1${chance.below(3)}-1${chance.below(10)}T08:00:00Z`
  if (format === 'date') return '2026-11-20'
  if (format === 'email') return `${word}.${chance.below(1e6)}@main.example`
  if (field === 'time_zone') return 'America/Chicago'
  const isFree = pattern === '' || pattern.includes('\\u0000') || pattern.includes('\\S')
  const shape = isFree ? undefined : patterned.find(([part]) => pattern.includes(part))
  if (shape) return shape[1]
  return `${word} ${chance.below(1e6)}`.slice(0, maxLength).padEnd(schema.minLength ?? 0, 'x')
}

/** Puts something hostile in the place of one value of a body, or beside the others. */
export function spoil(body: unknown, chance: Chance): unknown {
  if (Array.isArray(body) && body.length > 0 && chance.is(0.7)) {
    const at = chance.below(body.length)
    return body.map((each, index) => (index === at ? spoil(each, chance) : each))
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    const names = Object.keys(body)
    if (names.length === 0 || chance.is(0.1))
      return { ...body, [hostileString(chance)]: hostileValue(chance) }
    const name = chance.of(names)
    const value = (body as Record<string, unknown>)[name]
    if (chance.is(0.1)) return Object.fromEntries(Object.entries(body).filter(([each]) => each !== name))
    if (typeof value === 'object' && chance.is(0.7)) return { ...body, [name]: spoil(value, chance) }
    return {
      ...body,
      [name]: typeof value === 'string' && chance.is(0.6) ? hostileString(chance) : hostileValue(chance),
    }
  }
  return hostileValue(chance)
}
