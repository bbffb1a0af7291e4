/** Whether a macro, reply or template makes sense, and whether what it names is still there. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { categoriesAbove } from '../aspects.ts'
import { deedNeeds } from '../deeds.ts'
import type { MacroContent, MacroDeed, ReplyContent, TemplateContent } from './content.ts'
import { inner, told, unknownIn } from './placeholders.ts'

const needs: Record<MacroDeed['do'], readonly (readonly [string, string])[]> = {
  ...deedNeeds,
  take: [],
  follow_up: [['days', 'Say in how many days.']],
  checklist: [['template_id', 'Choose the checklist.']],
}
const mayHave: Partial<Record<MacroDeed['do'], readonly string[]>> = {
  assign: ['team_id', 'person_id'],
  set_priority: ['text'],
  follow_up: ['text'],
}

export function macroErrors({ deeds }: MacroContent): FieldError[] {
  return deeds.flatMap((deed, index) => deedErrors(deed, `#/content/deeds/${index}`))
}

function deedErrors(deed: MacroDeed, pointer: string): FieldError[] {
  const wanted = [...needs[deed.do]]
  if (deed.do === 'move' && deed.move === 'resolve') wanted.push(['code', 'Choose how it was resolved.'])
  const errors = wanted.flatMap(([name, detail]) => {
    const value = deed[name as keyof MacroDeed]
    const isGiven = typeof value === 'string' ? value.trim() !== '' : value !== undefined
    return isGiven ? [] : [{ pointer: `${pointer}/${name}`, detail }]
  })
  if (deed.do === 'assign' && deed.team_id === undefined && deed.person_id === undefined)
    errors.push({ pointer: `${pointer}/team_id`, detail: 'Choose a team, a person, or both.' })
  const allowed = ['do', ...wanted.map(([name]) => name), ...(mayHave[deed.do] ?? [])]
  for (const name of Object.keys(deed))
    if (!allowed.includes(name))
      errors.push({
        pointer: `${pointer}/${name}`,
        detail: 'This does not belong to this step. Leave it out.',
      })
  const unknown = unknownIn(deed.text ?? '', deed.do === 'reply' ? told : [...told, ...inner])
  if (unknown) errors.push({ pointer: `${pointer}/text`, detail: unknown })
  return errors
}

export function replyErrors({ en, es }: ReplyContent): FieldError[] {
  if (en.trim() === '' && es.trim() === '')
    return [{ pointer: '#/content/en', detail: 'Write the reply in at least one language.' }]
  return Object.entries({ en, es }).flatMap(([language, text]) => {
    const detail = unknownIn(text, told)
    return detail ? [{ pointer: `#/content/${language}`, detail }] : []
  })
}

export function templateErrors(content: TemplateContent): FieldError[] {
  if (Object.keys(content).length === 0)
    return [{ pointer: '#/content/title', detail: 'Fill in at least one field.' }]
  return []
}

const goneSentences = {
  team_id: 'This team does not exist, or is not used any more.',
  person_id: 'This person does not exist, or has left.',
  category_id: 'This category does not exist, or is not used any more.',
  template_id: 'This checklist does not exist, or is not used any more.',
} as const
type What = keyof typeof goneSentences
export type NamedThing = { id: string; what: What; pointer: string }

/** Everything that a content names by its id. */
export function namesIn(content: Partial<MacroContent> & TemplateContent): NamedThing[] {
  const of = (value: object, pointer: string): NamedThing[] =>
    (Object.keys(goneSentences) as What[]).flatMap((what) => {
      const id = (value as Partial<Record<What, string>>)[what]
      return id === undefined ? [] : [{ id: id.toLowerCase(), what, pointer: `${pointer}/${what}` }]
    })
  return [
    ...of(content, '#/content'),
    ...(content.deeds ?? []).flatMap((deed, index) => of(deed, `#/content/deeds/${index}`)),
    ...(content.offered?.category_ids ?? []).map((id) => ({
      id: id.toLowerCase(),
      what: 'category_id' as const,
      pointer: '#/content/offered/category_ids',
    })),
  ]
}

/** Of what is named, what is not there or not used any more, each with its sentence. */
export async function goneOf(
  tx: Tx,
  names: readonly NamedThing[],
): Promise<(NamedThing & { detail: string })[]> {
  if (names.length === 0) return []
  const ids = (what: What) => [...new Set(names.filter((each) => each.what === what).map(({ id }) => id))]
  const [categories, others] = await tx.many(
    categoriesAbove(tx.orgId, ids('category_id')),
    raw<{ id: string }>(
      `select id from core.team where org_id = $1 and id = any($2) and archived_at is null
       union all select id from core.person where org_id = $1 and id = any($3) and is_active
       union all select id from tickets.checklist_template where org_id = $1 and id = any($4) and archived_at is null`,
      [tx.orgId, ids('team_id'), ids('person_id'), ids('template_id')],
    ),
  )
  const there = new Set([
    ...categories.filter(({ is_archived }) => !is_archived).map(({ id }) => id),
    ...others.map(({ id }) => id),
  ])
  return names
    .filter(({ id }) => !there.has(id))
    .map((each) => ({ ...each, detail: goneSentences[each.what] }))
}
