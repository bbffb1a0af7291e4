import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { logLevels } from '../log/log.ts'
import { hosts, whole } from './fields.ts'
import { nearestName } from './nearest-name.ts'
import { keepSecret } from './secret.ts'

// Each field names the variable that it comes from; its description finishes the sentence "X must be …".
const schema = Type.Object({
  port: Type.Integer({
    variable: 'PORT',
    description: 'a port number from 0 to 65535 (0 takes a free one)',
    minimum: 0,
    maximum: 65_535,
    default: 8080,
  }),
  host: Type.String({
    variable: 'HOST',
    description: 'the host name or address to listen on, such as 127.0.0.1 or 0.0.0.0',
    pattern: '^[A-Za-z0-9.:%_-]{1,255}$',
    default: '127.0.0.1',
  }),
  databaseUrl: Type.Optional(databaseAddress('DATABASE_URL')),
  databaseAppUrl: Type.Optional(databaseAddress('DATABASE_APP_URL')),
  dataDir: Type.String({
    variable: 'WARDLINE_DATA_DIR',
    description: 'the path of a folder',
    minLength: 1,
    maxLength: 4096,
    default: resolve(import.meta.dirname, '../../../data'),
  }),
  adminEmail: Type.Optional(
    Type.String({
      variable: 'WARDLINE_ADMIN_EMAIL',
      description: "the first administrator's e-mail address",
      pattern: '^[^\\s@]+@[^\\s@]+$',
      maxLength: 254,
    }),
  ),
  adminPassword: Type.Optional(
    Type.String({
      variable: 'WARDLINE_ADMIN_PASSWORD',
      description: 'a password of 12 to 1024 characters',
      minLength: 12,
      maxLength: 1024,
      orFile: true,
    }),
  ),
  organization: Type.Optional(
    Type.String({
      variable: 'WARDLINE_ORGANIZATION',
      description: "the organization's name, at most 200 characters",
      maxLength: 200,
    }),
  ),
  isDemo: Type.Boolean({ variable: 'WARDLINE_DEMO', description: '0 or 1', default: false }),
  publicUrl: Type.Optional(
    Type.String({
      variable: 'WARDLINE_PUBLIC_URL',
      description: 'the address people use, such as https://help.example.org, without a path or query',
      pattern: '^https?://[^\\s/?#@]+/?$',
    }),
  ),
  secret: Type.String({
    variable: 'WARDLINE_SECRET',
    description: 'at least 32 random characters',
    minLength: 32,
    maxLength: 4096,
    orFile: true,
  }),
  oldSecrets: Type.Array(Type.String({ minLength: 32, maxLength: 4096 }), {
    variable: 'WARDLINE_OLD_SECRETS',
    description: 'former secrets of at least 32 characters each, separated by commas',
    maxItems: 5,
    default: [] as string[],
    orFile: true,
  }),
  trustProxy: Type.Union([Type.Boolean(), Type.Array(Type.String({ pattern: '^[0-9A-Fa-f.:/]+$' }))], {
    variable: 'WARDLINE_TRUST_PROXY',
    description:
      '0, 1 for a proxy on this machine, or the addresses or ranges of the proxies in front, separated by commas',
    default: false,
  }),
  tlsCert: Type.Optional(filePath('WARDLINE_TLS_CERT')),
  tlsKey: Type.Optional(filePath('WARDLINE_TLS_KEY')),
  smtpUrl: Type.Optional(
    Type.String({
      variable: 'SMTP_URL',
      description: 'an address such as smtp://user:password@mail.example.org:587',
      pattern: '^smtps?://[^\\s]+$',
    }),
  ),
  mailFrom: Type.Optional(
    Type.String({
      variable: 'MAIL_FROM',
      description: 'a sender such as help@example.org or Help desk <help@example.org>',
      pattern: '^[^\\r\\n]*[^\\s@<]+@[^\\s@>]+>?$',
      maxLength: 320,
    }),
  ),
  mailListen: Type.Optional(
    Type.String({
      variable: 'WARDLINE_MAIL_LISTEN',
      description: 'where mail is handed over, such as lmtp://127.0.0.1:2424 or smtp://10.2.0.5:2525',
      pattern: '^(smtp|lmtp)://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}$',
      maxLength: 300,
    }),
  ),
  clamd: Type.Optional(
    Type.String({
      variable: 'WARDLINE_CLAMD',
      description: 'where ClamAV listens, such as unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310',
      pattern: '^(unix:/[^\\0]+|tcp://([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5})$',
      maxLength: 300,
    }),
  ),
  logLevel: Type.Union(
    logLevels.map((level) => Type.Literal(level)),
    { variable: 'LOG_LEVEL', description: `one of ${logLevels.join(', ')}`, default: 'info' as const },
  ),
  uploadBytesMax: whole('WARDLINE_UPLOAD_BYTES_MAX', 'bytes', 1024, 1024 ** 3, 25 * 1024 ** 2),
  databaseConnections: whole('WARDLINE_DATABASE_CONNECTIONS', 'connections', 2, 500, 10),
  requestsAMinute: whole('WARDLINE_REQUESTS_A_MINUTE', 'requests', 0, 1_000_000, 1_200, '; 0 is without end'),
  outgoingAllow: hosts(
    'WARDLINE_OUTGOING_ALLOW',
    'hosts, addresses or ranges of the own network that Wardline may send to, such as 10.2.0.0/16 or bridge.example.org:8443, separated by commas',
  ),
  mailPicturesAllow: hosts(
    'WARDLINE_MAIL_PICTURES_ALLOW',
    'the same for pictures of mails that a reader asks for; strangers write mails, so that the other list does not open it',
  ),
  checkpointMinutes: whole('WARDLINE_CHECKPOINT_MINUTES', 'minutes', 1, 1440, 10),
  checkpointKey: Type.Optional(
    Type.String({
      variable: 'WARDLINE_CHECKPOINT_KEY',
      description: '32 random bytes as 43 characters of base64url',
      pattern: '^[A-Za-z0-9_-]{43}$',
      orFile: true,
    }),
  ),
  checkpointDir: Type.Optional(
    Type.String({
      variable: 'WARDLINE_CHECKPOINT_DIR',
      description: 'the path of a second folder for the checkpoints of the audit log',
      minLength: 1,
      maxLength: 4096,
    }),
  ),
  checkpointUrl: Type.Optional(
    Type.String({
      variable: 'WARDLINE_CHECKPOINT_URL',
      description: 'an address such as https://witness.example.org/wardline',
      pattern: '^https?://[^\\s@]+$',
      maxLength: 2048,
    }),
  ),
  encryptionKey: Type.Optional(
    Type.String({
      variable: 'WARDLINE_ENCRYPTION_KEY',
      description: '32 random bytes as 43 characters of base64url',
      pattern: '^[A-Za-z0-9_-]{43}$',
      orFile: true,
    }),
  ),
  encryptionKeyCommand: Type.Optional(
    Type.String({
      variable: 'WARDLINE_ENCRYPTION_KEY_COMMAND',
      description: 'a command of the shell that prints the key',
      maxLength: 4096,
    }),
  ),
  encryptionOldKeys: Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), {
    variable: 'WARDLINE_ENCRYPTION_OLD_KEYS',
    description: 'former keys of 43 characters of base64url each, separated by commas',
    maxItems: 10,
    default: [] as string[],
    orFile: true,
  }),
  auditYears: whole('WARDLINE_AUDIT_YEARS', 'years', 6, 100, 6),
  idleMinutes: whole('WARDLINE_IDLE_MINUTES', 'minutes', 1, 1440, 15),
})

