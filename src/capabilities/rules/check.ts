/** Whether a statement makes sense, and whether what it names is still there. */
import { type Actor, may } from '../../core/actor.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { type FieldError, forbidden, invalidFields } from '../../platform/http/problem.ts'
import { categoriesAbove, channels, deedNeeds, ticketKinds, ticketLife } from '../tickets/index.ts'
import { permissionsFor } from './deeds.ts'
import { placeholdersFor, unknownPlaceholders } from './placeholders.ts'
import { type Condition, type Deed, numbers, type Statement, type When } from './statement.ts'

/** Throws a 422 problem with a sentence for each thing that is wrong. */
export async function requireSound(tx: Tx, statement: Statement): Promise<void> {
  const errors = [
    ...whenErrors(statement.when),
    ...conditionErrors(statement),
    ...statement.actions.flatMap((deed, index) => deedErrors(deed, `#/actions/${index}`)),
  ]
  if (errors.length === 0) {
    const gone = await missingNames(tx, [statement])
    for (const name of namesIn(statement))
      if (gone.has(name.id)) errors.push({ pointer: name.pointer, detail: goneSentences[name.what] })
  }
  if (errors.length > 0) throw invalidFields(errors)
}

/**
 * Throws a 403 problem that names the permission without which somebody may not have a rule do this. A rule reaches
 * every ticket, so that only who sees them all may have one.
 */
export function requirePermitted(actor: Actor, statement: Statement): void {
  const needed = new Set(['tickets.read_all', ...statement.actions.flatMap(permissionsFor)])
  const missing = [...needed].filter((name) => !may(actor, name))
  if (missing.length > 0)
    throw forbidden(
      `A rule does only what you may do yourself. You lack ${missing.join(', ')} for what this rule does.`,
    )
}

function whenErrors(when: When): FieldError[] {
  const start = when.on === 'after' ? when.since : when.on
  const asks: [boolean, keyof When, string][] = [
    [start === 'changed', 'field', 'Choose which field has to change.'],
    [start === 'moved', 'state', 'Choose the state.'],
    [when.on === 'after', 'since', 'Choose from when the time is counted.'],
    [when.on === 'after', 'minutes', 'Say after how much time.'],
    [when.on === 'daily', 'time', 'Say at what time of day.'],
  ]
  return asks.flatMap(([isAsked, name, detail]) => {
    if (isAsked === (when[name] !== undefined)) return []
    const wrong = isAsked ? detail : 'This does not go together with the chosen event. Leave it out.'
    return [{ pointer: `#/when/${name}`, detail: wrong }]
  })
}

function conditionErrors({ if: asked, is_for_all }: Statement): FieldError[] {
  const isEmpty = asked.conditions.length + asked.groups.length === 0
  if (isEmpty && !is_for_all)
    return [
      {
        pointer: '#/is_for_all',
        detail:
          'Without a condition the rule is for every ticket. Add a condition, or say that you want that.',
      },
    ]
  if (!isEmpty && is_for_all)
    return [{ pointer: '#/is_for_all', detail: 'A rule with conditions is not for every ticket.' }]
  return [
    ...asked.conditions.flatMap((each, index) => conditionError(each, `#/if/conditions/${index}`)),
    ...asked.groups.flatMap(({ conditions }, group) =>
      conditions.flatMap((each, index) => conditionError(each, `#/if/groups/${group}/conditions/${index}`)),
    ),
  ]
}

