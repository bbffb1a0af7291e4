/**
 * The first start of an installation without an organization: a page that makes one, guarded by a one-time code
 * printed on the terminal, or settings that make it unattended.
 */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import type { App } from '../core/app.ts'
import { timeZoneOf } from '../core/organization/settings.ts'
import { normalizeEmail } from '../core/people/email.ts'
import { requireGoodPassword } from '../core/people/login/password-rules.ts'
import { createOrganization } from '../core/people/setup.ts'
import { ConfigError } from '../platform/config/config.ts'
import {
  conflict,
  type FieldError,
  invalid,
  invalidFields,
  notFound,
  Problem,
  tooMany,
} from '../platform/http/problem.ts'
import { Body, Line, OneOf } from '../platform/http/schema.ts'
import type { Http } from '../platform/http/server.ts'
import { hashToken } from '../platform/secrets/signing.ts'

export type FirstRunOptions = {
  /** Loads the demo hospital. */
  seedDemo(app: App): Promise<unknown>
  /** Whether privileged actions of the new organization need a second step; `privileged` unless given. */
  secondFactor?: 'optional' | 'privileged'
}

const tries_max = 10
const window_ms = 15 * 60_000

/** True when there is no organization yet. */
export async function isSetUpNeeded(app: Pick<App, 'pool'>): Promise<boolean> {
  const { rows } = await app.pool.query<{ count: string | number }>(
    'select core.count_organizations() as count',
  )
  return Number(rows[0]?.count) === 0
}

/**
 * Makes the organization and its administrator from WARDLINE_ADMIN_EMAIL, WARDLINE_ADMIN_PASSWORD and
 * WARDLINE_ORGANIZATION. Does nothing when there is one already, so that every start may call it; answers
 * whether it made one. Throws a ConfigError for a password that will not do.
 */
export async function setUpUnattended(
  app: App,
  options: Pick<FirstRunOptions, 'secondFactor'> = {},
): Promise<boolean> {
  const { adminEmail, adminPassword, organization } = app.config
  if (adminEmail === undefined || adminPassword === undefined || !(await isSetUpNeeded(app))) return false
  const email = normalizeEmail(adminEmail)
  if (email === undefined) throw new ConfigError('WARDLINE_ADMIN_EMAIL must be an e-mail address.')
  const name = organization ?? 'Wardline'
  try {
    requireGoodPassword(adminPassword, { name: '', email, organization: name })
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
    await createOrganization(
      app.pool,
      {
        name,
        slug: slugOf(name),
        timeZone,
        language: 'en',
        admin: { name: 'Administrator', email, password: adminPassword },
        secondFactor: options.secondFactor ?? 'privileged',
        isFirst: true,
      },
      app.clock.now(),
    )
  } catch (error) {
    if (error instanceof Problem && error.status === 422)
      throw new ConfigError(`WARDLINE_ADMIN_PASSWORD will not do. ${error.message}`)
    // Another server of the same installation was faster.
    if (error instanceof Problem && error.status === 409) return false
    throw error
  }
  return true
}

/** The short name of an organization, as it stands in addresses. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 63)
      .replace(/-+$/, '') || 'main'
  )
}

/** Twelve letters and digits that cannot be mistaken for each other, in three groups: some 59 random bits. */
export function createSetupCode(): string {
  const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
  const letters = Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return letters.replace(/(.{4})(?=.)/g, '$1-')
}

const SetUp = Body({
  code: Type.String({ minLength: 1, maxLength: 100, description: 'The code that the terminal shows.' }),
  demo: Type.Optional(Type.Boolean({ description: 'Load the demo hospital instead.' })),
  organization: Type.Optional(
    Body({
      name: Line(200),
      slug: Type.String({
        pattern: '^[a-z0-9][a-z0-9-]{0,62}$',
        description: 'The short name in addresses.',
      }),
      time_zone: Type.String({ maxLength: 100 }),
      language: OneOf(['en', 'es']),
    }),
  ),
  admin: Type.Optional(
    Body({ name: Line(200), email: Line(320), password: Type.String({ minLength: 1, maxLength: 1024 }) }),
  ),
})

