import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** The levels that LOG_LEVEL may name, most talkative first. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

// Whatever an object is called on its way into the log, these keys never leave in clear at the top level or
// one level down, and a request's or response's headers and body not at all.
const secretKeys = [
  'authorization',
  'cookie',
  'password',
  'newPassword',
  'secret',
  'token',
  'body',
  'databaseUrl',
  'databaseAppUrl',
  'adminPassword',
  'smtpUrl',
]

const redactedPaths = [
  ...secretKeys,
  ...secretKeys.map((key) => `*.${key}`),
  ...['authorization', 'cookie', '["set-cookie"]'].flatMap((header) => {
    const path = header.startsWith('[') ? header : `.${header}`
    return [`headers${path}`, `req.headers${path}`, `res.headers${path}`]
  }),
  'req.body',
  'res.body',
]

/**
 * A logger of JSON lines. A request is logged by method, path without its query (queries carry words that
 * people searched for and one-time tokens) and address; bodies, cookies and passwords never.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '[hidden]' },
      serializers: { req: describeRequest, res: describeResponse, err: describeError },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}

type RequestLike = { id?: unknown; method?: string; url?: string; ip?: string }

// Links that open something hold a secret in their path; no id and no word of ours is that long.
const secret = /[\w-]{40,}/g

function describeRequest(request: RequestLike) {
  const path = request.url?.split('?', 1)[0]?.replace(secret, '…')
  return { id: request.id, method: request.method, path, ip: request.ip }
}

function describeResponse(response: { statusCode?: number }) {
  return { statusCode: response.statusCode }
}

// A database error carries the offending row in `detail` and `where`, and a row may hold a patient's name.
// Only what points at the fault is kept.
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  const extra = error as { code?: unknown; constraint?: unknown; table?: unknown; schema?: unknown }
  return {
    type: name,
    message,
    stack,
    code: extra.code,
    schema: extra.schema,
    table: extra.table,
    constraint: extra.constraint,
  }
}
