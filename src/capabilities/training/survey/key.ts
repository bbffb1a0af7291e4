/**
 * The key of a survey that runs. By it whoever answered finds their answers again and can change them; nothing in the
 * database says whose an answer is without it. It lies sealed, and is gone when the survey has ended.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { App } from '../../../core/app.ts'
import { type SealedPlace, seal, unseal } from '../../../core/people/login/seal.ts'
import { secretsOf } from '../../../platform/secrets/secrets.ts'

const purpose = 'needs survey'
const key_bytes = 32
const ownerOf = (orgId: string, id: string) => `${orgId} ${id}`

export const sealedSurveyKeys: SealedPlace = {
  table: 'training.needs_survey',
  column: 'key_sealed',
  id: 'id',
  purpose,
  ownerOf,
}

export function newKey(app: App, orgId: string, surveyId: string): Buffer {
  return seal(
    app.config.secret,
    purpose,
    ownerOf(orgId, surveyId),
    randomBytes(key_bytes).toString('base64url'),
  )
}

/** Under which key an answer of the person lies; `what` is the competency, or the wish. */
export type KeyOf = (personId: string, what: string) => Buffer

export function openKey(app: App, orgId: string, surveyId: string, sealed: Buffer): KeyOf {
  const key = unseal(secretsOf(app.config), purpose, ownerOf(orgId, surveyId), Buffer.from(sealed))
  return (personId, what) => createHmac('sha256', key).update(`${personId} ${what}`).digest()
}
