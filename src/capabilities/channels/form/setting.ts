/** The public form as an administrator sets it up: whether it is there, and what one may ask about. Off at first. */
import { type Static, Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw, type Tx } from '../../../platform/db/transaction.ts'
import { conflict, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable } from '../../../platform/http/schema.ts'
import { newId } from '../../../platform/id/id.ts'
import { requireAssignable, requireCategory } from '../../tickets/index.ts'
import { mayManageMail } from '../mail/mailbox.ts'

const topics_max = 30
const mails_an_hour = 60

const Topic = { name: Line(100), team_id: Nullable(Id), category_id: Nullable(Id) }
const switches = {
  is_on: Type.Boolean({ description: 'Anybody may ask for help without an account.' }),
  takes_files: Type.Boolean(),
  mails_an_hour: Type.Integer({
    minimum: 1,
    maximum: 1000,
    description: 'How many mails that ask for a confirmation go out in an hour, whoever asks.',
  }),
  version: Type.Integer(),
}
const Setting = Type.Object({
  ...switches,
  organization: Type.String({ description: 'What stands in the address of the form.' }),
  topics: Type.Array(Type.Object({ id: Id, ...Topic })),
  unconfirmed: Type.Integer({ description: 'What was asked in the last day and is not confirmed.' }),
})

export type FormSetting = {
  is_on: boolean
  takes_files: boolean
  mails_an_hour: number
  version: number
  name: string
  slug: string
  language: 'en' | 'es'
  time_zone: string
}

/** The setting of the present organization, and what the form says of it. */
export function formSetting(orgId: string): Raw<FormSetting> {
  return raw(
    `select coalesce(f.is_on, false) as is_on, coalesce(f.takes_files, true) as takes_files, coalesce(f.mails_an_hour, ${mails_an_hour}) as mails_an_hour,
       coalesce(f.version, 0) as version, o.name, o.slug, o.language, o.time_zone
     from core.organization o left join channels.public_form f on f.org_id = o.id where o.id = $1`,
    [orgId],
  )
}

type TopicRow = { id: string; name: string; team_id: string | null; category_id: string | null }

export function offeredTopics(orgId: string): Raw<TopicRow> {
  return raw(
    'select id, name, team_id, category_id from channels.form_topic where org_id = $1 and is_offered order by position, id',
    [orgId],
  )
}

export const showForm = reader({
  name: 'form.setting',
  summary: 'The public form: whether it is there, and what it offers.',
  path: '/api/form',
  output: Setting,
  permits: mayManageMail,
  run: async ({ tx, now }) => {
    const [[setting], topics, [counted]] = await tx.many(
      formSetting(tx.orgId),
      offeredTopics(tx.orgId),
      raw<{ unconfirmed: number }>(
        'select count(*) as unconfirmed from channels.form_entry where org_id = $1 and confirmed_at is null and expires_at > $2',
        [tx.orgId, now],
      ),
    )
    if (!setting) throw new Error('The organization is not there.')
    const { is_on, takes_files, version, slug } = setting
    return {
      is_on,
      takes_files,
      mails_an_hour: setting.mails_an_hour,
      version,
      organization: slug,
      topics,
      unconfirmed: counted?.unconfirmed ?? 0,
    }
  },
})

const Input = Body({
  ...switches,
  topics: Type.Array(Body({ id: Type.Optional(Id), ...Topic }), { maxItems: topics_max }),
})

export const setForm = plainAction({
  name: 'form.set',
  summary: 'Offer the public form, or take it away, and say what one may ask about.',
  path: '/api/form',
  method: 'PUT',
  input: Input,
  output: Type.Object({ version: Type.Integer() }),
  permits: mayManageMail,
  needsStepUp: true,
  run: async ({ tx, input, now }) => {
    const { is_on, takes_files, topics } = input
    if (is_on && topics.length === 0)
      throw invalid('#/topics', 'Say first what one may ask about: a form needs one topic at least.')
    for (const topic of topics) {
      await requireAssignable(tx, topic, now)
      if (topic.category_id) await requireCategory(tx, topic.category_id)
    }
    const saved = await tx.maybe(
      raw<{ version: number }>(
        `insert into channels.public_form (org_id, is_on, takes_files, mails_an_hour) select $1, $2, $3, $4 where $5::int = 0
         on conflict (org_id) do nothing returning version`,
        [tx.orgId, is_on, takes_files, input.mails_an_hour, input.version],
      ),
      // One that is there already is changed, if it still is as it was seen.
    )
    const changed =
      saved ??
      (await tx.maybe(
        raw<{ version: number }>(
          `update channels.public_form set is_on = $2, takes_files = $3, mails_an_hour = $4, version = version + 1
           where org_id = $1 and version = $5 returning version`,
          [tx.orgId, is_on, takes_files, input.mails_an_hour, input.version],
        ),
      ))
    if (!changed)
      throw conflict(
        'Somebody else changed this in the meantime. Look at the present state and decide again.',
      )
    await keepTopics(tx, topics)
    return {
      result: changed,
      audit: { is_on, takes_files, mails_an_hour: input.mails_an_hour, topics: topics.length },
    }
  },
})

/** Those that are not named any more are offered no more; what came by them keeps them. */
async function keepTopics(tx: Tx, topics: Static<typeof Input>['topics']): Promise<void> {
  const known = new Set((await tx.all(offeredTopics(tx.orgId))).map(({ id }) => id))
  const kept = topics.map((topic, position) => ({
    ...topic,
    id: topic.id !== undefined && known.has(topic.id) ? topic.id : newId(),
    position,
  }))
  if (new Set(kept.map(({ id }) => id)).size < kept.length)
    throw invalid('#/topics', 'A topic is named twice.')
  tx.send(
    raw(
      'update channels.form_topic set is_offered = false where org_id = $1 and is_offered and id <> all($2::uuid[])',
      [tx.orgId, kept.map(({ id }) => id)],
    ),
  )
  tx.send(
    raw(
      `insert into channels.form_topic (org_id, id, name, team_id, category_id, is_offered, position)
       select $1, id, name, team_id, category_id, true, position
       from jsonb_to_recordset($2::jsonb) as each (id uuid, name text, team_id uuid, category_id uuid, position int)
       on conflict (org_id, id) do update set name = excluded.name, team_id = excluded.team_id, category_id = excluded.category_id, is_offered = true, position = excluded.position`,
      [tx.orgId, JSON.stringify(kept)],
    ),
  )
}
