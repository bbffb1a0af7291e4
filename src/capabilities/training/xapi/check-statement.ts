/** Whether a statement is as xAPI 1.0.3 asks. */

import { activity, extensions, languageMap } from './check-activity.ts'
import { actor, agent, group } from './check-actor.ts'
import {
  asObject,
  below,
  boolean,
  type Check,
  isObject,
  type Json,
  listOf,
  oneOf,
  refuse,
  shape,
  string,
} from './check-parts.ts'
import { durationMinutes, isIri, isIrl, isLanguage, isMediaType, isSha2, isUuid, timeOf } from './grammar.ts'

const uuid = string('a UUID', isUuid)
const iri = string('an IRI', isIri)
const time = string('a time of ISO 8601', (text) => timeOf(text) !== undefined)
export const voided = 'http://adlnet.gov/expapi/verbs/voided'

const verb: Check = (value, at) => void shape(value, at, { id: iri, display: languageMap }, ['id'])

const reference: Check = (value, at) =>
  void shape(value, at, { objectType: oneOf('StatementRef'), id: uuid }, ['objectType', 'id'])

const number: Check = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) refuse(at, 'This has to be a number.')
}

const score: Check = (value, at) => {
  const given = shape(value, at, { scaled: number, raw: number, min: number, max: number })
  const { scaled, raw, min, max } = given as { scaled?: number; raw?: number; min?: number; max?: number }
  if (scaled !== undefined && Math.abs(scaled) > 1)
    refuse(below(at, 'scaled'), 'This has to be from -1 to 1.')
  if (min !== undefined && max !== undefined && min >= max)
    refuse(below(at, 'min'), 'The least has to be below the most.')
  if (raw !== undefined && ((min !== undefined && raw < min) || (max !== undefined && raw > max)))
    refuse(below(at, 'raw'), 'This has to be from the least to the most.')
}

const result: Check = (value, at) =>
  void shape(value, at, {
    score,
    success: boolean,
    completion: boolean,
    response: string(),
    duration: string('a duration of ISO 8601', (text) => durationMinutes(text) !== undefined),
    extensions,
  })

const activities: Check = (value, at) =>
  Array.isArray(value) ? listOf(activity, 100)(value, at) : activity(value, at)

const contextActivities: Check = (value, at) =>
  void shape(value, at, { parent: activities, grouping: activities, category: activities, other: activities })

const context: Check = (value, at) =>
  void shape(value, at, {
    registration: uuid,
    instructor: actor,
    team: group,
    contextActivities,
    revision: string(),
    platform: string(),
    language: string('a language of RFC 5646', isLanguage),
    statement: reference,
    extensions,
  })

const attachment: Check = (value, at) =>
  void shape(
    value,
    at,
    {
      usageType: iri,
      display: languageMap,
      description: languageMap,
      contentType: string('a media type', isMediaType),
      length: (length, place) => {
        if (!Number.isSafeInteger(length) || (length as number) < 0)
          refuse(place, 'This has to be a whole number.')
      },
      sha2: string('a hash of SHA-2', isSha2),
      fileUrl: string('an IRL', isIrl),
    },
    ['usageType', 'display', 'contentType', 'length', 'sha2'],
  )

/** Who vouches for it: an agent, or an application together with an agent. */
const authority: Check = (value, at) => {
  const given = asObject(value, at)
  if (given.objectType !== 'Group') return agent(value, at)
  group(value, at)
  for (const key of ['mbox', 'mbox_sha1sum', 'openid', 'account'])
    if (Object.hasOwn(given, key)) refuse(below(at, key), 'A group that vouches has no name of its own.')
  if (!Array.isArray(given.member) || given.member.length !== 2)
    refuse(below(at, 'member'), 'A group that vouches has exactly two members.')
}

const common = { actor, verb, result, context, timestamp: time, attachments: listOf(attachment, 100) }

/** A statement inside of one: without what only a stored one has, and without another one in it. */
const subStatement: Check = (value, at) => {
  const given = shape(
    value,
    at,
    {
      ...common,
      objectType: oneOf('SubStatement'),
      object: (object, place) => {
        if (isObject(object) && object.objectType === 'SubStatement')
          refuse(place, 'A statement inside of another one holds no further one.')
        target(object, place)
      },
    },
    ['actor', 'verb', 'object', 'objectType'],
  )
  requireActivity(given, at)
}

/** What a statement is about. */
const target: Check = (value, at) => {
  const { objectType = 'Activity' } = asObject(value, at)
  if (objectType === 'Activity') activity(value, at)
  else if (objectType === 'Agent') agent(value, at)
  else if (objectType === 'Group') group(value, at)
  else if (objectType === 'StatementRef') reference(value, at)
  else if (objectType === 'SubStatement') subStatement(value, at)
  else
    refuse(
      below(at, 'objectType'),
      'This has to be one of Activity, Agent, Group, StatementRef, SubStatement.',
    )
}

/** Which revision, and on which platform, is told of activities alone. */
function requireActivity(given: Json, at: string): void {
  const { objectType = 'Activity' } = given.object as Json
  if (objectType === 'Activity' || !isObject(given.context)) return
  for (const key of ['revision', 'platform'])
    if (Object.hasOwn(given.context, key)) refuse(`${at}/context/${key}`, 'This is told of activities alone.')
}

/**
 * Checks one statement as it came out of JSON. Throws StatementRefused with the first place that is wrong. What is not
 * in the specification is wrong, whatever its case; `null` stands nowhere but in extensions.
 */
export function checkStatement(value: unknown): asserts value is Statement {
  const given = shape(
    value,
    '#',
    {
      ...common,
      id: uuid,
      object: target,
      stored: time,
      authority,
      version: string('version 1.0', (text) => /^1\.0(?:\.\d{1,4})?$/.test(text)),
    },
    ['actor', 'verb', 'object'],
  )
  requireActivity(given, '#')
  const isVoiding = (given.verb as Json).id === voided
  if (isVoiding && (given.object as Json).objectType !== 'StatementRef')
    refuse('#/object/objectType', 'What voids names the statement that it voids.')
}

export type Agent = {
  objectType?: string
  name?: string
  mbox?: string
  mbox_sha1sum?: string
  openid?: string
  account?: { homePage: string; name: string }
}
/** What of a checked statement is read here; the rest is kept as it came. */
export type Statement = {
  id?: string
  actor: Agent & { member?: Agent[] }
  verb: { id: string; display?: Record<string, string> }
  object: { objectType?: string; id?: string }
  result?: {
    success?: boolean
    completion?: boolean
    duration?: string
    score?: { scaled?: number; raw?: number; min?: number; max?: number }
  }
  context?: { registration?: string }
  attachments?: unknown
  timestamp?: string
  stored?: string
  authority?: unknown
  version?: string
}
