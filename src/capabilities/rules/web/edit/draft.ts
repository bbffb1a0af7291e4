/** A rule while it is being written: its lines have keys, so that they can be added and removed. */
import type { Condition, Deed, Group, Statement } from '../data.ts'

export type Keyed<T> = T & { key: number }
export type DraftGroup = { key: number; match: Group['match']; conditions: Keyed<Condition>[] }
export type Draft = Omit<Statement, 'if' | 'actions'> & {
  match: Group['match']
  conditions: Keyed<Condition>[]
  groups: DraftGroup[]
  actions: Keyed<Deed>[]
}

let last = 0
export function keyed<T extends object>(value: T): Keyed<T> {
  last += 1
  return { ...value, key: last }
}

export const freshCondition: Condition = { field: 'category', is: 'is', values: [] }
export const freshDeed: Deed = { do: 'assign' }
const fresh: Statement = {
  name: '',
  when: { on: 'created' },
  if: { match: 'all', conditions: [freshCondition], groups: [] },
  is_for_all: false,
  actions: [freshDeed],
  ticket_hour_max: 10,
  hour_max: 1000,
}

export function draftOf(statement: Statement = fresh): Draft {
  const { if: asked, actions, ...rest } = statement
  return {
    ...rest,
    match: asked.match,
    conditions: asked.conditions.map(keyed),
    groups: asked.groups.map((group) => ({ ...keyed(group), conditions: group.conditions.map(keyed) })),
    actions: actions.map(keyed),
  }
}

function plain<T extends { key: number }>({ key: _key, ...rest }: T): Omit<T, 'key'> {
  return rest
}

export function statementOf(draft: Draft): Statement {
  const { match, conditions, groups, actions, ...rest } = draft
  return {
    ...rest,
    name: rest.name.trim(),
    if: {
      match,
      conditions: conditions.map(plain),
      groups: groups.map((group) => ({ match: group.match, conditions: group.conditions.map(plain) })),
    },
    actions: actions.map(plain),
  }
}

const nullable: readonly Condition['field'][] = [
  'priority',
  'category',
  'application',
  'team',
  'owner',
  'tag',
  'place',
  'site',
  'department',
]

/** The comparisons that a field can be asked with. */
export function comparisonsOf(field: Condition['field']): Condition['is'][] {
  if (field === 'age_hours' || field === 'idle_hours' || field === 'reopened_count')
    return ['at_least', 'less_than']
  return nullable.includes(field) ? ['is', 'is_not', 'empty', 'not_empty'] : ['is', 'is_not']
}
