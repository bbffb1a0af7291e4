/** What keeps a draft from being published, in a sentence for each place. */
import { raw, type Tx } from '../../platform/db/transaction.ts'
import type { FieldError } from '../../platform/http/problem.ts'
import { categoriesAbove } from '../tickets/index.ts'
import type { Content } from './contract.ts'
import { comparisons, type Field, shownBy } from './form.ts'
import { namesIn, titleNames } from './title.ts'

const isBlank = (words: string | undefined) => (words ?? '').trim() === ''

/** Everything that is wrong with the words, the form and its conditions; pointers lead from the content. */
export function designFlaws(content: Content): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (pointer: string, detail: string) => errors.push({ pointer: `#/${pointer}`, detail })
  if (isBlank(content.name.en)) refuse('name/en', 'Give the item a name that people look for.')
  if (isBlank(content.summary.en)) refuse('summary/en', 'Say in a sentence what one gets.')
  if (isBlank(content.title))
    refuse('title', 'Say what the requests are called, e.g. {{item}} for {{requester}}.')
  const known = titleNames(content.fields)
  const unknown = namesIn(content.title).find((name) => !known.includes(name))
  if (unknown !== undefined)
    refuse(
      'title',
      `{{${unknown}}} cannot be filled in here. There are: ${known.map((name) => `{{${name}}}`).join(', ')}.`,
    )
  if (content.picture && isBlank(content.picture.alt.en))
    refuse('picture/alt/en', 'Say what the picture shows, for those who do not see it.')
  const { who, department_ids, role_ids } = content.audience
  if (who === 'some' && department_ids.length + role_ids.length === 0)
    refuse('audience/who', 'Choose at least one department or role, or offer it to everybody.')
  return [...errors, ...formFlaws(content.fields)]
}

function formFlaws(fields: readonly Field[]): FieldError[] {
  const errors = fields.flatMap((field, index) => [
    ...fieldFlaws(field, `#/fields/${index}`, fields.findIndex(({ key }) => key === field.key) < index),
    ...conditionFlaws(field, `#/fields/${index}/show`, fields),
  ])
  return errors.length > 0 ? errors : circles(fields)
}

function fieldFlaws(field: Field, at: string, isDouble: boolean): FieldError[] {
  const { type, label, min, max, options = [] } = field
  const errors: FieldError[] = []
  const refuse = (pointer: string, detail: string) => errors.push({ pointer: `${at}/${pointer}`, detail })
  if (isBlank(label.en))
    refuse('label/en', type === 'section' ? 'Give this section a title.' : 'Give this question a name.')
  if (isDouble) refuse('key', 'There are two questions of this key. Remove one of them.')
  if (min !== undefined && max !== undefined && min > max)
    refuse('max', 'The most is less than the least. Turn them round.')
  const isChoice = type === 'one_of' || type === 'several_of'
  if (isChoice && options.length < 2) refuse('options', 'Give at least two answers to choose from.')
  for (const [index, option] of options.entries()) {
    if (isBlank(option.label.en)) refuse(`options/${index}/label/en`, 'Say what this answer is.')
    if (options.findIndex(({ key }) => key === option.key) < index)
      refuse(`options/${index}/key`, 'There are two answers of this key. Remove one of them.')
  }
  return errors
}

function conditionFlaws(field: Field, at: string, fields: readonly Field[]): FieldError[] {
  return (field.show?.conditions ?? []).flatMap(({ field: key, is, values }, index) => {
    const about = fields.find((each) => each.key === key)
    const pointer = `${at}/conditions/${index}`
    if (about === undefined || about.type === 'section')
      return [
        {
          pointer: `${pointer}/field`,
          detail: 'This condition is about a question that is not there. Choose one.',
        },
      ]
    if (about.key === field.key)
      return [{ pointer: `${pointer}/field`, detail: 'A question cannot depend on its own answer.' }]
    if (!comparisons[about.type].includes(is))
      return [
        { pointer: `${pointer}/is`, detail: 'The answers to that question cannot be compared like this.' },
      ]
    const detail = valuesFlaw(about, is, values)
    return detail === undefined ? [] : [{ pointer: `${pointer}/values`, detail }]
  })
}

