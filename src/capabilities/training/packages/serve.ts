/**
 * The files of a package that was opened: for whoever holds its token, without cookies, in an origin of its own that
 * reaches nothing but these files and the endpoint for statements.
 */
import { buffer } from 'node:stream/consumers'
import { Type } from 'typebox'
import type { App } from '../../../core/app.ts'
import { toProblem } from '../../../core/attachments/upload.ts'
import { describe, Problems } from '../../../core/mount.ts'
import { raw, read, type Tx } from '../../../platform/db/transaction.ts'
import { notFound } from '../../../platform/http/problem.ts'
import { Body } from '../../../platform/http/schema.ts'
import type { FastifyReply, FastifyRequest, Http } from '../../../platform/http/server.ts'
import { siteOf } from '../site.ts'
import { activityOf } from '../xapi/store-statements.ts'
import { findLaunch, type Launch, launchToken } from './launch.ts'
import type { Kept } from './progress.ts'
import { runtimeScript } from './runtime.ts'
import { time12, time2004 } from './time.ts'

const page_bytes_max = 5_000_000

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  xhtml: 'application/xhtml+xml',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  xml: 'text/xml',
  txt: 'text/plain',
  vtt: 'text/vtt',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  pdf: 'application/pdf',
}

const Token = Type.String({ pattern: launchToken.source })

/** Mounts the pages, their files, and the door by which a unit of cmi5 fetches its key. */
export function mountLaunched(http: Http, app: App): void {
  http.route({
    method: 'GET',
    url: '/launch/:token',
    schema: {
      ...describe('training.opened', 'The first page of a unit that was opened.', 'training'),
      security: [],
      params: Body({ token: Token }),
      response: { 302: Type.Null({ description: 'To the page.' }), ...Problems },
    },
    handler: async (request, reply) => {
      const { token } = request.params
      const { unit, launch } = await openedUnit(app, token)
      return reply
        .headers(headersOf(siteOf(app, request), token))
        .redirect(addressOf(siteOf(app, request), token, unit, launch))
    },
  })
  http.route({
    method: 'GET',
    url: '/launch/:token/*',
    schema: {
      ...describe('training.opened_file', 'A file of a unit that was opened.', 'training'),
      security: [],
      params: Body({ token: Token, '*': Type.String({ maxLength: 1000 }) }),
      response: { 200: Type.String({ description: 'The file.' }), ...Problems },
    },
    handler: (request, reply) => sendFile(app, request, reply, request.params),
  })
  http.route({
    method: 'POST',
    url: '/launch/:token/key',
    config: { takesForeign: true },
    schema: {
      ...describe('training.opened_key', 'The key by which a unit of cmi5 writes statements.', 'training'),
      security: [],
      params: Body({ token: Token }),
      response: { 200: Type.Object({ 'auth-token': Type.String() }), ...Problems },
    },
    handler: async (request, reply) => {
      const { token } = request.params
      if (!(await findLaunch(app, token))) throw notFound('This course')
      reply.headers(headersOf(siteOf(app, request), token))
      return { 'auth-token': Buffer.from(`launch:${token}`).toString('base64') }
    },
  })
}

type Unit = { path: string; parameters: string; format: 'scorm12' | 'scorm2004' | 'cmi5' }

async function openedUnit(app: App, token: string): Promise<{ unit: Unit; launch: Launch }> {
  const launch = await findLaunch(app, token)
  if (!launch) throw notFound('This course')
  const unit = await read(app.pool, launch.orgId, (tx) => unitOf(tx, launch))
  return { unit, launch }
}

const unitOf = (tx: Tx, launch: Launch): Promise<Unit> =>
  tx.one(
    raw<Unit>(
      `select u.path, u.parameters, k.format from training.package_unit u join training.package k on k.org_id = u.org_id and k.id = u.package_id
       where u.org_id = $1 and u.id = $2`,
      [tx.orgId, launch.unitId],
    ),
  )

