/** The answers of a request that was sent: corrected by who works on it, and redacted with the ticket. */
import { recordAction } from '../../../core/action.ts'
import { short_mark } from '../../../core/messages/redact.ts'
import { forgetWords, indexWords } from '../../../core/search/entry.ts'
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import { wasApproved } from '../../approvals/index.ts'
import { findTitle, ticketLife, worksWith } from '../../tickets/index.ts'
import { asText, namesById, namesOf, questionsOf, refuseFlaws, refuseGone } from '../answers.ts'
import { AnswersBody } from '../contract.ts'
import { type Answer, type Answers, evaluate, type Field, type Flaw, type Given, type Said } from '../form.ts'
import { inWords } from '../in-words.ts'
import { titleOf } from '../title.ts'

type Stored = {
  answers: Answers
  entry_id: string
  fields: Field[]
  today: string
  title: string
  name: Said
  requester: string
}

export const changeAnswers = recordAction({
  name: 'catalog.change_answers',
  summary: 'Correct answers of the form that the ticket was asked for with; those not named stay.',
  life: ticketLife,
  input: Body({ answers: AnswersBody }),
  permits: worksWith('tickets.edit'),
  asks: async (tx, id) => questionsOf((await storedRequest(tx, id, new Date().toISOString()))?.fields ?? []),
  run: async ({ tx, input, record, now }) => {
    const stored = await storedRequest(tx, record.id, now)
    if (!stored) throw conflict('This was not asked for with a form of the catalog, so it has no answers.')
    if (record.state === 'waiting_on_approval')
      throw conflict(
        'Somebody is asked to approve these answers. Withdraw that first; then correct them and ask again.',
      )
    // Changed while it goes on, the approvers are asked again; what is over asks nobody.
    if (record.category === 'done' && (await wasApproved(tx, record.id)))
      throw conflict(
        'These answers were approved, and the ticket is over. Reopen it first; then correct them.',
      )
    const changes = input.answers as Given
    requireFields(stored.fields, changes)
    const before = evaluate(stored.fields, stored.answers, stored.today)
    const after = evaluate(stored.fields, { ...stored.answers, ...changes }, stored.today)
    refuseFlaws(flawsThatCount(before.shown, after.flaws, changes))
    const names = await namesOf(tx, stored.fields, after.answers)
    refuseGone(
      stored.fields.filter(({ key }) => changes[key] !== undefined),
      after.answers,
      names,
    )
    const changed = stored.fields.filter(
      ({ key }) => JSON.stringify(stored.answers[key]) !== JSON.stringify(after.answers[key]),
    )
    if (changed.length === 0) return { result: {}, isSilent: true }
    store(tx, record.id, stored, after.answers, { text: asText(stored.fields, after.answers, names), now })
    const title = await titleAgain(tx, stored, record.title, after.answers, namesById(names))
    if (title !== undefined) await findTitle(tx, record, title, now)
    return {
      result: {},
      changes: title === undefined ? {} : { title },
      // The former title is made of the former answers, which are in no event.
      forgetsWords: true,
      facts: {
        answers: changed.map(({ key }) => key),
        // The words of the form, not of who answered it.
        names: Object.fromEntries(changed.map(({ key, label }) => [key, label.en])),
      },
    }
  },
})

/**
 * The title with the new answers, when it is what the form made of the old ones; nothing when it stays, as one does
 * that somebody wrote by hand. In which language it was written is not kept, so that either will do.
 */
async function titleAgain(
  tx: Tx,
  stored: Stored,
  present: string,
  answers: Answers,
  names: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const former = namesById(await namesOf(tx, stored.fields, stored.answers))
  const language = ['en', 'es'].find(
    (each) => titleOf(stored, stored.answers, former, stored.requester, each) === present,
  )
  if (language === undefined) return undefined
  const title = titleOf(stored, answers, names, stored.requester, language)
  return title === present ? undefined : title
}

