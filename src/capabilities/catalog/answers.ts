/** Answers as people read them, and whether what they name is there. */
import type { Question } from '../../core/guard.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { type FieldError, invalidFields } from '../../platform/http/problem.ts'
import type { Answers, Field, Flaw } from './form.ts'
import { inWords } from './in-words.ts'

type Named = { id: string; name: string; is_there: boolean }
const references = ['person', 'place', 'workstation', 'files'] as const

/** The names of all that the answers name by an id, those that are gone included. */
export async function namesOf(
  tx: Tx,
  fields: readonly Field[],
  answers: Answers,
): Promise<ReadonlyMap<string, Named>> {
  const ids = (type: (typeof references)[number]) =>
    fields.filter((field) => field.type === type).flatMap(({ key }) => answers[key] ?? []) as string[]
  if (references.every((type) => ids(type).length === 0)) return new Map()
  const rows = await tx.all(
    raw<Named>(
      `select id, name, is_active as is_there from core.person where org_id = $1 and id = any($2::uuid[])
       union all select id, name, archived_at is null from core.place where org_id = $1 and id = any($3::uuid[])
       union all select id, name, archived_at is null from core.workstation where org_id = $1 and id = any($4::uuid[])
       union all select id, name, removed_at is null from core.attachment where org_id = $1 and id = any($5::uuid[])`,
      [tx.orgId, ids('person'), ids('place'), ids('workstation'), ids('files')],
    ),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export function namesById(names: ReadonlyMap<string, { name: string }>): Record<string, string> {
  return Object.fromEntries([...names].map(([id, { name }]) => [id, name]))
}

/** All of them in one text, to be found by. */
export function asText(
  fields: readonly Field[],
  answers: Answers,
  names: ReadonlyMap<string, { name: string }>,
): string {
  const byId = namesById(names)
  return fields
    .flatMap((field) => {
      const answer = answers[field.key]
      // Files are found by their own names.
      if (answer === undefined || field.type === 'files') return []
      return [`${field.label.en}: ${inWords(field, answer, byId, 'en')}`]
    })
    .join('\n')
}

/** Throws a 422 problem that says at each field what to change. */
export function refuseFlaws(flaws: ReadonlyMap<string, Flaw>): void {
  if (flaws.size === 0) return
  throw invalidFields(
    [...flaws].map(([key, flaw]) => ({ pointer: `#/answers/${key}`, detail: sentenceOf(flaw) })),
  )
}

/** Throws a 422 problem where an answer names somebody or something that is not there any more. */
export function refuseGone(
  fields: readonly Field[],
  answers: Answers,
  names: ReadonlyMap<string, Named>,
): void {
  const gone: FieldError[] = []
  for (const field of fields) {
    if (field.type !== 'person' && field.type !== 'place' && field.type !== 'workstation') continue
    const answer = answers[field.key]
    if (answer !== undefined && !names.get(String(answer).toLowerCase())?.is_there)
      gone.push({
        pointer: `#/answers/${field.key}`,
        detail: 'This does not exist any more. Choose another one.',
      })
  }
  if (gone.length > 0) throw invalidFields(gone)
}

function sentenceOf({ code, bound }: Flaw): string {
  switch (code) {
    case 'required':
      return 'Answer this question.'
    case 'kind':
      return 'This is no answer to this question. Answer it again.'
    case 'too_short':
      return `Write at least ${bound} characters.`
    case 'too_long':
      return `Write at most ${bound} characters.`
    case 'too_small':
      return `Give at least ${bound}.`
    case 'too_large':
      return `Give at most ${bound}.`
    case 'needs_more':
      return `Choose at least ${bound}.`
    case 'needs_less':
      return `Choose at most ${bound}.`
    case 'no_option':
      return 'This answer is not offered. Choose one that is.'
    case 'from_today':
      return 'Choose today or a later day.'
    case 'after_today':
      return 'Choose a day after today.'
    case 'until_today':
      return 'Choose today or an earlier day.'
  }
}

/** What each answer was asked for; a day and a number hold no mask. */
export function questionsOf(fields: readonly Field[]): ReadonlyMap<string, Question> {
  return new Map(
    fields.map(({ key, type, label }) => [
      `/answers/${key}`,
      { label: [label.en, label.es ?? ''].join(' '), holdsMask: type !== 'date' && type !== 'number' },
    ]),
  )
}
