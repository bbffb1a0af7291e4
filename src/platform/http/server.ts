/** The web server: validation, problem documents, request ids, safe headers. It knows no domain. */
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { SecureContextOptions } from 'node:tls'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import type { Logger } from 'pino'
import { refuseForeignWrites } from './foreign-writes.ts'
import {
  type FieldError,
  invalidFields,
  notFound,
  Problem,
  ProblemDocument,
  toDocument,
  unavailable,
} from './problem.ts'
import { safeHeaders, stayEncrypted } from './safe-headers.ts'
import { plainSerializer, type SerializerCompiler } from './serializer.ts'
import { answerUnreadable, isBrokenForm, unreadableAddress } from './unreadable.ts'
import { validatorCompiler } from './validator.ts'

export type Http = ReturnType<typeof createHttp>

const body_bytes_max = 1024 * 1024
const hang_up_ms = 100

/** Makes the server; routes are added by the caller, who also listens. */
export function createHttp(options: {
  log: Logger
  trustProxy: boolean | string[]
  /** Certificate and key, when this server ends TLS itself. */
  tls?: SecureContextOptions | undefined
  /** How an answer becomes JSON, given its schema; the tests check it on the way. */
  serializer?: SerializerCompiler
}) {
  const http = Fastify({
    // Spread as a plain object: what is served by it is the same in both cases.
    ...((options.tls ? { https: options.tls } : {}) as object),
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: body_bytes_max,
    genReqId: () => randomUUID(),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) => {
      sendProblem(request, reply.headers(safeHeaders), unreadableAddress(error.statusCode))
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  http.addSchema(ProblemDocument)
  http.setValidatorCompiler(validatorCompiler() as never)
  http.setSerializerCompiler((options.serializer ?? plainSerializer) as never)
  // JSON alone is read, so that no plain form of another site is.
  http.removeContentTypeParser('text/plain')
  http.register(cookie)
  http.setErrorHandler(answerError)
  http.setNotFoundHandler((request, reply) => sendProblem(request, reply, notFound('This address')))
  http.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders)
    if (request.protocol === 'https') reply.header('strict-transport-security', stayEncrypted)
  })
  http.addHook('onRequest', async (request) => refuseForeignWrites(request))
  hangUpOnClosing(http.server, (close) => http.addHook('preClose', close))
  return http
}

/**
 * A connection whose last request is answered while the server closes stays open for the client's next one, for
 * more than a minute. Nobody will answer that one, so that such connections are closed as they become idle.
 */
function hangUpOnClosing(server: Server, whenClosing: (run: () => Promise<void>) => void): void {
  whenClosing(async () => {
    const hangingUp = setInterval(() => server.closeIdleConnections(), hang_up_ms)
    server.once('close', () => clearInterval(hangingUp))
  })
}

function answerError(
  error: FastifyError | Problem | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  return sendProblem(request, reply, toProblem(error, request))
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): unknown {
  return reply
    .status(problem.status)
    .headers(problem.headers)
    .type('application/problem+json')
    .serializer((value) => JSON.stringify(value))
    .send(toDocument(problem, request.id))
}

/** The problem that any failure is answered with; a defect is logged on the way. */
export function toProblem(error: FastifyError | Problem | Error, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if ('validation' in error && error.validation) {
    const body = error.validationContext === 'body' ? request.body : undefined
    return invalidFields(error.validation.slice(0, 50).map((each) => fieldError(each, body)))
  }
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status !== undefined && status >= 400 && status < 500) return fromFastify(status, error as FastifyError)
  if (isBrokenForm(error))
    return new Problem(
      400,
      'broken-form',
      'The file did not arrive whole',
      'The upload broke off. Send the file again.',
    )
  if (isDatabaseGone(error)) return unavailable()
  const stored = fromDatabase(error as { code?: string; constraint?: string })
  if (stored) return stored
  // The message of an unexpected error can hold what the user wrote, so only its name and place are logged.
  request.log.error(
    {
      failure: error.name,
      code: (error as { code?: string }).code,
      stack: error.stack?.split('\n').slice(1, 12),
    },
    'request failed',
  )
  return new Problem(
    500,
    'defect',
    'Something went wrong',
    'This is a fault in Wardline, not in what you did. Give the reference below to support.',
  )
}

