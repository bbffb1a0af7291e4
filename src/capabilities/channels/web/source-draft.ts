/** The settings of a source as its form has them: words and numbers as they are typed. Pure. */
import type { Source } from './connect-data.ts'

export const mappingFields = [
  'list',
  'title',
  'text',
  'severity',
  'status',
  'over',
  'key',
  'group',
  'starts_at',
  'host',
  'application',
  'link',
] as const
export type MappingField = (typeof mappingFields)[number]

export type SourceDraft = {
  name: string
  team_id: string
  category_id: string
  severities: string
  group_by: string
  mapping: Record<MappingField, string>
  on_over: Source['on_over']
  quiet_minutes: string
  storm_max: string
  is_on: boolean
}

const usual = 'critical: 1\nmajor: 2\nwarning: 3\nminor: 4\ninfo: 5'

export function draftOf(source: Source | undefined): SourceDraft {
  const { mapping } = source ?? { mapping: null }
  const { over, ...pointers } = mapping ?? { over: ['ok', 'resolved'] }
  return {
    name: source?.name ?? '',
    team_id: source?.team_id ?? '',
    category_id: source?.category_id ?? '',
    severities: source?.severities.map(({ severity, level }) => `${severity}: ${level}`).join('\n') ?? usual,
    group_by: (source?.group_by ?? ['alertname']).join(', '),
    mapping: {
      ...(Object.fromEntries(mappingFields.map((field) => [field, ''])) as Record<MappingField, string>),
      ...pointers,
      over: over.join(', '),
    },
    on_over: source?.on_over ?? 'resolve',
    quiet_minutes: String(source?.quiet_minutes ?? 5),
    storm_max: String(source?.storm_max ?? 20),
    is_on: source?.is_on ?? true,
  }
}

/** What is sent. A line without a level that can be read is sent as one that the server refuses with a sentence. */
export function bodyOf(draft: SourceDraft) {
  const { over, ...pointers } = draft.mapping
  const given = Object.fromEntries(
    Object.entries(pointers)
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== ''),
  ) as Record<string, string>
  const { title, ...others } = given
  return {
    name: draft.name,
    team_id: draft.team_id || null,
    category_id: draft.category_id || null,
    severities: draft.severities
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const at = line.lastIndexOf(':')
        return {
          severity: line.slice(0, at < 0 ? undefined : at).trim(),
          level: at < 0 ? 0 : Number(line.slice(at + 1)),
        }
      }),
    group_by: listOf(draft.group_by),
    mapping:
      title === undefined && Object.keys(others).length === 0
        ? null
        : { title: title ?? '', ...others, over: listOf(over) },
    on_over: draft.on_over,
    quiet_minutes: Number(draft.quiet_minutes),
    storm_max: Number(draft.storm_max),
    is_on: draft.is_on,
  }
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
}
