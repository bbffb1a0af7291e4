/** Searches in the audit log: with the hashes of their words, and where the organization wants it the words. */
import { Type } from 'typebox'
import { plainAction } from '../../core/action.ts'
import { type Actor, may } from '../../core/actor.ts'
import type { App } from '../../core/app.ts'
import { audit } from '../../core/audit.ts'
import { sealsHeld } from '../../core/records/visible.ts'
import { reader } from '../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../platform/db/transaction.ts'
import { invalid } from '../../platform/http/problem.ts'
import { Body, OneOf } from '../../platform/http/schema.ts'
import { hashesOfTerms } from './terms.ts'

const ways = ['hashed', 'clear'] as const
/** Why words are kept: from a list, since what people write does not belong into the log. */
const reasons = ['investigation', 'policy', 'law'] as const
const words_length_max = 1000
const remembered_ms = 5000
const remembered_max = 1000

const remembered = new Map<string, { isClear: boolean; until: number }>()

/**
 * The line of a search, to be sent by the caller: `facts`, and the hashes of the words. Where the organization keeps
 * words, they stand beside it, unless they may be a patient's.
 */
export async function searchLine(
  { app, tx, actor, now }: { app: App; tx: Tx; actor: Actor; now: string },
  action: string,
  text: string,
  facts: Record<string, unknown>,
): Promise<Raw<unknown>> {
  const line = audit(actor, now, action, {
    ...facts,
    terms: hashesOfTerms(app.config.secret, actor.orgId, text),
  })
  const words = text.trim().slice(0, words_length_max)
  if (words === '' || !(await keepsWords(tx))) return line
  if ((await app.registry.guard?.isSuspect(tx, words, now)) ?? false) return line
  const values = line.values ?? []
  return raw(
    `with line as (${line.text} returning org_id, id, at)
     insert into core.searched (org_id, line_id, at, words, sealed_by) select org_id, id, at, $${values.length + 1}, $${values.length + 2}::text[] from line`,
    [...values, words, sealsHeld(actor)],
  )
}

/** Another process hears of a change within five seconds. */
async function keepsWords(tx: Tx): Promise<boolean> {
  const known = remembered.get(tx.orgId)
  if (known && known.until > Date.now()) return known.isClear
  const isClear = (await stored(tx)) === 'clear'
  if (remembered.size >= remembered_max) remembered.clear()
  remembered.set(tx.orgId, { isClear, until: Date.now() + remembered_ms })
  return isClear
}

async function stored(tx: Tx): Promise<(typeof ways)[number]> {
  const { search_words } = await tx.one(
    raw<{ search_words: string | null }>(
      "select settings ->> 'search_words' as search_words from core.organization where id = $1",
      [tx.orgId],
    ),
  )
  return search_words === 'clear' ? 'clear' : 'hashed'
}

export const showSearchSetting = reader({
  name: 'audit.settings',
  summary: 'How the audit log keeps words that were searched for.',
  path: '/api/audit/settings',
  output: Type.Object({ search_words: OneOf(ways) }),
  permits: (actor) => may(actor, 'audit.read') || may(actor, 'organization.manage'),
  run: async ({ tx }) => ({ search_words: await stored(tx) }),
})

export const editSearchSetting = plainAction({
  name: 'audit.edit_settings',
  summary:
    'Keep words that are searched for as hashes alone, or readable for who reads the audit log. What was kept goes with the change back.',
  path: '/api/audit/settings',
  method: 'PUT',
  input: Body({
    search_words: OneOf(ways),
    reason: Type.Optional(OneOf(reasons)),
  }),
  output: Type.Object({ search_words: OneOf(ways) }),
  needsStepUp: true,
  permits: (actor) => may(actor, 'organization.manage') && may(actor, 'audit.read'),
  run: async ({ tx, input }) => {
    const { search_words, reason } = input
    if (search_words === 'clear' && reason === undefined)
      throw invalid('#/reason', 'Say why the words are kept readable.')
    tx.send(
      raw(
        "update core.organization set settings = jsonb_set(settings, '{search_words}', to_jsonb($2::text)) where id = $1",
        [tx.orgId, search_words],
      ),
    )
    if (search_words === 'hashed') tx.send(raw('delete from core.searched where org_id = $1', [tx.orgId]))
    tx.afterCommit(() => remembered.delete(tx.orgId))
    return { result: { search_words }, audit: { search_words, ...(reason ? { reason } : {}) } }
  },
})
