import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ConfigError, loadConfig } from './config.ts'

let folder: string
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardline-config-'))
})
after(() => rmSync(folder, { recursive: true }))

const load = (env: Record<string, string>) => loadConfig({ WARDLINE_DATA_DIR: join(folder, 'data'), ...env })

test('An empty environment starts on the defaults', () => {
  const config = load({})
  assert.equal(config.port, 8080)
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.logLevel, 'info')
  assert.equal(config.uploadBytesMax, 26_214_400)
  assert.equal(config.databaseConnections, 10)
  assert.equal(config.isDemo, false)
  assert.equal(config.trustProxy, false)
  assert.equal(config.databaseUrl, undefined)
  assert.ok(Object.isFrozen(config))
})

test('The audit log is kept for six years, or longer, and never shorter.', () => {
  assert.equal(load({}).auditYears, 6)
  assert.equal(load({ WARDLINE_AUDIT_YEARS: '10' }).auditYears, 10)
  assert.throws(() => load({ WARDLINE_AUDIT_YEARS: '5' }), /WARDLINE_AUDIT_YEARS.*from 6 to 100/s)
})

test('Every variable is read and turned into its type', () => {
  const config = load({
    PORT: '0',
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgresql://owner:pw@db/wardline',
    WARDLINE_DEMO: '1',
    WARDLINE_PUBLIC_URL: 'https://help.example.org/',
    WARDLINE_TRUST_PROXY: '10.0.0.1, 10.1.0.0/16',
    WARDLINE_ADMIN_EMAIL: 'root@example.org',
    WARDLINE_ADMIN_PASSWORD: 'correct horse battery',
    WARDLINE_SECRET: 's'.repeat(32),
    MAIL_FROM: 'Help desk <help@example.org>',
    LOG_LEVEL: 'debug',
  })
  assert.equal(config.port, 0)
  assert.equal(config.isDemo, true)
  assert.equal(config.publicUrl, 'https://help.example.org')
  assert.deepEqual(config.trustProxy, ['10.0.0.1', '10.1.0.0/16'])
  assert.equal(config.secret, 's'.repeat(32))
  assert.equal(config.adminPassword, 'correct horse battery')
  assert.deepEqual(load({ WARDLINE_TRUST_PROXY: '1' }).trustProxy, ['127.0.0.0/8', '::1/128'])
})

const wrongValues: [string, string, RegExp][] = [
  ['PORT', 'eighty', /^PORT must be a port number from 0 to 65535/],
  ['PORT', '70000', /^PORT must be/],
  ['HOST', 'two words', /^HOST must be/],
  ['DATABASE_URL', 'mysql://db', /^DATABASE_URL must be an address such as postgresql:/],
  ['DATABASE_APP_URL', 'db', /^DATABASE_APP_URL must be/],
  ['WARDLINE_ADMIN_EMAIL', 'root', /^WARDLINE_ADMIN_EMAIL must be/],
  ['WARDLINE_ADMIN_PASSWORD', 'short', /^WARDLINE_ADMIN_PASSWORD must be a password of 12/],
  ['WARDLINE_DEMO', 'maybe', /^WARDLINE_DEMO must be 0 or 1/],
  ['WARDLINE_PUBLIC_URL', 'help.example.org', /^WARDLINE_PUBLIC_URL must be/],
  ['WARDLINE_SECRET', 'short', /^WARDLINE_SECRET must be at least 32/],
  ['WARDLINE_TRUST_PROXY', 'everyone', /^WARDLINE_TRUST_PROXY must be 0, 1 for a proxy on this machine, or/],
  ['SMTP_URL', 'mail.example.org', /^SMTP_URL must be/],
  ['MAIL_FROM', 'nobody', /^MAIL_FROM must be/],
  ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be one of trace, debug, info/],
  ['WARDLINE_UPLOAD_BYTES_MAX', '25MB', /^WARDLINE_UPLOAD_BYTES_MAX must be a number of bytes/],
  ['WARDLINE_DATABASE_CONNECTIONS', '1', /^WARDLINE_DATABASE_CONNECTIONS must be/],
  ['WARDLINE_IDLE_MINUTES', '-5', /^WARDLINE_IDLE_MINUTES must be/],
]

for (const [variable, value, message] of wrongValues) {
  test(`${variable} set to "${value}" is refused by its name`, () => {
    assert.throws(
      () => load({ [variable]: value }),
      (error) => error instanceof ConfigError && message.test(error.message),
    )
  })
}

test('A refused password is not repeated in the error', () => {
  assert.throws(
    () => load({ WARDLINE_ADMIN_PASSWORD: 'tiny-pass' }),
    (error) => error instanceof ConfigError && !error.message.includes('tiny-pass'),
  )
})

test('An unknown variable is refused with the nearest name', () => {
  assert.throws(() => load({ WARDLINE_DATADIR: '/x' }), {
    message: 'WARDLINE_DATADIR is not a setting of Wardline. Did you mean WARDLINE_DATA_DIR?',
  })
})

test('A password may come from a file, but not from both places', () => {
  const path = join(folder, 'password')
  writeFileSync(path, 'correct horse battery\n')
  const env = { WARDLINE_ADMIN_EMAIL: 'root@example.org', WARDLINE_ADMIN_PASSWORD_FILE: path }
  assert.equal(load(env).adminPassword, 'correct horse battery')
  assert.throws(() => load({ ...env, WARDLINE_ADMIN_PASSWORD: 'another long password' }), /not both/)
  assert.throws(() => load({ WARDLINE_ADMIN_PASSWORD_FILE: join(folder, 'none') }), /may read/)
})

test('An administrator needs both an address and a password', () => {
  assert.throws(() => load({ WARDLINE_ADMIN_EMAIL: 'root@example.org' }), /needs WARDLINE_ADMIN_PASSWORD/)
  assert.throws(
    () => load({ WARDLINE_ADMIN_PASSWORD: 'correct horse battery' }),
    /needs WARDLINE_ADMIN_EMAIL/,
  )
})

test('Without a secret one is generated once and only its owner may read it', () => {
  const dataDir = join(folder, 'fresh')
  const first = loadConfig({ WARDLINE_DATA_DIR: dataDir })
  const second = loadConfig({ WARDLINE_DATA_DIR: dataDir })
  const path = join(dataDir, 'secrets', 'secret')
  assert.ok(first.secret.length >= 32)
  assert.equal(second.secret, first.secret)
  assert.equal(readFileSync(path, 'utf8').trim(), first.secret)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.equal(statSync(join(dataDir, 'secrets')).mode & 0o777, 0o700)
})

test('A given secret leaves nothing on the disk', () => {
  const dataDir = join(folder, 'untouched')
  loadConfig({ WARDLINE_DATA_DIR: dataDir, WARDLINE_SECRET: 's'.repeat(40) })
  assert.equal(existsSync(dataDir), false)
})
