/** What a draft changes of the version before, as keys of sentences with their values. */

import { type Said, say } from '../../form.ts'
import type { Content } from '../data.ts'

export type Told = { key: 'added' | 'removed' | 'changed' | 'order' | 'part'; name?: string; part?: Part }
const parts = [
  'name',
  'summary',
  'synonyms',
  'icon',
  'picture',
  'audience',
  'expected',
  'title',
  'preset',
  'approvals',
  'fulfilment',
] as const
export type Part = (typeof parts)[number]

/** Nothing where both say the same. Questions are named by their labels in the language. */
export function differences(before: Content, after: Content, language: string): Told[] {
  const name = (label: Said) => say(label, language)
  const old = new Map(before.fields.map((field) => [field.key, field]))
  const now = new Set(after.fields.map(({ key }) => key))
  const told: Told[] = parts.flatMap((part): Told[] =>
    isSame(before[part], after[part]) ? [] : [{ key: 'part', part }],
  )
  for (const field of after.fields) {
    const was = old.get(field.key)
    if (!was) told.push({ key: 'added', name: name(field.label) })
    else if (!isSame(was, field)) told.push({ key: 'changed', name: name(field.label) })
  }
  for (const field of before.fields)
    if (!now.has(field.key)) told.push({ key: 'removed', name: name(field.label) })
  const kept = (fields: Content['fields']) =>
    fields.map(({ key }) => key).filter((key) => old.has(key) && now.has(key))
  if (!isSame(kept(before.fields), kept(after.fields))) told.push({ key: 'order' })
  return told
}

/** The order of names within an object says nothing, and a plan without steps is none. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(tidy(one)) === JSON.stringify(tidy(other))
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value === '' ? undefined : value
  if ('steps' in value && Array.isArray(value.steps) && value.steps.length === 0) return undefined
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, tidy(each)]))
}
