/** What may point at a patient is masked before an imported ticket is stored, as it is in what people write. */
import type { App } from '../../../core/app.ts'
import { type CoveredText, coveredTexts, type TextToCover } from '../../../core/guard.ts'
import type { Tx } from '../../../platform/db/transaction.ts'
import type { ImportedEvent, ImportedMessage, ImportedTicket } from '../import/plan/imported-ticket.ts'

const title_length_max = 500
const tag_length_max = 60
const device_length_max = 200
const body_length_max = 100_000

/** What is stored of a ticket: all of it, or what a file adds to one that is there. */
export type Part = {
  source: ImportedTicket
  events: ImportedEvent[]
  messages: ImportedMessage[]
  recordId?: string
}
/** `keep` is called with the ticket's record, in the same write. */
export type CoveredPart = Part & { keep(recordId: string): void }

/** The parts as they may be stored, in their order. */
export async function coverParts(
  app: Pick<App, 'registry'>,
  tx: Tx,
  now: string,
  parts: readonly Part[],
): Promise<CoveredPart[]> {
  const texts = parts.map(textsOf)
  const covered = await coveredTexts(app, tx, now, texts.flat())
  let done = 0
  return parts.map((part, at) => {
    const own = texts[at] ?? []
    const masks = covered.slice(done, done + own.length)
    done += own.length
    return withMasks(part, own, masks)
  })
}

/** Each text of the part once; one that is read outside anywhere counts as such. */
function textsOf(part: Part): TextToCover[] {
  const found = new Map<string, TextToCover>()
  const add = (text: unknown, field: string, isInternal: boolean, length_max?: number) => {
    if (typeof text !== 'string' || text.trim() === '') return
    const known = found.get(text)
    found.set(text, {
      text,
      field,
      isInternal: isInternal && (known?.isInternal ?? true),
      ...(length_max === undefined
        ? {}
        : { length_max: Math.min(length_max, known?.length_max ?? length_max) }),
      ...(part.recordId === undefined ? {} : { recordId: part.recordId }),
    })
  }
  const { source, events, messages } = part
  add(source.title, 'title', false, title_length_max)
  add(source.assetName, 'device', false, device_length_max)
  for (const tag of source.tags) add(tag, 'tags', true, tag_length_max)
  for (const [name, value] of Object.entries(source.fields)) add(value, `imported/${name}`, true)
  for (const event of events)
    for (const [field, value] of fieldsOf(event))
      if (isWorded(field))
        add(value, field, field !== 'title', field === 'title' ? title_length_max : device_length_max)
  for (const { body, isPublic } of messages) add(body, 'body', !isPublic, body_length_max)
  return [...found.values()]
}

const isWorded = (field: string) => field === 'title' || field === 'asset' || field.startsWith('field.')

function fieldsOf({ field, from, to, values }: ImportedEvent): [string, unknown][] {
  if (values) return Object.entries(values)
  return field === null ? [] : [from, to].map((value) => [field, value])
}

function withMasks(part: Part, own: readonly TextToCover[], masks: readonly CoveredText[]): CoveredPart {
  const keep = (recordId: string) => {
    for (const each of masks) each.keep('tickets.import', recordId)
  }
  const put = new Map(own.map(({ text }, at) => [text, masks[at]?.text ?? text]))
  if ([...put].every(([text, masked]) => text === masked)) return { ...part, keep }
  const told = <T>(value: T): T => (typeof value === 'string' ? ((put.get(value) ?? value) as T) : value)
  const covered = (each: ImportedEvent): ImportedEvent =>
    each.values
      ? {
          ...each,
          values: Object.fromEntries(
            Object.entries(each.values).map(([field, value]) => [
              field,
              isWorded(field) ? told(value) : value,
            ]),
          ),
        }
      : each.field !== null && isWorded(each.field)
        ? { ...each, from: told(each.from), to: told(each.to) }
        : each
  // The same event stays the same: what follows it is known by it.
  const events = new Map([...part.source.events, ...part.events].map((each) => [each, covered(each)]))
  const event = (each: ImportedEvent) => events.get(each) ?? each
  const source: ImportedTicket = {
    ...part.source,
    title: told(part.source.title),
    assetName: told(part.source.assetName),
    tags: part.source.tags.map(told),
    fields: Object.fromEntries(
      Object.entries(part.source.fields).map(([name, value]) => [name, told(value)]),
    ),
    events: part.source.events.map(event),
    messages: part.source.messages.map((each) => ({ ...each, body: told(each.body) })),
  }
  return {
    ...part,
    source,
    events: part.events.map(event),
    messages: part.messages.map((each) => ({ ...each, body: told(each.body) })),
    keep,
  }
}
