/** One request of the attack: an operation of the document, filled with what fits and then spoiled. */
import type { Operation, Schema } from '../helpers/openapi.ts'
import { missingId } from '../helpers/openapi.ts'
import { type Chance, fittingValue, hostileString, hostileValue, spoil } from './hostile.ts'

/** Ids that are known, by the plural under which they were made. */
export type Ids = Map<string, string[]>

export type Shot = {
  operation: string
  method: string
  path: string
  headers: Record<string, string>
  body: string | Buffer | undefined
}

/**
 * Draws a request. `own` are ids of the attacker's organization, `foreign` those of another; `word` stands in texts.
 * Without `isHostile` it is one that ought to be taken.
 */
export function drawShot(
  operation: Operation,
  given: { chance: Chance; own: Ids; foreign: Ids; word: string; isHostile: boolean },
): Shot {
  const { chance, isHostile, word } = given
  const idFor = (field: string) => drawId(field, operation, given)
  const from = { chance, idFor, word }
  const path = drawPath(operation, from, isHostile) + drawQuery(operation, from, isHostile)
  const headers = isHostile ? drawHeaders(chance) : {}
  const shot = { operation: operation.id, method: operation.method, path, headers }
  if (operation.method === 'GET') return { ...shot, body: undefined }
  if (operation.takesFile || operation.body === undefined || (isHostile && chance.is(0.01)))
    return drawForm(shot, chance, word, isHostile)
  const fitting = fittingValue(operation.body, '', from)
  const isSpoiled = isHostile && chance.is(0.75)
  const body = isSpoiled ? spoil(fitting, chance) : fitting
  const type = { 'content-type': 'application/json' }
  return {
    ...shot,
    headers: { ...type, ...headers },
    body: isHostile ? drawText(body, chance) : JSON.stringify(body),
  }
}

function drawId(
  field: string,
  operation: Operation,
  given: { chance: Chance; own: Ids; foreign: Ids; isHostile: boolean },
) {
  const { chance, own, foreign, isHostile } = given
  const stem = field.replace(/_ids?$/, '')
  const owner = operation.path.split('/')[2] ?? ''
  const kinds = [...own.keys()]
  const fits = kinds.filter((kind) =>
    field === 'id' || field === '' ? kind === owner : kind.startsWith(stem.slice(0, 5)),
  )
  const people = /person|owner|requester|lead|manager|author|user|deputy|custodian|callee/.test(stem)
  const kind = people ? 'people' : fits.length > 0 ? chance.of(fits) : chance.of(kinds)
  const source = isHostile && chance.is(0.35) ? foreign : own
  const where = isHostile && chance.is(0.1) ? chance.of(kinds) : kind
  const list = source.get(where) ?? []
  return list.length > 0 && !(isHostile && chance.is(0.03)) ? chance.of(list) : missingId
}

type From = { chance: Chance; idFor(field: string): string; word: string }

function drawPath(operation: Operation, from: From, isHostile: boolean): string {
  const { chance } = from
  return operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const described = operation.parameters.find((each) => each.in === 'path' && each.name === name)
    const value = String(fittingValue(described?.schema ?? {}, name, from))
    if (!isHostile || chance.is(0.9)) return encodeURIComponent(value)
    return chance.is(0.3)
      ? chance.of(['%00', '%ff', '..', '%2e%2e', '%c0%af', '%'])
      : encodeSafely(hostileString(chance))
  })
}

function drawQuery(operation: Operation, from: From, isHostile: boolean): string {
  const { chance } = from
  const parts: string[] = []
  for (const { name, schema, in: where, required } of operation.parameters) {
    if (where !== 'query' || !(required || chance.is(0.3))) continue
    const value =
      isHostile && chance.is(0.5) ? hostileValue(chance) : fittingValue(schema as Schema, name, from)
    for (const each of Array.isArray(value) ? value.slice(0, 200) : [value])
      parts.push(`${name}=${encodeSafely(typeof each === 'string' ? each : (JSON.stringify(each) ?? ''))}`)
    if (isHostile && chance.is(0.1)) parts.push(...parts.slice(-1))
  }
  if (isHostile && chance.is(0.05))
    parts.push(
      chance.of([
        '__proto__[a]=1',
        'constructor=1',
        'a[]=1&a[]=2',
        '%00=1',
        '%ff=%fe',
        '=',
        '&&&',
        `x=${'y'.repeat(9_000)}`,
      ]),
    )
  return parts.length > 0 ? `?${parts.join('&').slice(0, 12_000)}` : ''
}

function encodeSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 3_000))
}

const headerShots: readonly Record<string, string>[] = [
  { 'if-match': '0' },
  { 'if-match': '-1' },
  { 'if-match': '"1"' },
  { 'if-match': '9'.repeat(400) },
  { 'if-match': '*' },
  { 'if-match': '1, 2' },
  { 'idempotency-key': 'attack-key-that-stays-the-same' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'k'.repeat(7_000) },
  { 'idempotency-key': "'; drop table core.record" },
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json; charset=utf-7' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data' },
  { 'content-type': 'application/problem+json' },
  { 'content-type': ';;;' },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': 'br, gzip' },
  { accept: 'text/html' },
  { 'accept-language': 'es;q=99, *;q=-1' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { host: 'evil.example' },
  { 'x-forwarded-for': '127.0.0.1, 10.0.0.1' },
  { 'x-forwarded-host': 'evil.example' },
  { 'x-forwarded-proto': 'https' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-wardline-background': '1' },
  { range: 'bytes=0-0,5-1,-1' },
  { 'last-event-id': '9'.repeat(300) },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
  { authorization: 'Bearer null' },
]

function drawHeaders(chance: Chance): Record<string, string> {
  return chance.is(0.15) ? chance.of(headerShots) : {}
}

/** The body as it travels: sometimes no JSON, or JSON that says a thing twice. */
function drawText(body: unknown, chance: Chance): string | Buffer {
  const text = JSON.stringify(body) ?? ''
  if (chance.is(0.94)) return text
  return chance.of<string | Buffer>([
    '',
    text.slice(0, -1),
    `${text}${text}`,
    `\ufeff${text}`,
    Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
    Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc3, 0x28, 0xa0]), Buffer.from('"}')]),
    Buffer.from(text, 'utf16le'),
    text.replace('{', '{"__proto__":{"isAdmin":true},'),
    text.replace(/^\{("[^"]+":)/, '{$1null,$1'),
    '['.repeat(100_000),
    `{"a":${'9'.repeat(50_000)}}`,
    'null',
    '"text"',
    'undefined',
  ])
}

function drawForm(shot: Omit<Shot, 'body'>, chance: Chance, word: string, isHostile: boolean): Shot {
  const edge = 'attackedge'
  const name = isHostile
    ? chance.of([
        'a.txt',
        '../../a.txt',
        'a\u0000.exe',
        '"; x="',
        'a.txt\r\nX: y',
        'x'.repeat(9_000),
        '.htaccess',
        'con',
        '',
      ])
    : 'a.txt'
  const part = (content: string, field = 'file') =>
    `--${edge}\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n${content}\r\n`
  const whole = `${part(`${word} in a file`)}--${edge}--\r\n`
  const body = !isHostile
    ? whole
    : chance.of([
        whole,
        part(word),
        part(word).repeat(300),
        `--${edge}--\r\n`,
        `--${edge}\r\n\r\n`,
        `${part('<svg onload=alert(1)>')}--${edge}--\r\n`,
        `${part('PK\u0003\u0004'.repeat(1_000))}--${edge}--\r\n`,
        `${part(word, '__proto__')}--${edge}--\r\n`,
        `--${edge}\r\n${'x-long: y\r\n'.repeat(2_000)}\r\n`,
        '',
      ])
  const type = isHostile && chance.is(0.1) ? 'multipart/form-data' : `multipart/form-data; boundary=${edge}`
  return { ...shot, headers: { ...shot.headers, 'content-type': type }, body: Buffer.from(body) }
}