/** What the operator decides, read once at the start. `secret` is always there; paths are absolute. */
export type Config = Readonly<Static<typeof schema>>

/** A setting that the operator has to correct; the message names the variable and what it must be. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Env = Readonly<Record<string, string | undefined>>
type VariableSchema = TSchema & { variable: string; description: string; default?: unknown; orFile?: true }

// These start with the product's name too, but are read by its tests and not by the server.
const readElsewhere = new Set(['WARDLINE_DATA', 'WARDLINE_TEST_DATABASE_URL'])

/**
 * Reads the settings from environment variables. When WARDLINE_SECRET is unset, a secret is generated once
 * and kept in `<dataDir>/secrets/secret`. Throws a ConfigError for the first wrong or unknown variable.
 */
export function loadConfig(env: Env = process.env): Config {
  const fields = Object.entries(schema.properties) as unknown as [keyof Config, VariableSchema][]
  refuseUnknownVariables(env, fields)
  const config: Record<string, unknown> = {}
  for (const [field, fieldSchema] of fields) {
    const raw = readVariable(env, fieldSchema)
    if (raw !== undefined) config[field] = parseVariable(fieldSchema, raw)
    else if (fieldSchema.default !== undefined) config[field] = fieldSchema.default
  }
  config.dataDir = resolve(String(config.dataDir))
  if (typeof config.publicUrl === 'string') config.publicUrl = new URL(config.publicUrl).origin
  refuseHalfAnAdministrator(config)
  config.secret ??= keepSecret(String(config.dataDir), 'secret')
  // Everybody can write the headers that a proxy writes, so that nothing is believed from everywhere.
  if (config.trustProxy === true) config.trustProxy = ['127.0.0.0/8', '::1/128']
  return Object.freeze(Value.Parse(schema, config))
}