/**
 * Mounts /api/setup. `code` is what the terminal showed; only its hash is kept. As soon as there is an
 * organization, posting answers 404 whatever is sent.
 */
export function mountFirstRun(http: Http, app: App, code: string, options: FirstRunOptions): void {
  const expected = Buffer.from(hashToken(plain(code)))
  let isDone = false
  let isBusy = false
  const isOver = async () => {
    isDone ||= !(await isSetUpNeeded(app))
    return isDone
  }
  const tries = countTries(app)

  http.get(
    '/api/setup',
    {
      schema: {
        operationId: 'setup.show',
        summary: 'Whether this installation still waits for its first organization.',
        tags: ['setup'],
        response: { 200: Type.Object({ isNeeded: Type.Boolean() }), default: Type.Ref('Problem') },
      },
    },
    async () => ({ isNeeded: !(await isOver()) }),
  )

  http.post(
    '/api/setup',
    {
      schema: {
        operationId: 'setup.run',
        summary: 'Make the first organization with its administrator, or load the demo hospital.',
        tags: ['setup'],
        body: SetUp,
        response: { 200: Type.Object({ isNeeded: Type.Literal(false) }), default: Type.Ref('Problem') },
      },
    },
    async (request) => {
      if (await isOver()) throw notFound()
      tries.take()
      if (!timingSafeEqual(Buffer.from(hashToken(plain(request.body.code))), expected))
        throw invalid('#/code', 'This is not the code that the terminal shows.')
      tries.forgive()
      if (isBusy) throw conflict('Setting up is on its way. Wait a moment.')
      isBusy = true
      try {
        if (request.body.demo) await options.seedDemo(app)
        else await makeFirst(app, request.body, options)
      } finally {
        isBusy = false
      }
      isDone = true
      return { isNeeded: false as const }
    },
  )
}

type SetUpInput = {
  organization?: { name: string; slug: string; time_zone: string; language: 'en' | 'es' }
  admin?: { name: string; email: string; password: string }
}

async function makeFirst(
  app: App,
  { organization, admin }: SetUpInput,
  options: FirstRunOptions,
): Promise<void> {
  const missing: FieldError[] = []
  if (!organization) missing.push({ pointer: '#/organization', detail: 'This is missing.' })
  if (!admin) missing.push({ pointer: '#/admin', detail: 'This is missing.' })
  if (!organization || !admin) throw invalidFields(missing)
  const timeZone = timeZoneOf(organization.time_zone, '#/organization/time_zone')
  const email = normalizeEmail(admin.email)
  if (email === undefined) throw invalid('#/admin/email', 'This is not an e-mail address.')
  const context = { name: admin.name, email, organization: organization.name }
  requireGoodPassword(admin.password, context, '#/admin/password')
  await createOrganization(
    app.pool,
    {
      name: organization.name,
      slug: organization.slug,
      language: organization.language,
      timeZone,
      admin: { ...admin, email },
      secondFactor: options.secondFactor ?? 'privileged',
      isFirst: true,
    },
    app.clock.now(),
  )
}

// There is no organization yet whose rows could count tries, so they are counted here, for everybody together.
function countTries(app: Pick<App, 'clock'>): { take(): void; forgive(): void } {
  let window_at = 0
  let tries = 0
  return {
    take() {
      const now_ms = app.clock.now().getTime()
      if (now_ms - window_at >= window_ms) {
        window_at = now_ms
        tries = 0
      }
      tries += 1
      if (tries > tries_max) throw tooMany(Math.ceil((window_at + window_ms - now_ms) / 1000))
    },
    forgive() {
      tries -= 1
    },
  }
}

function plain(code: string): string {
  return code.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