function requireFields(fields: readonly Field[], changes: Given): void {
  if (Object.keys(changes).length === 0) throw invalid('#/answers', 'Nothing was given to change.')
  for (const key of Object.keys(changes)) {
    const field = fields.find((each) => each.key === key && each.type !== 'section')
    if (!field) throw invalid(`#/answers/${key}`, 'The form has no such question.')
    if (field.type === 'files')
      throw invalid(`#/answers/${key}`, 'Files stay as they were sent. Add new ones with a reply.')
  }
}

/** What was right when it was sent stays so, as a day that was to come; what is asked anew must be answered. */
function flawsThatCount(
  shownBefore: readonly Field[],
  flaws: ReadonlyMap<string, Flaw>,
  changes: Given,
): Map<string, Flaw> {
  const isNew = (key: string) => !shownBefore.some((field) => field.key === key)
  return new Map([...flaws].filter(([key]) => changes[key] !== undefined || isNew(key)))
}

async function storedRequest(tx: Tx, ticketId: string, now: string): Promise<Stored | undefined> {
  return tx.maybe(
    raw<Stored>(
      `select q.answers, q.entry_id, v.content -> 'fields' as fields, v.content ->> 'title' as title, v.content -> 'name' as name, coalesce(p.name, '') as requester,
         to_char($3::timestamptz at time zone o.time_zone, 'YYYY-MM-DD') as today
       from catalog.request q join catalog.item_version v on v.org_id = q.org_id and v.id = q.version_id
         join core.organization o on o.id = q.org_id
         join core.record r on r.org_id = q.org_id and r.id = q.ticket_id left join core.person p on p.org_id = r.org_id and p.id = r.requester_id
       where q.org_id = $1 and q.ticket_id = $2 for update of q`,
      [tx.orgId, ticketId, now],
    ),
  )
}

function store(
  tx: Tx,
  ticketId: string,
  { entry_id }: Pick<Stored, 'entry_id'>,
  answers: Answers,
  found: { text: string; now: string },
): void {
  tx.send(
    raw('update catalog.request set answers = $3 where org_id = $1 and ticket_id = $2', [
      tx.orgId,
      ticketId,
      JSON.stringify(answers),
    ]),
  )
  tx.send(forgetWords(tx.orgId, entry_id))
  tx.send(
    indexWords({
      orgId: tx.orgId,
      entryId: entry_id,
      recordId: ticketId,
      kind: 'ticket',
      isInternal: false,
      at: found.now,
      body: found.text,
    }),
  )
}

const worded: readonly string[] = ['text', 'long_text', 'application']
/** A day as the pages write it, in the languages and orders that there are. */
const days = ['en-US', 'en-GB', 'es'].map(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
)

/**
 * Takes words out of the answers that people gave in their own; choices are the catalog's own words. Half a number or
 * half a day is none, so that such an answer goes as a whole.
 */
export async function redactAnswers(
  tx: Tx,
  ticketId: string,
  text: string,
  now: string,
  put = short_mark,
): Promise<number> {
  const stored = await storedRequest(tx, ticketId, now)
  if (!stored) return 0
  const hit = stored.fields.filter((field) => {
    const answer = stored.answers[field.key]
    return answer !== undefined && readAs(field, answer).some((words) => words.includes(text))
  })
  if (hit.length === 0) return 0
  const answers = { ...stored.answers }
  for (const { key, type } of hit)
    if (worded.includes(type)) answers[key] = String(answers[key]).replaceAll(text, () => put)
    else delete answers[key]
  const names = await namesOf(tx, stored.fields, answers)
  store(tx, ticketId, stored, answers, { text: asText(stored.fields, answers, names), now })
  return hit.length
}

/** How an answer in somebody's own words, numbers or days may be read; nothing for what is chosen. */
function readAs(field: Field, answer: Answer): string[] {
  if (worded.includes(field.type)) return [String(answer)]
  if (field.type === 'number') return [inWords(field, answer, {}, 'en')]
  if (field.type !== 'date') return []
  const day = new Date(`${answer}T00:00:00Z`)
  return [String(answer), ...days.map((format) => format.format(day))]
}
