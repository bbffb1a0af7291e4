/** Making a passkey for oneself. */
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { loginOf } from '../../../core/people/login/login.ts'
import { length_max } from '../../../core/people/login/password-rules.ts'
import { proveForFactor, renew } from '../../../core/people/login/proof-routes.ts'
import { makeRecoveryCodes } from '../../../core/people/login/second-factor.ts'
import { mailNotice } from '../../../core/people/mails.ts'
import type { Sessions } from '../../../core/people/session.ts'
import { sendCookie } from '../../../core/people/session-cookie.ts'
import { endSessions, storeOr } from '../../../core/people/store.ts'
import { raw, read, type Tx, write } from '../../../platform/db/transaction.ts'
import { conflict } from '../../../platform/http/problem.ts'
import { Body, Id, Line, Nullable } from '../../../platform/http/schema.ts'
import type { FastifyRequest, Http } from '../../../platform/http/server.ts'
import { newId } from '../../../platform/id/id.ts'
import { begin, over, resume, spend } from '../ceremony.ts'
import { Begun, CeremonyText, Made, type MadeAnswer } from './answers.ts'
import { requireSite, type Site } from './site.ts'
import { handleOf, type PasskeyHeld, passkeyKind, passkeysOf } from './verify.ts'

const passkeys_max = 20
/** EdDSA, ES256 and RS256, as COSE numbers them: what devices have. */
const algorithms = [-8, -7, -257]

export function mountRegister(http: Http, app: App, sessions: Sessions): void {
  mountBegin(http, app, sessions)
  mountFinish(http, app, sessions)
}

function mountBegin(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/passkeys/begin',
    {
      onRequest: sessions.requireOwing,
      schema: {
        operationId: 'passkeys.begin',
        summary: 'Begin to make a passkey; without a second step the password is asked for first.',
        tags: ['passkeys'],
        body: Body({ password: Type.Optional(Type.String({ minLength: 1, maxLength: length_max })) }),
        response: { 200: Begun, default: Type.Ref('Problem') },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticateOwing(request)
      const site = requireSite(app, request)
      const { login, person, passkeys } = await read(app.pool, actor.orgId, async (tx) => ({
        login: await tx.one(loginOf(app, actor.orgId, actor.personId)),
        person: await tx.one(personOf(actor)),
        passkeys: await tx.all(passkeysOf(actor.orgId, actor.personId, site)),
      }))
      await proveForFactor(app, actor, login, request.body.password)
      if (passkeys.length >= passkeys_max)
        throw conflict('You have as many passkeys as there may be. Remove one first.')
      const options = await generateRegistrationOptions({
        rpName: person.organization,
        rpID: site.rpId,
        userID: new Uint8Array(handleOf(actor.personId)),
        userName: person.email ?? person.name,
        userDisplayName: person.name,
        attestationType: 'none',
        supportedAlgorithmIDs: algorithms,
        excludeCredentials: passkeys.map(({ credential_id, transports }) => ({
          id: credential_id,
          transports,
        })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      const held: PasskeyHeld = {
        challenge: options.challenge,
        use: 'register',
        person: actor.personId,
        session: actor.sessionId ?? '',
      }
      return {
        ceremony: begin(app, request, reply, { orgId: actor.orgId, kind: passkeyKind, held }),
        options: options as unknown as Record<string, unknown>,
      }
    },
  )
}

function mountFinish(http: Http, app: App, sessions: Sessions): void {
  http.post(
    '/api/passkeys',
    {
      onRequest: sessions.requireOwing,
      schema: {
        operationId: 'passkeys.create',
        summary: 'Keep the passkey that the browser made. The first one comes with recovery codes.',
        tags: ['passkeys'],
        body: Body({ ceremony: CeremonyText, name: Line(100), answer: Made }),
        response: {
          200: Type.Object({
            id: Id,
            recovery_codes: Nullable(
              Type.Array(Type.String(), {
                description: 'Shown this once; none when there are some already.',
              }),
            ),
          }),
          default: Type.Ref('Problem'),
        },
      },
    },
    async (request, reply) => {
      const actor = await sessions.authenticateOwing(request)
      const site = requireSite(app, request)
      const ceremony = resume<PasskeyHeld>(app, request, passkeyKind, request.body.ceremony)
      const { held } = ceremony
      if (held.use !== 'register' || held.person !== actor.personId || held.session !== actor.sessionId)
        throw over()
      await write(app.pool, actor.orgId, (tx) => spend(app, tx, ceremony))
      const made = await verified(site, held, request.body.answer as unknown as MadeAnswer)
      const done = await write(app.pool, actor.orgId, (tx) =>
        keep(app, tx, request, actor, { ...made, site, name: request.body.name }),
      )
      sessions.forget(actor.sessionId ?? undefined)
      if (done.cookie !== undefined) sendCookie(app, request, reply, done.cookie)
      return { id: done.id, recovery_codes: done.codes }
    },
  )
}

async function verified(site: Site, held: PasskeyHeld, answer: MadeAnswer) {
  const result = await verifyRegistrationResponse({
    response: { ...answer, clientExtensionResults: {} },
    expectedChallenge: held.challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
    // The library throws for each way in which an answer can be wrong; none of them is a defect of ours.
  }).catch(() => undefined)
  if (!result?.verified) throw conflict('The device’s answer could not be confirmed. Begin again.')
  const { credential, credentialBackedUp } = result.registrationInfo
  return { credential, isSynced: credentialBackedUp, transports: answer.response.transports ?? [] }
}

type Kept = Awaited<ReturnType<typeof verified>> & { site: Site; name: string }

/** Stores it. The first second step ends all other sessions, and this one goes on under a new token. */
async function keep(app: App, tx: Tx, request: FastifyRequest, actor: Actor, made: Kept) {
  const now = app.clock.now().toISOString()
  const before = await tx.one(loginOf(app, actor.orgId, actor.personId))
  const id = newId()
  await storeOr(
    tx,
    raw(
      `insert into core.passkey (org_id, id, person_id, credential_id, public_key, counter, rp_id, transports, is_synced, name, created_at)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`,
      [
        tx.orgId,
        id,
        actor.personId,
        made.credential.id,
        Buffer.from(made.credential.publicKey),
        made.credential.counter,
        made.site.rpId,
        made.transports,
        made.isSynced,
        made.name.trim(),
        now,
      ],
    ),
    { passkey_org_id_credential_id_key: () => conflict('This passkey is kept here already.') },
  )
  tx.send(audit(actor, now, 'passkey_added', { passkey: id }))
  await mailNotice(app, tx, 'signInFactorAdded', actor.personId, now)
  if (before.has_factor) return { id, codes: null, cookie: undefined }
  const codes = makeRecoveryCodes(tx, app.config.secret, actor.personId)
  await endSessions(app, tx, actor.personId, now)
  const login = await tx.one(loginOf(app, actor.orgId, actor.personId))
  return { id, codes, cookie: renew(app, tx, request, login) }
}

function personOf(actor: Actor) {
  return raw<{ name: string; email: string | null; organization: string }>(
    'select p.name, p.email, g.name as organization from core.person p join core.organization g on g.id = p.org_id where p.org_id = $1 and p.id = $2',
    [actor.orgId, actor.personId],
  )
}