function filePath(variable: string) {
  return Type.String({ variable, description: 'the path of a file', minLength: 1, maxLength: 4096 })
}

function databaseAddress(variable: string) {
  return Type.String({
    variable,
    description: 'an address such as postgresql://user:password@host:5432/database',
    pattern: '^postgres(ql)?://[^\\s]+$',
  })
}

function refuseUnknownVariables(env: Env, fields: [string, VariableSchema][]): void {
  const known = fields.flatMap(([, { variable, orFile }]) =>
    orFile ? [variable, `${variable}_FILE`] : [variable],
  )
  for (const name of Object.keys(env)) {
    if (!name.startsWith('WARDLINE_') || known.includes(name) || readElsewhere.has(name)) continue
    throw new ConfigError(`${name} is not a setting of Wardline. Did you mean ${nearestName(name, known)}?`)
  }
}

function readVariable(env: Env, { variable, orFile }: VariableSchema): string | undefined {
  // An empty variable counts as unset: that is how compose files and shells spell "nothing".
  const value = env[variable] || undefined
  const path = orFile ? env[`${variable}_FILE`] : undefined
  if (!path) return value
  if (value !== undefined) throw new ConfigError(`Set ${variable} or ${variable}_FILE, not both.`)
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
  } catch (cause) {
    throw new ConfigError(`${variable}_FILE must be the path of a file that Wardline may read.`, { cause })
  }
}

// The value itself stays out of the message: it may be a password.
function parseVariable(fieldSchema: VariableSchema, raw: string): unknown {
  const value = interpret(fieldSchema, raw.trim())
  if (Value.Check(fieldSchema, value)) return value
  throw new ConfigError(`${fieldSchema.variable} must be ${fieldSchema.description}.`)
}

function interpret(fieldSchema: VariableSchema, raw: string): unknown {
  const { type, variable } = fieldSchema as VariableSchema & { type?: string }
  if (type === 'integer') return /^\d{1,15}$/.test(raw) ? Number(raw) : raw
  if (type === 'boolean' || variable === 'WARDLINE_TRUST_PROXY') {
    if (raw === '1' || raw === 'true') return true
    if (raw === '0' || raw === 'false') return false
  }
  if (variable === 'WARDLINE_TRUST_PROXY' || type === 'array')
    return raw.split(',').map((part) => part.trim())
  return raw
}

function refuseHalfAnAdministrator(config: Record<string, unknown>): void {
  if (config.adminEmail && !config.adminPassword) {
    throw new ConfigError(
      'WARDLINE_ADMIN_EMAIL needs WARDLINE_ADMIN_PASSWORD or WARDLINE_ADMIN_PASSWORD_FILE.',
    )
  }
  if (config.adminPassword && !config.adminEmail) {
    throw new ConfigError('WARDLINE_ADMIN_PASSWORD needs WARDLINE_ADMIN_EMAIL.')
  }
}
