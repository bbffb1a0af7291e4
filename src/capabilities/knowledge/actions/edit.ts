import { Type } from 'typebox'
import { type Changes, recordAction } from '../../../core/action.ts'
import { may } from '../../../core/actor.ts'
import { forbidden } from '../../../platform/http/problem.ts'
import { Body, Line, Text } from '../../../platform/http/schema.ts'
import { articleOf, saveVersion, versionOf } from '../article.ts'
import { articleLife, body_length_max } from '../lifecycle.ts'
import { keepFiles } from '../pictures.ts'
import {
  Beside,
  besideOf,
  differing,
  requireKnown,
  requireOwner,
  requireReview,
  storeBeside,
} from './beside.ts'

const Output = Type.Object({ latest_version: Type.Integer() })

/** True while readers see another text than the latest: that somebody writes is for writers to know. */
const isUnread = (state: string) => state !== 'not_validated'

/**
 * Saves a text as a new version and changes what stands beside it. Readers of a validated article keep the
 * validated version; only its audience, place in the shelves and review date change at once.
 */
export const edit = recordAction({
  name: 'knowledge.edit',
  summary: 'Edit an article; each save is a version of its own.',
  life: articleLife,
  input: Body({
    title: Type.Optional(Line(500)),
    body: Type.Optional(Text(body_length_max)),
    note: Type.Optional(Text(500, { description: 'What was changed and why.' })),
    ...Beside,
  }),
  output: Output,
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async (context) => {
    const { tx, actor, input, record } = context
    const article = await articleOf(tx, record)
    const latest = await versionOf(tx, record.org_id, record.id, article.latest_version)
    const beside = besideOf(input, article)
    const fields = differing(article, beside)
    const isValidated = record.state === 'validated'
    if (isValidated && fields.includes('audience') && !may(actor, 'knowledge.publish'))
      throw forbidden('Only who may publish may change who reads a validated article.')
    requireReview(actor, article, beside)
    await requireKnown(tx, input)
    await requireOwner(tx, input.owner_id, record.owner_id, context.now)
    const title = input.title ?? latest.title
    const body = input.body ?? latest.body
    const isNewText = title !== latest.title || body !== latest.body
    // Before the text, so that what readers are shown at once has its pictures.
    if (isNewText) await keepFiles(tx, actor, record, body, context.now)
    const version = isNewText
      ? saveVersion(context, article, { title, body, note: input.note ?? '' })
      : article.latest_version
    if (fields.length > 0) await storeBeside(tx, record.id, beside)
    const changes: Changes = {
      // The record's title is what readers see, so a validated article keeps the validated one.
      ...(isValidated ? {} : { title }),
      ...(isValidated && fields.includes('audience') ? { audience: beside.audience } : {}),
      ...(input.owner_id === undefined ? {} : { owner_id: input.owner_id }),
      ...(input.tags === undefined ? {} : { tags: [...new Set(input.tags)] }),
    }
    return {
      result: { latest_version: version },
      changes,
      facts: { ...(isNewText ? { version } : {}), ...(fields.length > 0 ? { beside: fields } : {}) },
      isInternal: isUnread(record.state),
    }
  },
})

/** Brings the text of an old version back, as a new version on top. */
export const restoreVersion = recordAction({
  name: 'knowledge.restore_version',
  summary: 'Bring an old version back as the newest one.',
  life: articleLife,
  input: Body({ version: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }),
  output: Output,
  permits: (actor) => may(actor, 'knowledge.write'),
  run: async (context) => {
    const { tx, input, record } = context
    const article = await articleOf(tx, record)
    const old = await versionOf(tx, record.org_id, record.id, input.version)
    const version = saveVersion(context, article, {
      title: old.title,
      body: old.body,
      note: `Version ${old.version} again.`,
    })
    return {
      result: { latest_version: version },
      changes: record.state === 'validated' ? {} : { title: old.title },
      facts: { version, from: old.version },
      isInternal: isUnread(record.state),
    }
  },
})