/** Where the unit begins; one of cmi5 is told there who opens it, and where to write. */
function addressOf(site: string, token: string, { path, parameters, format }: Unit, launch: Launch): string {
  const page = `/launch/${token}/${path.split('/').map(encodeURIComponent).join('/')}`
  if (format !== 'cmi5') return asHeader(site, `${page}${parameters}`)
  const [, query = '', anchor = ''] = /^(\?[^#]*)?(#.*)?$/s.exec(parameters) ?? []
  const told = new URLSearchParams({
    endpoint: `${site}/api/xapi/`,
    fetch: `${site}/launch/${token}/key`,
    actor: JSON.stringify({ objectType: 'Agent', account: { homePage: site, name: launch.personId } }),
    registration: launch.registrationId,
    activityId: activityOf(launch.unitId),
  })
  return asHeader(site, `${page}${query ? `${query}&` : '?'}${told}${anchor}`)
}

/** The same address in the letters that a header may have: what a manifest adds may be written in any. */
function asHeader(site: string, address: string): string {
  const { pathname, search, hash } = new URL(address, site)
  return `${pathname}${search}${hash}`
}

/**
 * The sandbox takes the site's origin from the page, so that it has neither its cookies nor its storage nor a way to
 * the page around it. It loads from its own address alone, sends to the endpoint for statements alone, and is framed
 * by this site alone.
 */
function headersOf(site: string, token: string): Record<string, string> {
  const own = `${site}/launch/${token}/`
  return {
    'content-security-policy': [
      'sandbox allow-scripts allow-forms',
      `default-src ${own} data: blob: 'unsafe-inline' 'unsafe-eval'`,
      `connect-src ${own} ${site}/api/xapi/ data: blob:`,
      "object-src 'none'",
      `base-uri ${own}`,
      "form-action 'none'",
      `frame-ancestors ${site}`,
    ].join('; '),
    // Its own origin is no other's: without these it could not load its own scripts and fonts.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'private, no-store',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}

async function sendFile(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
  { token, '*': path }: { token: string; '*': string },
): Promise<FastifyReply> {
  const launch = await findLaunch(app, token)
  if (!launch) throw notFound('This course')
  const found = await read(app.pool, launch.orgId, (tx) => fileOf(tx, launch, path))
  if (!found) throw notFound('This file')
  const type =
    mediaTypes[/\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  const stream = await app.files.open(found.storage_key, found.size_bytes).catch((error) => {
    throw toProblem(error)
  })
  reply
    .headers({ ...headersOf(siteOf(app, request), token), 'content-type': type })
    .removeHeader('x-frame-options')
  const isPage = type.endsWith('html') || type === 'application/xhtml+xml'
  if (!isPage || found.format === 'cmi5' || found.size_bytes > page_bytes_max)
    return reply.header('content-length', String(found.size_bytes)).send(stream)
  const script = runtimeScript({
    token,
    site: siteOf(app, request),
    format: found.format,
    values: valuesOf(found),
  })
  return reply.send(withScript(await buffer(stream), script))
}

type FileFound = Unit & {
  storage_key: string
  size_bytes: number
  kept: Kept | null
  launch_data: string
  mastery_percent: number | null
  person: string
  registration_id: string
  time_seconds: number
}

const fileOf = (tx: Tx, launch: Launch, path: string): Promise<FileFound | undefined> =>
  tx.maybe(
    raw<FileFound>(
      `select f.storage_key, f.size_bytes, k.format, u.path, u.parameters, u.launch_data, u.mastery_percent::float8 as mastery_percent,
         s.kept, coalesce(s.time_seconds, 0) as time_seconds, p.name as person, g.id as registration_id
       from training.registration g join training.package k on k.org_id = g.org_id and k.id = g.package_id
         join training.package_file f on f.org_id = k.org_id and f.package_id = k.id and f.path = $3
         join training.package_unit u on u.org_id = k.org_id and u.id = $4
         join core.person p on p.org_id = g.org_id and p.id = g.person_id
         left join training.unit_progress s on s.org_id = g.org_id and s.registration_id = g.id and s.unit_id = u.id
       where g.org_id = $1 and g.id = $2`,
      [tx.orgId, launch.registrationId, path, launch.unitId],
    ),
  )

/** What the course reads when it begins: who learns, and where they were. */
function valuesOf(found: FileFound): Kept {
  const { format, kept, launch_data, mastery_percent, person, registration_id, time_seconds } = found
  const isAgain = Object.keys(kept ?? {}).length > 0
  if (format === 'scorm12')
    return {
      'cmi.core.lesson_status': 'not attempted',
      'cmi.core.lesson_location': '',
      'cmi.suspend_data': '',
      'cmi.comments': '',
      ...kept,
      'cmi.core.student_id': registration_id,
      'cmi.core.student_name': person,
      'cmi.core.credit': 'credit',
      'cmi.core.lesson_mode': 'normal',
      'cmi.core.entry': isAgain ? 'resume' : 'ab-initio',
      'cmi.core.total_time': time12(time_seconds),
      'cmi.launch_data': launch_data,
      ...(mastery_percent === null ? {} : { 'cmi.student_data.mastery_score': String(mastery_percent) }),
    }
  return {
    'cmi.completion_status': 'unknown',
    'cmi.success_status': 'unknown',
    ...kept,
    'cmi._version': '1.0',
    'cmi.learner_id': registration_id,
    'cmi.learner_name': person,
    'cmi.credit': 'credit',
    'cmi.mode': 'normal',
    'cmi.entry': isAgain ? 'resume' : 'ab-initio',
    'cmi.total_time': time2004(time_seconds),
    'cmi.launch_data': launch_data,
    ...(mastery_percent === null ? {} : { 'cmi.scaled_passing_score': String(mastery_percent / 100) }),
  }
}

/** Puts the script before everything that the page does itself, byte for byte in whatever it is written. */
function withScript(page: Buffer, script: string): Buffer {
  const text = page.toString('latin1')
  const head =
    /<head(?:\s[^>]*)?>/i.exec(text) ?? /<html(?:\s[^>]*)?>/i.exec(text) ?? /<!doctype[^>]*>/i.exec(text)
  const at = head ? head.index + head[0].length : 0
  return Buffer.from(text.slice(0, at) + script + text.slice(at), 'latin1')
}
