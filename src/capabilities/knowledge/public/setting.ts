/** Whether anybody may read the public articles without signing in. Off until the organization says otherwise. */
import { Type } from 'typebox'
import { plainAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { reader } from '../../../core/registry.ts'
import { type Raw, raw } from '../../../platform/db/transaction.ts'
import { Body } from '../../../platform/http/schema.ts'

const Setting = {
  is_on: Type.Boolean({ description: 'Articles for everybody are read without signing in.' }),
  may_index: Type.Boolean({ description: 'Search engines may list them.' }),
}

/** The setting of the present organization; `name` and `language` come with it. */
export function publicSetting(orgId: string): Raw<{
  is_on: boolean
  may_index: boolean
  name: string
  language: string
}> {
  return raw(
    `select coalesce((settings #>> '{public_articles,is_on}')::boolean, false) as is_on,
       coalesce((settings #>> '{public_articles,may_index}')::boolean, false) as may_index, name, language
     from core.organization where id = $1`,
    [orgId],
  )
}

export const showPublic = reader({
  name: 'knowledge.public_setting',
  summary: 'Whether public articles are read without signing in.',
  path: '/api/articles/public-setting',
  output: Type.Object(Setting),
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx }) => {
    const { is_on, may_index } = await tx.one(publicSetting(tx.orgId))
    return { is_on, may_index }
  },
})

export const setPublic = plainAction({
  name: 'knowledge.set_public',
  summary: 'Let everybody read the public articles without signing in, or stop it.',
  path: '/api/articles/public-setting',
  method: 'PUT',
  input: Body(Setting),
  output: Type.Object(Setting),
  permits: (actor) => may(actor, 'organization.manage'),
  run: async ({ tx, input }) => {
    const result = { is_on: input.is_on, may_index: input.is_on && input.may_index }
    tx.send(
      raw(
        "update core.organization set settings = jsonb_set(settings, '{public_articles}', $2::jsonb) where id = $1",
        [tx.orgId, JSON.stringify(result)],
      ),
    )
    return { result, audit: result }
  },
})
