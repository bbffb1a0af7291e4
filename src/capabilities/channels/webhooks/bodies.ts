/** What is sent, in the form that the other side reads: ids, states and short facts, no words that people wrote. */
import type { Facts, Kind } from './kinds.ts'

export const formats = ['wardline', 'slack', 'teams'] as const
export type Format = (typeof formats)[number]
export type Language = 'en' | 'es'

export type Told = {
  id: string
  kind: Kind | 'test'
  at: string
  link: string
  facts: Facts
  /** As it is when it is sent; null for a test and for a restricted record, of which nothing leaves but that there is one. */
  ticket: Snapshot | null
  isRestricted: boolean
}
export type Snapshot = {
  id: string
  number: number
  version: number
  state: string
  category: string
  priority: number | null
  kind: string
  team: { id: string; name: string } | null
  owner_id: string | null
  category_ids: string[]
  updated_at: string
}

/** The body of a delivery. */
export function bodyOf(format: Format, told: Told, language: Language): string {
  if (format === 'slack') return JSON.stringify(slack(told, language))
  if (format === 'teams') return JSON.stringify(teams(told, language))
  const { id, kind, at, link, facts, ticket, isRestricted } = told
  // That a restricted ticket was resolved says more than that there is one.
  if (isRestricted)
    return JSON.stringify({ id, event: 'ticket.restricted', at, about: 'a restricted record', link })
  if (kind === 'imported') return JSON.stringify({ id, event: 'import.done', at, ...facts, link })
  if (kind === 'test') return JSON.stringify({ id, event: 'test', at, link })
  return JSON.stringify({ id, event: `ticket.${kind}`, at, ...facts, ticket, link })
}

const sentences: Record<Language, Record<Kind | 'test' | 'restricted', string>> = {
  en: {
    created: 'New ticket #{n}',
    reopened: 'Ticket #{n} was reopened',
    resolved: 'Ticket #{n} was resolved',
    closed: 'Ticket #{n} was closed',
    cancelled: 'Ticket #{n} was cancelled',
    merged: 'Ticket #{n} was merged into another one',
    breached: 'Ticket #{n} is past its target',
    warned: 'Ticket #{n} is close to its target',
    escalated: 'Ticket #{n} was escalated',
    assigned: 'Ticket #{n} was assigned',
    prioritized: 'Ticket #{n} has another priority',
    replied: 'Ticket #{n} has a new reply',
    noted: 'Ticket #{n} has a new note',
    joined: 'Another ticket was merged into ticket #{n}, or taken out of it',
    linked: 'Ticket #{n} was linked to another record, or a link was removed',
    moved: 'Ticket #{n} has another state',
    imported: 'An import has ended',
    test: 'This is a test. The connection works.',
    restricted: 'Something happened to a restricted record',
  },
  es: {
    created: 'Ticket nuevo: n.º {n}',
    reopened: 'Se reabrió el ticket n.º {n}',
    resolved: 'Se resolvió el ticket n.º {n}',
    closed: 'Se cerró el ticket n.º {n}',
    cancelled: 'Se canceló el ticket n.º {n}',
    merged: 'El ticket n.º {n} se unió a otro',
    breached: 'El ticket n.º {n} ha pasado su plazo',
    warned: 'El ticket n.º {n} está cerca de su plazo',
    escalated: 'Se escaló el ticket n.º {n}',
    assigned: 'Se asignó el ticket n.º {n}',
    prioritized: 'El ticket n.º {n} tiene otra prioridad',
    replied: 'El ticket n.º {n} tiene una respuesta nueva',
    noted: 'El ticket n.º {n} tiene una nota nueva',
    joined: 'Otro ticket se unió al ticket n.º {n}, o se separó de él',
    linked: 'El ticket n.º {n} se vinculó a otro registro, o se quitó un vínculo',
    moved: 'El ticket n.º {n} tiene otro estado',
    imported: 'Ha terminado una importación',
    test: 'Esto es una prueba. La conexión funciona.',
    restricted: 'Hay novedades en un registro restringido',
  },
}
const opens: Record<Language, string> = { en: 'Open in Wardline', es: 'Abrir en Wardline' }

/** The line of a chat, e.g. `Ticket #12 was resolved · P2 · Service Desk`. */
function lineOf({ kind, ticket, isRestricted }: Told, language: Language): string {
  const sentence = sentences[language][isRestricted ? 'restricted' : kind]
  if (ticket === null) return sentence
  return [
    sentence.replace('{n}', String(ticket.number)),
    ...(ticket.priority === null ? [] : [`P${ticket.priority}`]),
    ...(ticket.team === null ? [] : [ticket.team.name]),
  ].join(' · ')
}

// The three characters by which Slack knows links, channels and people; a team's name must name nobody.
function slack(told: Told, language: Language) {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const line = escaped(lineOf(told, language))
  return {
    text: line,
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: lineOf(told, language), emoji: false } },
      {
        type: 'actions',
        elements: [{ type: 'button', text: { type: 'plain_text', text: opens[language] }, url: told.link }],
      },
    ],
  }
}

// A text block would read Markdown, which the name of a team must not be; a run of text is taken as it is.
function teams(told: Told, language: Language) {
  const text = lineOf(told, language)
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', weight: 'Bolder', text }] }],
          actions: [{ type: 'Action.OpenUrl', title: opens[language], url: told.link }],
        },
      },
    ],
  }
}
