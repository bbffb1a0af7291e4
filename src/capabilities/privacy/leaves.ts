/** The words of an input that can take a mask, found by its schema: what points at something, or has a form, is left alone. */
import type { Question } from '../../core/guard.ts'
import { account_cues, patient_cues } from './detect/words.ts'
import { maskText } from './mask.ts'

const depth_max = 8
const texts_max = 5000
const length_min = 4
/** An answer to a form of the catalog is a line of a ticket, or a text; the form itself knows its shorter bounds. */
const answer_line_max = 200
const answer_max = 5000

export type Leaf = {
  pointer: string
  text: string
  length_max: number
  /** What was asked, where the key says it: examined with the words, and no part of them. */
  context: string
  /** A number holds no mask. */
  isNumber: boolean
}

type Schema = {
  type?: string | readonly string[]
  format?: string
  pattern?: string
  enum?: readonly unknown[]
  const?: unknown
  maxLength?: number
  properties?: Record<string, Schema>
  patternProperties?: Record<string, Schema>
  items?: Schema
  anyOf?: readonly Schema[]
}

/** A value that points at something or is a day, where a form says nothing about it beforehand. */
const pointing = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2})$/i

/** The leaves in the order of the input. */
export function leavesOf(
  input: unknown,
  schema: unknown,
  asked: ReadonlyMap<string, Question> = new Map(),
): Leaf[] {
  const leaves: Leaf[] = []
  const walk = (value: unknown, pointer: string, schemas: readonly Schema[], depth: number): void => {
    if (leaves.length >= texts_max) return
    if (typeof value === 'string' || typeof value === 'number') {
      const leaf = leafOf(value, pointer, schemas, asked.get(pointer))
      if (leaf) leaves.push(leaf)
    } else if (typeof value === 'object' && value !== null && depth < depth_max) {
      const fitting = schemas.filter((each) => isOf(each, value))
      for (const [key, each] of Object.entries(value))
        walk(each, `${pointer}/${key}`, inside(fitting, Array.isArray(value) ? undefined : key), depth + 1)
    }
  }
  walk(input, '', branches(schema as Schema), 0)
  return leaves
}

function leafOf(
  value: string | number,
  pointer: string,
  schemas: readonly Schema[],
  question: Question | undefined,
): Leaf | undefined {
  const text = String(value)
  const isNumber = typeof value === 'number'
  const isAsked = schemas.every(saysNothing)
  const isDay = isAsked && isPatientsDay(text, question)
  if (isAsked && !isDay && (pointing.test(text) || text.length < length_min)) return undefined
  if (isAsked) {
    const length_max = text.length <= answer_line_max ? answer_line_max : answer_max
    const context = contextOf(pointer, question?.label ?? '')
    return {
      pointer,
      text,
      length_max,
      context,
      isNumber: isNumber || (isDay && question?.holdsMask === false),
    }
  }
  // A number with a schema is a count, a level, a duration.
  if (isNumber || text.length < length_min) return undefined
  const open = schemas.filter(takesMask)
  if (open.length === 0) return undefined
  const bounds = open.map(({ maxLength = Number.POSITIVE_INFINITY }) => maxLength)
  const length_max = Math.min(...bounds.filter((bound) => bound >= text.length), Number.POSITIVE_INFINITY)
  return { pointer, text, length_max, context: '', isNumber: false }
}

/** A day that is asked for as a patient's; any other says when something is wanted. */
function isPatientsDay(text: string, question: Question | undefined): boolean {
  if (question === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  return question.label
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => patient_cues.has(word))
}

/** “patient_mrn_code” asks for a patient's MRN. Accounts are what a help desk gives out, so that they announce nothing. */
export function contextOf(pointer: string, label: string): string {
  const key = pointer.slice(pointer.lastIndexOf('/') + 1)
  const words = `${key} ${label}`
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(
      (word) =>
        word !== '' &&
        !/^(?:\d+|q\d*|code|key|kind|at|field|what|which|is|the|of|does|s)$/.test(word) &&
        !account_cues.has(word),
    )
  return words.length === 0 ? '' : `${words.join(' ')}: `
}

const saysNothing = (schema: Schema) =>
  schema.type === undefined && schema.enum === undefined && schema.const === undefined

/** A mask in the place of a choice, an id, a time or another value with a form would be no such value any more. */
function takesMask(schema: Schema): boolean {
  if (schema.enum || schema.const !== undefined || schema.format) return false
  if (![schema.type].flat().includes('string')) return saysNothing(schema)
  return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(maskText('text', '0123456789'))
}

/** A schema of choices as its choices. */
function branches(schema: Schema | undefined): Schema[] {
  return schema?.anyOf ? schema.anyOf.flatMap(branches) : [schema ?? {}]
}

/** True unless a field that tells the choices of a schema apart says that this is another one. */
function isOf({ properties }: Schema, value: object): boolean {
  return Object.entries(properties ?? {}).every(([key, each]) => {
    const own = (value as Record<string, unknown>)[key]
    if (own === undefined) return true
    return each.const === undefined ? (each.enum?.includes(own) ?? true) : each.const === own
  })
}

/** What the schemas say of a member of an object, or of the items of a list. */
function inside(schemas: readonly Schema[], key: string | undefined): Schema[] {
  const found = schemas.flatMap((schema) => {
    if (key === undefined) return schema.items ? branches(schema.items) : []
    const own = schema.properties?.[key]
    if (own) return branches(own)
    const patterns = Object.entries(schema.patternProperties ?? {})
    return patterns
      .filter(([pattern]) => new RegExp(pattern, 'u').test(key))
      .flatMap(([, each]) => branches(each))
  })
  return found.length > 0 ? found : [{}]
}
