import { importFault } from '../import-error.ts'
import { dateReader } from './dates.ts'
import type { ColumnMapping, Mapping } from './mapping.ts'
import { type FieldType, fieldType, isTracked } from './vocabulary.ts'

/** A value ready for a ticket; null when the file says that it is unknown or empty. Times are ISO 8601 in UTC. */
export type Cell = string | number | boolean | readonly string[] | null

/** What a text became: a cell, or the reason why it cannot be one. */
export type Reading = { value: Cell } | { reason: string }

export type ColumnReader = {
  field: string
  column: string
  isFinal: boolean
  isTracked: boolean
  /** The mapping's constant for the field, which stands where the file tells nothing. */
  fallback: Cell
  read(text: string): Reading
}

export type CompiledMapping = {
  mapping: Mapping
  columns: ColumnReader[]
  readTime(text: string): string | undefined
  isUnknown(text: string): boolean
  /** A person's name; null when it is unknown. */
  readName(text: string): string | null
}

const unknown_words_default = ['']
const yes_words_default = ['true', 'yes', 'y', '1', 't', 'x']
const no_words_default = ['false', 'no', 'n', '0', 'f']

/**
 * The mapping made ready for rows. When `columns` is given, every column that the mapping names must be among
 * them; the import fault `columns-missing` names those that are not.
 */
export function compileMapping(mapping: Mapping, columns?: readonly string[]): CompiledMapping {
  if (columns) requireColumns(mapping, columns)
  const unknown = new Set([...unknown_words_default, ...(mapping.unknown ?? [])].map(folded))
  const isUnknown = (text: string) => unknown.has(folded(text))
  const finals = new Set(mapping.finalColumns)
  const { pattern, zone, whenUnclear } = mapping.dates
  return {
    mapping,
    isUnknown,
    readName: remembered((text) => (isUnknown(text) ? null : shortened(cleanText(text), name_length_max))),
    readTime: dateReader(pattern, zone, whenUnclear),
    columns: mapping.columns.map((column) => ({
      field: column.field,
      column: column.column,
      isFinal: finals.has(column.column),
      isTracked: isTracked(column.field),
      fallback: mapping.constants?.[column.field] ?? null,
      read: remembered(columnReader(column, mapping, isUnknown)),
    })),
  }
}

/** The columns that a mapping names, each once. */
export function namedColumns(mapping: Mapping): string[] {
  const { key, time, sequence, actor, message } = mapping
  const named = [key, time, sequence, actor, message?.sentenceOrder, ...(message?.groupBy ?? [])]
  const all = [...named, ...mapping.columns.map(({ column }) => column)]
  return [...new Set(all.filter((column) => column !== undefined))]
}

function requireColumns(mapping: Mapping, columns: readonly string[]): void {
  const present = new Set(columns)
  const absent = namedColumns(mapping).filter((column) => !present.has(column))
  if (absent.length === 0) return
  const list = absent.map((column) => `"${column}"`).join(', ')
  throw importFault(
    'columns-missing',
    `The file has no column ${list}. It has: ${columns.slice(0, 60).join(', ')}.`,
  )
}

const name_length_max = 200
const remembered_texts_max = 20_000
const remembered_length_max = 200

/**
 * The same reader, which remembers short texts: a column's values repeat, so this both saves the work and lets
 * all rows share one string.
 */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>()
  return (text) => {
    const known = memory.get(text)
    if (known !== undefined) return known
    const reading = read(text)
    if (text.length <= remembered_length_max && memory.size < remembered_texts_max) memory.set(text, reading)
    return reading
  }
}

function folded(text: string): string {
  return text.trim().toLowerCase()
}

function columnReader(column: ColumnMapping, mapping: Mapping, isUnknown: (text: string) => boolean) {
  // The mapping was checked, so its fields exist.
  const type = fieldType(column.field)!
  const table = new Map(Object.entries(column.values ?? {}))
  const otherwise = column.otherwise ?? (column.values && type.type !== 'text' ? 'reject' : 'keep')
  const readType = typeReader(column, type, mapping)
  return (text: string): Reading => {
    const value = table.has(text) ? table.get(text) : table.get(text.trim())
    if (value !== undefined) return value === null ? { value: null } : readType(String(value))
    if (isUnknown(text)) return { value: null }
    if (otherwise === 'reject') return { reason: `The mapping has no value for this ${column.field}.` }
    if (otherwise !== 'keep')
      return otherwise.use === null ? { value: null } : readType(String(otherwise.use))
    return readType(text)
  }
}

function typeReader(column: ColumnMapping, type: FieldType, mapping: Mapping): (text: string) => Reading {
  switch (type.type) {
    case 'text':
      return textReader(column.field, type.length_max)
    case 'word':
      return (text) =>
        type.words.includes(text.trim())
          ? { value: text.trim() }
          : { reason: `Not one of ${type.words.join(', ')}.` }
    case 'level':
      return (text) =>
        /^[1-4]$/.test(text.trim())
          ? { value: Number(text) }
          : { reason: 'Not a level from 1 (highest) to 4.' }
    case 'count':
      return (text) =>
        /^\d{1,6}(\.0+)?$/.test(text.trim())
          ? { value: Number(text) }
          : { reason: 'Not a whole number from 0 to 999999.' }
    case 'flag':
      return flagReader(mapping)
    case 'time': {
      const { zone, whenUnclear } = mapping.dates
      const pattern = column.pattern ?? mapping.dates.pattern
      const read = dateReader(pattern, zone, whenUnclear)
      return (text) => {
        const value = read(text)
        return value === undefined ? { reason: `Not a time of the form ${pattern} in ${zone}.` } : { value }
      }
    }
    case 'tags':
      return tagsReader(column.separator ?? ',')
  }
}

const long_text_from = 10_000

function textReader(field: string, length_max: number): (text: string) => Reading {
  return (text) => {
    const value = cleanText(text)
    if (value.length <= length_max) return { value: value === '' ? null : value }
    // A body is too precious to cut; a name or title is not.
    if (length_max >= long_text_from)
      return { reason: `The ${field} is longer than ${length_max} characters.` }
    return { value: shortened(value, length_max) }
  }
}

/** Text as the database can hold it: no zero characters, no half characters, no space around it. */
export function cleanText(text: string): string {
  const trimmed = text.trim()
  if (trimmed.includes('\0')) return trimmed.replaceAll('\0', '').toWellFormed()
  return trimmed.isWellFormed() ? trimmed : trimmed.toWellFormed()
}

/** The text, cut to so many characters with an ellipsis, never inside a surrogate pair. */
export function shortened(text: string, length_max: number): string {
  if (text.length <= length_max) return text
  let end = length_max - 1
  const last = text.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end--
  return `${text.slice(0, end).trimEnd()}…`
}

function flagReader(mapping: Mapping): (text: string) => Reading {
  const yes = new Set((mapping.yes ?? yes_words_default).map(folded))
  const no = new Set((mapping.no ?? no_words_default).map(folded))
  return (text) => {
    const word = folded(text)
    if (yes.has(word)) return { value: true }
    return no.has(word) ? { value: false } : { reason: 'Neither a word for yes nor one for no.' }
  }
}

const tags_max = 50
const tag_length_max = 100

function tagsReader(separator: string): (text: string) => Reading {
  return (text) => {
    const tags = text
      .split(separator)
      .map((tag) => shortened(cleanText(tag), tag_length_max))
      .filter(Boolean)
    if (tags.length > tags_max) return { reason: `More than ${tags_max} tags.` }
    return { value: [...new Set(tags)] }
  }
}
