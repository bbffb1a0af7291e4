import { Readable } from 'node:stream'
import { Type } from 'typebox'
import type { Actor } from '../../../core/actor.ts'
import type { App } from '../../../core/app.ts'
import { audit } from '../../../core/audit.ts'
import { noteDenial } from '../../../core/execute.ts'
import { type Authenticate, describe, Problems } from '../../../core/mount.ts'
import { baseUrl } from '../../../core/people/mails.ts'
import { raw, type Tx, write } from '../../../platform/db/transaction.ts'
import { forbidden, invalid } from '../../../platform/http/problem.ts'
import { Body, Id, OneOf } from '../../../platform/http/schema.ts'
import type { Http } from '../../../platform/http/server.ts'
import { isPrintable } from '../../../platform/pdf/letters.ts'
import { drawSheet, type Printed } from './draw.ts'
import { permitsLabels } from './may.ts'
import { labelsOn, stockNames, stocks } from './stock.ts'
import { type Item, labelsFor } from './store.ts'

const labels_max = 500
const name = 'labels.sheet'
const hints = { en: 'Something wrong? Scan me.', es: '¿Algo no funciona? Escanéeme.' } as const

/** The last sheet that is being drawn in this process, by whom it is for. */
const drawing = new Map<string, Promise<unknown>>()

/** A sheet of labels for the chosen places and workstations; what has no code yet gets one. */
export function mountSheet(http: Http, app: App, authenticate: Authenticate): void {
  http.route({
    method: 'POST',
    url: '/api/labels/sheet',
    schema: {
      ...describe(name, `A PDF with labels for ${labels_max} places and workstations at most.`, 'labels'),
      body: Body({
        items: Type.Array(Body({ place_id: Type.Optional(Id), workstation_id: Type.Optional(Id) }), {
          minItems: 1,
          maxItems: labels_max,
        }),
        stock: OneOf(stockNames),
        start: Type.Optional(
          Type.Integer({ minimum: 1, description: 'The first label that is still on the sheet; 1.' }),
        ),
      }),
      response: { 200: Type.String({ description: 'application/pdf' }), ...Problems },
    },
    handler: async (request, reply) => {
      const actor = await authenticate(request)
      if (!permitsLabels(actor)) {
        await noteDenial(app, actor, name, forbidden())
        throw forbidden()
      }
      const { items, stock: stockName, start = 1 } = request.body
      const stock = stocks[stockName]
      if (start > labelsOn(stock))
        throw invalid('#/start', `This sheet has ${labelsOn(stock)} labels. Choose one of them.`)
      for (const [at, item] of items.entries())
        if ((item.place_id === undefined) === (item.workstation_id === undefined))
          throw invalid(`#/items/${at}`, 'Choose either a place or a workstation.')
      const now = app.clock.now().toISOString()
      const pdf = await oneAtATime(actor.personId, async () =>
        drawSheet(await printedFor(app, actor, items, now), stock, start),
      )
      return reply
        .headers({
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="labels-${now.slice(0, 10)}.pdf"`,
          'cache-control': 'no-store',
        })
        .send(Readable.from([pdf]) as never)
    },
  })
}

/** Drawing takes the processor of everybody, so that the next sheet of a person waits for the one before. */
async function oneAtATime<T>(personId: string, draw: () => Promise<T>): Promise<T> {
  const before = drawing.get(personId)
  const drawn = (async () => {
    // Why the one before was refused is its own matter.
    await before?.catch(() => undefined)
    return draw()
  })()
  drawing.set(personId, drawn)
  try {
    return await drawn
  } finally {
    if (drawing.get(personId) === drawn) drawing.delete(personId)
  }
}

/** What stands on the labels; what has no code yet gets one. */
function printedFor(app: App, actor: Actor, items: readonly Item[], now: string): Promise<Printed[]> {
  return write(app.pool, actor.orgId, async (tx) => {
    const labels = await labelsFor(tx, app.config.secret, items, now)
    if (labels.length === 0) throw invalid('#/items', 'None of these is in use any more. Choose others.')
    const odd = labels.flatMap((label) => [label.name, label.place ?? '']).find((text) => !isPrintable(text))
    if (odd !== undefined)
      throw invalid(
        '#/items',
        `“${odd}” has signs that cannot be printed: the sheet has Latin, Greek, Cyrillic and Devanagari letters. Leave it out, or name it in these.`,
      )
    tx.send(audit(actor, now, name, { count: labels.length }))
    const hint = hints[await languageOf(tx)]
    return labels.map((label) => ({ ...label, link: `${baseUrl(app)}/l/${label.code}`, hint }))
  })
}

async function languageOf(tx: Tx): Promise<'en' | 'es'> {
  const row = await tx.one(
    raw<{ language: 'en' | 'es' }>('select language from core.organization where id = $1', [tx.orgId]),
  )
  return row.language
}