const nullable: readonly string[] = [
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
const words: Partial<Record<Condition['field'], readonly string[]>> = {
  kind: ticketKinds,
  priority: ['1', '2', '3', '4'],
  channel: channels,
  state: Object.keys(ticketLife.states),
}

function conditionError({ field, is, values }: Condition, pointer: string): FieldError[] {
  const isNumber = (numbers as readonly string[]).includes(field)
  const isCompared = is === 'at_least' || is === 'less_than'
  const isAboutNothing = is === 'empty' || is === 'not_empty'
  if (isNumber !== isCompared || (isAboutNothing && !nullable.includes(field)))
    return [{ pointer: `${pointer}/is`, detail: 'This comparison does not go with this field.' }]
  if (isAboutNothing)
    return values.length === 0 ? [] : [{ pointer: `${pointer}/values`, detail: 'Leave the values out here.' }]
  if (isNumber)
    return values.length === 1 && /^\d{1,6}$/.test(values[0] ?? '')
      ? []
      : [{ pointer: `${pointer}/values`, detail: 'Give one whole number.' }]
  if (values.length === 0) return [{ pointer: `${pointer}/values`, detail: 'Choose at least one value.' }]
  const known = words[field]
  const isUnknown =
    known !== undefined
      ? values.some((value) => !known.includes(value))
      : field in named && values.some((value) => !uuid.test(value))
  return isUnknown ? [{ pointer: `${pointer}/values`, detail: 'One of these values does not exist.' }] : []
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What each action needs, each with the sentence that asks for it. */
const needs: Record<Deed['do'], readonly (readonly [string, string])[]> = {
  ...deedNeeds,
  notify: [['to', 'Choose who is told.']],
}

function deedErrors(deed: Deed, pointer: string): FieldError[] {
  const wanted = [...needs[deed.do]]
  if (deed.do === 'notify' && deed.to === 'person') wanted.push(['person_id', 'Choose the person.'])
  if (deed.do === 'move' && deed.move === 'resolve') wanted.push(['code', 'Choose how it was resolved.'])
  const errors = wanted.flatMap(([name, detail]) => {
    const value = deed[name as keyof Deed]
    const isGiven = typeof value === 'string' ? value.trim() !== '' : value !== undefined
    return isGiven ? [] : [{ pointer: `${pointer}/${name}`, detail }]
  })
  if (deed.do === 'assign' && deed.team_id === undefined && deed.person_id === undefined)
    errors.push({ pointer: `${pointer}/team_id`, detail: 'Choose a team, a person, or both.' })
  const allowed = [...wanted.map(([name]) => name), ...(deed.do === 'assign' ? ['team_id', 'person_id'] : [])]
  for (const name of Object.keys(deed))
    if (name !== 'do' && !allowed.includes(name))
      errors.push({
        pointer: `${pointer}/${name}`,
        detail: 'This does not belong to this action. Leave it out.',
      })
  const [unknown] = unknownPlaceholders(deed.text ?? '', deed.do === 'reply')
  if (unknown !== undefined)
    errors.push({
      pointer: `${pointer}/text`,
      detail: `{{${unknown}}} cannot be filled in here. There are: ${placeholdersFor(deed.do === 'reply')
        .map((name) => `{{${name}}}`)
        .join(', ')}.`,
    })
  return errors
}

const named = {
  category: 'category',
  team: 'team',
  owner: 'person',
  place: 'place',
  site: 'site',
  department: 'department',
} as const
type What = (typeof named)[keyof typeof named]
export const goneSentences: Record<What, string> = {
  category: 'This category does not exist, or is not used any more.',
  team: 'This team does not exist, or is not used any more.',
  person: 'This person does not exist, or has left.',
  place: 'This place does not exist, or is not used any more.',
  site: 'This site does not exist, or is not used any more.',
  department: 'This department does not exist, or is not used any more.',
}
export type Named = { id: string; what: What; pointer: string }

/** Everything that a statement names by its id. */
export function namesIn(statement: Statement): Named[] {
  const ofCondition = ({ field, values }: Condition, pointer: string): Named[] => {
    const what = named[field as keyof typeof named]
    return what ? values.map((id) => ({ id: id.toLowerCase(), what, pointer: `${pointer}/values` })) : []
  }
  const { conditions, groups } = statement.if
  return [
    ...conditions.flatMap((each, index) => ofCondition(each, `#/if/conditions/${index}`)),
    ...groups.flatMap((group, outer) =>
      group.conditions.flatMap((each, index) =>
        ofCondition(each, `#/if/groups/${outer}/conditions/${index}`),
      ),
    ),
    ...statement.actions.flatMap((deed, index) =>
      (['team_id', 'person_id', 'category_id'] as const).flatMap((name) => {
        const id = deed[name]
        const what = name.slice(0, -3) as What
        return id === undefined ? [] : [{ id: id.toLowerCase(), what, pointer: `#/actions/${index}/${name}` }]
      }),
    ),
  ]
}

/** Of all that the statements name, the ids of what is not there or not used any more. */
export async function missingNames(tx: Tx, statements: readonly Statement[]): Promise<ReadonlySet<string>> {
  const names = statements.flatMap(namesIn)
  if (names.length === 0) return new Set()
  const ids = (what: What) => [...new Set(names.filter((each) => each.what === what).map(({ id }) => id))]
  const [categories, others] = await tx.many(
    categoriesAbove(tx.orgId, ids('category')),
    raw<{ id: string }>(
      `select id from core.team where org_id = $1 and id = any($2) and archived_at is null
       union all select id from core.person where org_id = $1 and id = any($3) and is_active
       union all select id from core.place where org_id = $1 and id = any($4) and archived_at is null
       union all select id from core.site where org_id = $1 and id = any($5) and archived_at is null
       union all select id from core.department where org_id = $1 and id = any($6) and archived_at is null`,
      [tx.orgId, ids('team'), ids('person'), ids('place'), ids('site'), ids('department')],
    ),
  )
  const there = new Set([
    ...categories.filter(({ is_archived }) => !is_archived).map(({ id }) => id),
    ...others.map(({ id }) => id),
  ])
  return new Set(names.map(({ id }) => id).filter((id) => !there.has(id)))
}

/** Why a rule cannot work any more, one sentence for each kind of thing that is gone. */
export function breaksOf(statement: Statement, gone: ReadonlySet<string>): string[] {
  return [
    ...new Set(
      namesIn(statement)
        .filter(({ id }) => gone.has(id))
        .map(({ what }) => goneSentences[what]),
    ),
  ]
}
