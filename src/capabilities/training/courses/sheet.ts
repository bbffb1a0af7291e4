/** The trainer's sheet: a lesson plan on paper, with the time at which each activity begins. */

import { sql } from 'kysely'
import PDFDocument from 'pdfkit'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { visible } from '../../../core/records/visible.ts'
import { read, type Tx } from '../../../platform/db/transaction.ts'
import { forbidden, invalid, notFound } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { fonts, isPrintable } from '../../../platform/pdf/letters.ts'
import { records } from '../policy.ts'
import { minutesOf } from './shape.ts'
import { type StoredContent, versionsOf } from './store.ts'

const name = 'courses.sheet'

const words = {
  en: {
    sheet: 'Trainer’s sheet',
    version: 'Version',
    draft: 'draft',
    for: 'For',
    objectives: 'What learners can do afterwards',
    plan: 'Lesson plan',
    minutes: 'min',
    material: 'Material',
    files: 'Files',
    forLearners: 'for learners',
    check: 'Check',
    objective: 'Objective',
    total: 'Total',
  },
  es: {
    sheet: 'Hoja de formador',
    version: 'Versión',
    draft: 'borrador',
    for: 'Para',
    objectives: 'Qué saben hacer después los participantes',
    plan: 'Plan de la clase',
    minutes: 'min',
    material: 'Material',
    files: 'Archivos',
    forLearners: 'para participantes',
    check: 'Comprobación',
    objective: 'Objetivo',
    total: 'Total',
  },
} as const

/** Mounts the sheet as a PDF. */
export function mountSheet(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'GET',
    url: '/api/courses/:id/sheet.pdf',
    schema: {
      ...describe(
        name,
        'The lesson plan of a course as a sheet to print; of the newest version when none is named.',
        'courses',
      ),
      params: Body({ id: Id }),
      querystring: Body({
        version: Type.Optional(Type.Integer({ minimum: 1 })),
        language: Type.Optional(OneOf(['en', 'es'])),
      }),
      response: { 200: Type.String({ description: 'application/pdf' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!records(actor)) {
        await noteDenial(app, actor, name, forbidden())
        throw forbidden()
      }
      const { version, language = 'en' } = request.query
      const plan = await read(app.pool, actor.orgId, (tx) => planOf(tx, actor, request.params.id, version))
      return reply
        .headers({
          'content-type': 'application/pdf',
          'content-disposition': 'inline; filename="trainers-sheet.pdf"',
          'cache-control': 'no-store',
        })
        .serializer((body: unknown) => body as string)
        .send((await drawSheet(plan, language)) as unknown as string)
    },
  })
}

async function planOf(tx: Tx, actor: Actor, id: string, version: number | undefined): Promise<StoredContent> {
  const found = await tx.maybe(
    sql<{
      id: string
    }>`select r.id from core.record r where r.kind = 'course' and r.id = ${id} and ${visible(actor, 'course')}`,
  )
  if (!found) throw notFound('This course')
  const [plan] = await versionsOf(tx, found.id, version)
  if (!plan) throw notFound('This version')
  const texts = [
    plan.title,
    plan.audience,
    plan.summary,
    ...plan.objectives.map(({ statement }) => statement),
    ...plan.activities.flatMap(({ title, material, verification }) => [title, material, verification]),
    ...plan.materials.map(({ name }) => name),
  ]
  // Line breaks are laid out, not printed.
  if (!texts.every((text) => isPrintable(text.replace(/\s/g, ' '))))
    throw invalid(
      '#/id',
      'This course has signs that cannot be printed: the sheet has Latin, Greek, Cyrillic and Devanagari letters.',
    )
  return plan
}

/** The bytes of the sheet. */
export async function drawSheet(plan: StoredContent, language: 'en' | 'es'): Promise<Buffer> {
  const t = words[language]
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 50,
    lang: language,
    info: { Title: plan.title, Producer: 'Wardline', Creator: 'Wardline' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const isDone = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  const line = (text: string, size: number, font: keyof typeof fonts = 'regular', gap = 4) => {
    pdf.font(fonts[font]).fontSize(size).fillColor('#000000').text(text.normalize('NFC'))
    pdf.y += gap
  }
  line(t.sheet, 9)
  line(plan.title, 18, 'bold')
  line(`${t.version} ${plan.version}${plan.published_at === null ? ` (${t.draft})` : ''}`, 9)
  if (plan.audience) line(`${t.for}: ${plan.audience}`, 10)
  if (plan.summary) line(plan.summary, 10, 'regular', 8)
  line(t.objectives, 12, 'bold')
  for (const [index, { statement, competency, level_name }] of plan.objectives.entries())
    line(`${index + 1}. ${statement}${competency ? ` (${competency}, ${level_name ?? ''})` : ''}`, 10)
  pdf.y += 6
  line(t.plan, 12, 'bold')
  let at_minutes = 0
  for (const each of plan.activities) {
    line(`${clock(at_minutes)}   ${each.title} · ${each.minutes} ${t.minutes}`, 11, 'bold', 1)
    if (each.objective !== null) line(`${t.objective} ${each.objective}`, 9, 'regular', 1)
    if (each.material) line(`${t.material}: ${each.material}`, 10, 'regular', 1)
    if (each.verification) line(`${t.check}: ${each.verification}`, 10, 'regular', 1)
    pdf.y += 6
    at_minutes += each.minutes
  }
  line(`${t.total}: ${minutesOf(plan.activities)} ${t.minutes}`, 11, 'bold')
  const files = plan.materials.filter(({ is_removed }) => !is_removed)
  if (files.length > 0) line(t.files, 12, 'bold')
  for (const { name, is_for_learners } of files)
    line(is_for_learners ? `${name} (${t.forLearners})` : name, 10, 'regular', 1)
  pdf.end()
  await isDone
  return Buffer.concat(chunks)
}

const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
