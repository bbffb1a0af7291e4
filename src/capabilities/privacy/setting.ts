/** What an organization has looked for, from which score on, and how its record numbers look. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import { isEmergencyAccount, oneself } from '../../core/people/policy.ts'
import { reader } from '../../core/registry.ts'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { conflict, forbidden, invalid } from '../../platform/http/problem.ts'
import { Body, OneOf } from '../../platform/http/schema.ts'
import { formatProblem } from './detect/format.ts'
import { kinds } from './detect/span.ts'
import { examine } from './examine.ts'

const remembered_ms = 5000
const remembered_max = 1000
const spans_max = 500
export const noEmergency = 'An emergency account is no second officer. Let another person agree.'

/** Who asked to do without a second officer is waited for this long, as the condition of a statement on the setting. */
export const secondAsked = (now: string) => `second_off_at > ${now}::timestamptz - interval '7 days'`

const Fields = {
  is_on: Type.Boolean(),
  kinds: Type.Array(OneOf(kinds), { maxItems: kinds.length, uniqueItems: true }),
  threshold: Type.Number({
    minimum: 0.3,
    maximum: 1,
    description: 'From which score on words are masked; 0.6 to begin with.',
  }),
  formats: Type.Array(Type.String({ minLength: 4, maxLength: 30, pattern: '9' }), {
    maxItems: 20,
    description:
      'How record numbers look: 9 stands for a digit, A for a letter, X for either, {2,4} behind one for how many, all else for itself.',
  }),
  context_words: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), {
    maxItems: 100,
    description: 'Words of its own that say a patient is talked about.',
  }),
  harmless_words: Type.Array(Type.String({ minLength: 2, maxLength: 60 }), {
    maxItems: 200,
    description: 'Words and names that are never a patient’s, such as those of wards, products and vendors.',
  }),
  needs_second: Type.Boolean({ description: 'Whether a second officer has to agree to an erasure.' }),
}
const Setting = Type.Object({ version: Type.Integer(), ...Fields })
export type Setting = Static<typeof Setting>

const usual: Setting = {
  version: 0,
  is_on: true,
  kinds: [...kinds],
  threshold: 0.6,
  formats: [],
  context_words: [],
  harmless_words: [],
  needs_second: false,
}

const remembered = new Map<string, { setting: Setting; until: number }>()

/** The setting of the write's organization; another process hears of a change within five seconds. */
export async function settingOf(tx: Tx): Promise<Setting> {
  const known = remembered.get(tx.orgId)
  if (known && known.until > Date.now()) return known.setting
  const setting = await storedSetting(tx)
  if (remembered.size >= remembered_max) remembered.clear()
  remembered.set(tx.orgId, { setting, until: Date.now() + remembered_ms })
  return setting
}

/** The same as it is stored, for what must not be decided by a setting of some seconds ago. */
export async function storedSetting(tx: Tx): Promise<Setting> {
  const stored = await tx.maybe(
    raw<Setting>(
      'select version, is_on, kinds, threshold::float8 as threshold, formats, context_words, harmless_words, needs_second from privacy.setting where org_id = $1',
      [tx.orgId],
    ),
  )
  return stored ?? usual
}

export const showSetting = reader({
  name: 'privacy.settings',
  summary: 'Which patient data is looked for in words on their way in.',
  path: '/api/privacy/settings',
  output: Setting,
  permits: (actor) => may(actor, 'privacy.manage') || may(actor, 'privacy.review'),
  run: ({ tx }) => storedSetting(tx),
})

/**
 * Whether a second officer is needed from now on, and who asked to do without one while that waits. Who alone could
 * switch it off would be asked by nobody.
 */
async function secondAfter(
  tx: Tx,
  actor: Actor,
  isWanted: boolean,
  now: string,
): Promise<{ isNeeded: boolean; askedBy: string | null; askedAt: string | null }> {
  const stored = await tx.maybe(
    raw<{ needs_second: boolean; asked_by: string | null; second_off_at: string }>(
      `select needs_second, case when ${secondAsked('$2')} then second_off_by end as asked_by, second_off_at
       from privacy.setting where org_id = $1 for update`,
      [tx.orgId, now],
    ),
  )
  const settled = { askedBy: null, askedAt: null }
  if (isWanted || !stored?.needs_second) return { isNeeded: isWanted, ...settled }
  if (await isEmergencyAccount(tx, actor.personId)) throw forbidden(noEmergency)
  const { asked_by: askedBy, second_off_at: askedAt } = stored
  if (askedBy === null) return { isNeeded: true, askedBy: actor.personId, askedAt: now }
  const isOwn = (await oneself(tx, actor.personId)).includes(askedBy)
  return isOwn ? { isNeeded: true, askedBy, askedAt } : { isNeeded: false, ...settled }
}

