/** Changes of a mapping, one for each thing that the form can do. A mapping is never changed in place. */
import type { ColumnMapping, Mapping, Policy, Ready } from './data.ts'

export type Field = Ready['fields'][number]
export type NameKind = keyof NonNullable<Mapping['missing']>
export const nameKinds: readonly NameKind[] = ['people', 'teams', 'categories', 'places', 'assets']

export function columnOf(mapping: Mapping, name: string): ColumnMapping | undefined {
  return mapping.columns.find((each) => each.column === name)
}

/** Maps the column to the field; an empty field leaves the column out. A field has one column, but for tags. */
export function mapColumn(mapping: Mapping, name: string, field: string): Mapping {
  const others = mapping.columns.filter(
    (each) => each.column !== name && (field === '' || field === 'tags' || each.field !== field),
  )
  const before = columnOf(mapping, name)
  const kept = before?.field === field ? before : { column: name, field }
  const columns = field === '' ? others : [...others, kept]
  const mapped = new Set(columns.map((each) => each.column))
  return {
    ...mapping,
    columns,
    finalColumns: (mapping.finalColumns ?? []).filter((each) => mapped.has(each)),
  }
}

export function changeColumn(mapping: Mapping, name: string, change: Partial<ColumnMapping>): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((each) => (each.column === name ? { ...each, ...change } : each)),
  }
}

export function markFinal(mapping: Mapping, name: string, isFinal: boolean): Mapping {
  const others = (mapping.finalColumns ?? []).filter((each) => each !== name)
  return { ...mapping, finalColumns: isFinal ? [...others, name] : others }
}

export function changePolicy(mapping: Mapping, kind: NameKind, policy: Policy): Mapping {
  return { ...mapping, missing: { ...mapping.missing, [kind]: policy } }
}

/** Sets one of the mapping's own members; an empty word takes it out. */
export function setMember<Key extends 'key' | 'time' | 'sequence' | 'actor' | 'titleTemplate'>(
  mapping: Mapping,
  key: Key,
  value: string,
): Mapping {
  const { [key]: _before, ...rest } = mapping
  return (value === '' ? rest : { ...rest, [key]: value }) as Mapping
}

/** The name of a field of one's own, made of a column's name. */
export function ownField(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
  const joined = words
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
  const safe = /^[a-z]/.test(joined) ? joined : `x${joined}`
  return `field.${safe.slice(0, 40)}`
}

/** The words that a column's values can be put to: none for fields of open text. */
export function wordsOf(field: Field | undefined): readonly string[] {
  if (field?.type === 'level') return ['1', '2', '3', '4']
  return field?.type === 'word' ? field.words : []
}

/** A mapping as the file that the command line reads too. */
export function mappingFile(mapping: Mapping): Blob {
  return new Blob([`${JSON.stringify(mapping, null, 2)}\n`], { type: 'application/json' })
}

/** «createdAt» as «created at»: the names of fields are those of the mapping file. */
export function fieldLabel(name: Field['name']): string {
  return name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}