function valuesFlaw(
  about: Field,
  is: (typeof comparisons)['text'][number],
  values: readonly string[],
): string | undefined {
  if (is === 'filled' || is === 'empty') return undefined
  if (values.length === 0 || values.some(isBlank)) return 'Say with which answer.'
  if (is !== 'any_of' && values.length > 1) return 'Give one answer here.'
  if ((is === 'at_least' || is === 'at_most') && values.some((value) => Number.isNaN(Number(value))))
    return 'Give a number here.'
  const allowed =
    about.type === 'yes_no' ? ['yes', 'no'] : (about.options?.map(({ key }) => key) ?? undefined)
  return allowed && values.some((value) => !allowed.includes(value))
    ? 'This is none of the answers of that question any more. Choose another one.'
    : undefined
}

/** Questions that wait for each other's answers are never shown. */
function circles(fields: readonly Field[]): FieldError[] {
  const needs = shownBy(fields)
  const left = new Set(needs.keys())
  for (let round = 0; round <= fields.length; round++)
    for (const key of [...left])
      if (!(needs.get(key) ?? []).some((other) => left.has(other))) left.delete(key)
  return fields.flatMap(({ key, label, show }, index) =>
    left.has(key) && show
      ? [
          {
            pointer: `#/fields/${index}/show`,
            detail: `“${label.en}” is shown only when something is answered that itself waits for it. Take one of these conditions out.`,
          },
        ]
      : [],
  )
}

type Named = { id: string; pointer: string; detail: string }

/** What the content names by its id and is not there or not used any more. */
export async function goneFrom(tx: Tx, { preset, audience, picture }: Content): Promise<FieldError[]> {
  const named = (id: string | undefined, pointer: string, detail: string): Named[] =>
    id === undefined ? [] : [{ id: id.toLowerCase(), pointer, detail }]
  const wanted = [
    ...named(preset.category_id, '#/preset/category_id', 'This category is not used any more.'),
    ...named(preset.team_id, '#/preset/team_id', 'This team is not used any more.'),
    ...named(picture?.id, '#/picture/id', 'This picture is not there any more. Upload it again.'),
    ...audience.department_ids.flatMap((id, index) =>
      named(id, `#/audience/department_ids/${index}`, 'This department is not used any more.'),
    ),
    ...audience.role_ids.flatMap((id, index) =>
      named(id, `#/audience/role_ids/${index}`, 'This role does not exist any more.'),
    ),
  ]
  if (wanted.length === 0) return []
  const [categories, others] = await tx.many(
    categoriesAbove(tx.orgId, preset.category_id ? [preset.category_id] : []),
    raw<{ id: string }>(
      `select id from core.team where org_id = $1 and id = $2 and archived_at is null
       union all select id from core.department where org_id = $1 and id = any($3::uuid[]) and archived_at is null
       union all select id from core.role where org_id = $1 and id = any($4::uuid[])
       union all select id from catalog.picture where org_id = $1 and id = $5`,
      [tx.orgId, preset.team_id ?? null, audience.department_ids, audience.role_ids, picture?.id ?? null],
    ),
  )
  const there = new Set([
    ...categories.filter(({ is_archived }) => !is_archived).map(({ id }) => id),
    ...others.map(({ id }) => id),
  ])
  return wanted.filter(({ id }) => !there.has(id)).map(({ pointer, detail }) => ({ pointer, detail }))
}

/** A plan without steps is no plan, and the id of a picture is compared as the database writes it. */
export function asKept(content: Content): Content {
  const { approvals, fulfilment, picture, ...rest } = content
  return {
    ...rest,
    ...(picture ? { picture: { ...picture, id: picture.id.toLowerCase() } } : {}),
    ...(approvals && approvals.steps.length > 0 ? { approvals } : {}),
    ...(fulfilment && fulfilment.steps.length > 0 ? { fulfilment } : {}),
  }
}
