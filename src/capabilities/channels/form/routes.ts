/** The public form for somebody without an account. What it answers is the same for addresses that are known here. */
import multipart from '@fastify/multipart'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { App } from '../../../core/app.ts'
import { normalizeEmail } from '../../../core/people/email.ts'
import { findOrganization } from '../../../core/people/login/find-organization.ts'
import { takeTry } from '../../../core/people/throttle.ts'
import { read } from '../../../platform/db/transaction.ts'
import { placeOf } from '../../../platform/http/place-of.ts'
import { invalid, notFound, tooMany } from '../../../platform/http/problem.ts'
import { Body, Id, Line, OneOf, Text } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { createVisits } from '../../../platform/http/visits.ts'
import type { FormFile } from './compose.ts'
import { addressKey, confirmEntry, keepEntry, readConfirmation, requireSafe } from './entry.ts'
import { bitsNow, newPuzzle, requireSolved, spendPuzzle } from './puzzle.ts'
import { formSetting, offeredTopics } from './setting.ts'

const visits_max = 60
const files_max = 5
const file_bytes_max = 10 * 1024 ** 2
const all_bytes_max = 20 * 1024 ** 2
const asked_bytes_max = 100_000

const Params = Body({ organization: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }) })
const Problems = { '4xx': Type.Ref('Problem'), '5xx': Type.Ref('Problem') }
const Form = Type.Object({
  organization: Type.String(),
  language: OneOf(['en', 'es']),
  takes_files: Type.Boolean(),
  files_max: Type.Integer(),
  file_bytes_max: Type.Integer(),
  topics: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  puzzle: Type.Object(
    { token: Type.String(), nonce: Type.String(), bits: Type.Integer() },
    {
      description:
        'Find a whole number so that the SHA-256 of the nonce, a dot and the number begins with so many zero bits.',
    },
  ),
})
const Asked = Body({
  topic_id: Id,
  title: Line(150),
  body: Text(10_000, { minLength: 1 }),
  name: Line(100),
  email: Line(254),
  phone: Type.Optional(Line(40)),
  language: OneOf(['en', 'es']),
  puzzle: Type.String({ maxLength: 1000 }),
  answer: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
})
type Asked = Static<typeof Asked>

/** Mounts the form, what is sent with it, and the confirmation, which is a POST so that what fetches links confirms nothing. */
export function mountForm(http: Http, app: App): void {
  const visits = createVisits(visits_max)
  const welcome: Welcome = async (request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('x-robots-tag', 'noindex, nofollow')
    const wait_seconds = visits.count(placeOf(request.ip), app.clock.now().getTime())
    if (wait_seconds > 0) throw tooMany(wait_seconds)
    const { organization } = request.params as { organization: string }
    const orgId = await findOrganization(app, organization)
    if (orgId === undefined) throw notFound('This form')
    return orgId
  }
  http.route({
    method: 'GET',
    url: '/public/:organization/form',
    schema: {
      operationId: 'form.show',
      summary: 'The form by which anybody asks for help, where that is switched on.',
      tags: ['form'],
      params: Params,
      response: { 200: Form, ...Problems },
    },
    handler: async (request, reply) => show(app, await welcome(request, reply)),
  })
  mountAsking(http, app, welcome)
  http.route({
    method: 'POST',
    url: '/public/:organization/form/confirm',
    schema: {
      operationId: 'form.confirm',
      summary: 'Confirm by the link of the mail that one asked for help. Works once.',
      tags: ['form'],
      params: Params,
      body: Body({ link: Type.String({ minLength: 1, maxLength: 1000 }) }),
      response: { 200: Type.Object({}), ...Problems },
    },
    handler: async (request, reply) => {
      await welcome(request, reply)
      const { orgId, id } = readConfirmation(app, (request.body as { link: string }).link)
      await confirmEntry(app, orgId, id)
      return {}
    },
  })
}

type Welcome = (request: FastifyRequest, reply: FastifyReply) => Promise<string>