export const editSetting = plainAction({
  name: 'privacy.edit_settings',
  summary: 'Set which patient data is looked for in words on their way in.',
  path: '/api/privacy/settings',
  method: 'PUT',
  input: Body({ version: Type.Integer({ minimum: 0 }), ...Fields }),
  output: Type.Object({
    version: Type.Integer(),
    needs_second: Type.Boolean({
      description: 'Stays true until another officer, too, saved that none is needed.',
    }),
  }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, actor, input, now }) => {
    requireFormats(input.formats)
    const before = await storedSetting(tx)
    const { context_words, harmless_words } = inSmallLetters(input)
    const second = await secondAfter(tx, actor, input.needs_second, now)
    const values = [
      tx.orgId,
      input.is_on,
      input.kinds,
      input.threshold,
      input.formats,
      context_words,
      harmless_words,
      second.isNeeded,
    ]
    const saved = await tx.all(
      input.version === 0
        ? raw(
            `insert into privacy.setting (org_id, is_on, kinds, threshold, formats, context_words, harmless_words, needs_second) values ($1,$2,$3,$4,$5,$6,$7,$8)
             on conflict do nothing returning 1`,
            values,
          )
        : raw(
            `update privacy.setting set is_on = $2, kinds = $3, threshold = $4, formats = $5, context_words = $6, harmless_words = $7, needs_second = $8, version = version + 1,
               second_off_by = $10, second_off_at = $11
             where org_id = $1 and version = $9 returning 1`,
            [...values, input.version, second.askedBy, second.askedAt],
          ),
    )
    if (saved.length === 0)
      throw conflict('Somebody else changed these settings in the meantime. Look at them and decide again.')
    tx.afterCommit(() => remembered.delete(tx.orgId))
    const { is_on, kinds: looked, threshold } = input
    const needs_second = second.isNeeded
    return {
      result: { version: input.version + 1, needs_second },
      audit: {
        is_on,
        kinds: looked,
        threshold,
        needs_second,
        formats: input.formats.length,
        context_words: input.context_words.length,
        harmless_words: input.harmless_words.length,
        ...(second.askedBy === null ? {} : { asks_to_end_second: true }),
        changed: changedIn(before, { ...input, needs_second, context_words, harmless_words }),
      },
    }
  },
})

/** The names of what is set anew; the words themselves stay out of the audit log. */
const changedIn = (before: Setting, after: Setting): string[] =>
  (Object.keys(Fields) as (keyof typeof Fields)[]).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )

/** Shows what a setting finds before it is saved. */
export const trySetting = reader({
  name: 'privacy.try_settings',
  summary: 'Which places of a sample a setting would mask. Nothing of it is kept, neither text nor setting.',
  path: '/api/privacy/settings/try',
  isPosted: true,
  query: Body({ text: Type.String({ maxLength: 20_000 }), ...Fields }),
  output: Type.Object({
    spans: Type.Array(
      Type.Object({
        from: Type.Integer({ description: 'In UTF-16 units, as browsers count.' }),
        to: Type.Integer(),
        kind: OneOf(kinds),
        score: Type.Number(),
      }),
    ),
  }),
  permits: (actor) => may(actor, 'privacy.manage'),
  run: async ({ tx, query, now }) => {
    const { text, ...fields } = query
    requireFormats(fields.formats)
    const setting = { version: 0, ...fields, ...inSmallLetters(fields) }
    const [spans = []] = await examine(tx, setting, [text], now)
    return {
      spans: spans.slice(0, spans_max).map(({ from, to, kind, score }) => ({ from, to, kind, score })),
    }
  },
})

const inSmallLetters = (words: Pick<Setting, 'context_words' | 'harmless_words'>) => ({
  context_words: words.context_words.map((word) => word.toLowerCase()),
  harmless_words: words.harmless_words.map((word) => word.toLowerCase()),
})

/** Refuses formats that say nothing, or that would keep the examination busy. */
function requireFormats(formats: readonly string[]): void {
  for (const [at, format] of formats.entries()) {
    const problem = formatProblem(format)
    if (problem) throw invalid(`#/formats/${at}`, problem)
  }
}