function fromFastify(status: number, error: FastifyError): Problem {
  if (status === 413) return new Problem(413, 'too-large', 'Too large', 'What you sent is too large.')
  if (status === 415)
    return new Problem(
      415,
      'media-type',
      'Wrong kind of content',
      'Send JSON with the content type application/json.',
    )
  return new Problem(
    status,
    'bad-request',
    'The request could not be read',
    error.code === 'FST_ERR_CTP_INVALID_JSON_BODY'
      ? 'The request is not valid JSON.'
      : 'The request could not be read.',
  )
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
])
function isDatabaseGone(error: Error): boolean {
  const code = (error as { code?: string }).code
  return (
    (code !== undefined && connectionCodes.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  )
}

// What the database refuses although the schemas let it pass.
function fromDatabase(error: { code?: string; constraint?: string }): Problem | undefined {
  if (error.code === '53100')
    return new Problem(
      507,
      'disk-full',
      'The disk is full',
      'Nothing was saved, because the disk of the server is full. Tell the administrator.',
    )
  if (error.code === '22021' || error.code === '22P05')
    return new Problem(
      422,
      'invalid',
      'Please check what you entered',
      'The text holds a character that cannot be stored.',
    )
  if (error.code === '55P03' || error.code === '40P01' || error.code === '57014')
    return new Problem(
      503,
      'busy',
      'Busy right now',
      'Somebody else is changing the same thing. Try again in a moment.',
      { headers: { 'retry-after': '1' } },
    )
  if (error.code === '23503') {
    // Keys are named after their columns, and those after the fields of the request.
    const field = /_org_id_(\w+)_fkey\d*$/.exec(error.constraint ?? '')?.[1]
    const detail = 'Something that you chose does not exist any more.'
    return field === undefined
      ? new Problem(422, 'invalid', 'Please check what you entered', detail)
      : invalidFields([{ pointer: `#/${field}`, detail }])
  }
  return undefined
}

type Validation = NonNullable<FastifyError['validation']>[number]

function fieldError(error: Validation, body: unknown): FieldError {
  const missing = error.keyword === 'required' ? `/${String(error.params.missingProperty)}` : ''
  const extra = error.keyword === 'additionalProperties' ? `/${String(error.params.additionalProperty)}` : ''
  return { pointer: `#${error.instancePath}${missing}${extra}`, detail: sentenceFor(error, body) }
}

function sentenceFor(error: Validation, body: unknown): string {
  const limit = String(error.params.limit ?? '')
  switch (error.keyword) {
    case 'required':
      return 'This is missing.'
    case 'additionalProperties':
      return 'This field is not known here.'
    case 'maxLength':
      return `This is too long; at most ${limit} characters.`
    case 'minLength':
      return 'This may not be empty.'
    case 'format':
      return error.params.format === 'uuid'
        ? 'This is not a valid reference.'
        : `This is not a valid ${String(error.params.format)}.`
    case 'enum':
      return choices(error.params.allowedValues, valueAt(body, error.instancePath))
    case 'minimum':
      return `This must be at least ${limit}.`
    case 'maximum':
      return `This must be at most ${limit}.`
    case 'pattern':
      return 'This is empty or holds characters that are not possible here.'
    case 'maxItems':
      return `Too many; at most ${limit}.`
    default:
      return 'This value is not possible here.'
  }
}

const choices_max = 30

/** Which word is not possible, and what is instead; of a list that nobody would read to its end only that there is one. */
function choices(allowed: unknown, given: unknown): string {
  const words = Array.isArray(allowed) ? allowed.filter((word) => typeof word === 'string') : []
  if (words.length === 0 || words.length > choices_max) return 'This is not one of the possible values.'
  const possible = words.join(', ')
  // A short word alone is repeated: more would only be echoed.
  if (typeof given === 'string' && /^[\w -]{1,40}$/.test(given))
    return `“${given}” is not one of the possible values: ${possible}.`
  return `This is not one of the possible values: ${possible}.`
}

/** What stands in the body at a place as the validator names it: /content/deeds/0/move. */
function valueAt(body: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      body,
    )
}

export type { FastifyReply, FastifyRequest }