/** What takes the words and files; only here is anything of that form read. */
function mountAsking(http: Http, app: App, welcome: Welcome): void {
  http.register(async (scope) => {
    await scope.register(multipart, {
      limits: {
        files: files_max,
        fields: 1,
        parts: files_max + 1,
        fieldSize: asked_bytes_max,
        fileSize: file_bytes_max + 1,
        headerPairs: 50,
      },
    })
    scope.route({
      method: 'POST',
      url: '/public/:organization/form',
      schema: {
        operationId: 'form.ask',
        summary:
          'Ask for help, as multipart/form-data: first the field `asked` as JSON, then files. A link to confirm goes to the address.',
        tags: ['form'],
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 202: Type.Object({}), ...Problems },
      },
      handler: async (request, reply) => {
        const orgId = await welcome(request, reply)
        await receive(app, orgId, request).catch((error: unknown) => {
          // What was not read of a refused form would keep the next request of the same connection waiting for ever.
          request.raw.unpipe()
          request.raw.resume()
          throw error
        })
        return reply.code(202).send({})
      },
    })
  })
}

async function show(app: App, orgId: string): Promise<Static<typeof Form>> {
  const now = app.clock.now()
  return read(app.pool, orgId, async (tx) => {
    const [[setting], topics] = await tx.many(formSetting(orgId), offeredTopics(orgId))
    if (!setting?.is_on) throw notFound('This form')
    return {
      organization: setting.name,
      language: setting.language,
      takes_files: setting.takes_files,
      files_max,
      file_bytes_max: Math.min(file_bytes_max, app.config.uploadBytesMax),
      topics: topics.map(({ id, name }) => ({ id, name })),
      puzzle: newPuzzle(app, orgId, await bitsNow(tx, now), now),
    }
  })
}

/** What is cheap to refuse is refused before a file is read, and each puzzle before anything is counted. */
async function receive(app: App, orgId: string, request: FastifyRequest): Promise<void> {
  const { setting, topics } = await read(app.pool, orgId, async (tx) => {
    const [[setting], topics] = await tx.many(formSetting(orgId), offeredTopics(orgId))
    return { setting, topics }
  })
  if (!setting?.is_on) throw notFound('This form')
  if (!request.isMultipart()) throw invalid('#/asked', 'Send the form as multipart/form-data.')
  let asked: (Asked & { email: string; puzzleHash: Buffer }) | undefined
  const files: FormFile[] = []
  let bytes = 0
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      asked = await admit(app, orgId, part.value, { request, setting, topics })
      continue
    }
    if (!asked || !setting.takes_files) throw invalid('#/file', 'This form takes no files.')
    const content = await part.toBuffer()
    bytes += content.length
    if (content.length > file_bytes_max || bytes > all_bytes_max)
      throw invalid('#/file', 'The files are too large for this form.')
    files.push(await requireSafe(app, { name: part.filename ?? '', type: part.mimetype, content }))
  }
  if (!asked) throw invalid('#/asked', 'There is nothing in what you sent.')
  const { topic_id: topicId, language, puzzleHash } = asked
  await keepEntry(app, orgId, { asked: { ...asked, files }, topicId, puzzleHash, setting, language })
}

type Admitting = {
  request: FastifyRequest
  setting: { mails_an_hour: number }
  topics: readonly { id: string }[]
}

async function admit(app: App, orgId: string, given: unknown, { request, setting, topics }: Admitting) {
  const asked = parsed(given)
  const email = normalizeEmail(asked.email)
  if (email === undefined) throw invalid('#/email', 'This is not a mail address to which mail can be sent.')
  if (!topics.some(({ id }) => id === asked.topic_id))
    throw invalid('#/topic_id', 'This is not offered any more. Choose something else.')
  const puzzleHash = requireSolved(app, orgId, asked, app.clock.now())
  await spendPuzzle(app, orgId, puzzleHash)
  const [address, place] = [addressKey(email), placeOf(request.ip)]
  await takeTry(
    app,
    orgId,
    [
      { key: `form:address:${address}`, tries_max: 2, window_minutes: 60 },
      { key: `form:address-day:${address}`, tries_max: 4, window_minutes: 24 * 60 },
      // A whole hospital may stand behind one address.
      { key: `form:place:${place}`, tries_max: 20, window_minutes: 60 },
      { key: 'form:all', tries_max: setting.mails_an_hour, window_minutes: 60 },
    ],
    { address: request.ip, personId: null },
  )
  return { ...asked, email, puzzleHash }
}

function parsed(given: unknown): Asked {
  let asked: unknown
  try {
    asked = JSON.parse(String(given))
  } catch {
    throw invalid('#/asked', 'What you sent cannot be read.')
  }
  if (Value.Check(Asked, asked)) return asked
  const [error] = Value.Errors(Asked, asked)
  throw invalid(`#${error?.instancePath || '/asked'}`, 'Something is missing here, or it is too long.')
}
