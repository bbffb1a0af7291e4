/** What a ticket says of alerts. Pure. */
import { oneLine } from '../../../platform/mail/outgoing-mail.ts'
import { asMarkdown, cleanText } from '../mail/words.ts'
import { type Alert, labelOf } from './alert.ts'
import { hostLabels } from './read-alerts.ts'

const lines_max = 20
const text_length_max = 600

export type Language = 'en' | 'es'
const said = {
  en: {
    firing: 'Firing',
    over: 'Over',
    more: (count: number) => `… and ${count} more.`,
    state: (firing: number) => (firing === 1 ? '1 alert is firing now.' : `${firing} alerts are firing now.`),
    allOver: 'All alerts are over.',
    byHand: 'Nothing was heard of the alerts any more, and somebody said that they are over:',
    flaps: 'They come and go. What changes from now on is told together.',
    storm: (name: string) => `Many alerts from ${name}`,
    stormBody: 'More came in a short time than get a ticket each. They are told together here.',
  },
  es: {
    firing: 'Activas',
    over: 'Terminadas',
    more: (count: number) => `… y ${count} más.`,
    state: (firing: number) =>
      firing === 1 ? 'Ahora hay 1 alerta activa.' : `Ahora hay ${firing} alertas activas.`,
    allOver: 'Todas las alertas han terminado.',
    byHand: 'No se supo más de las alertas, y alguien dijo que han terminado:',
    flaps: 'Van y vienen. Lo que cambie a partir de ahora se contará junto.',
    storm: (name: string) => `Muchas alertas de ${name}`,
    stormBody: 'Llegaron en poco tiempo más de las que reciben un ticket cada una. Aquí se cuentan juntas.',
  },
} as const

/** The title and the first message of a ticket about these alerts. */
export function ticketWords(
  language: Language,
  alerts: readonly Alert[],
  stormOf: string | null,
): { title: string; body: string } {
  const words = said[language]
  const first = alerts[0]?.title ?? ''
  const title = stormOf === null ? first : words.storm(stormOf)
  const more = stormOf === null && alerts.length > 1 ? ` (+${alerts.length - 1})` : ''
  return {
    title: `${oneLine(cleanText(title)).slice(0, 400).toWellFormed() || 'Alert'}${more}`,
    body: [...(stormOf === null ? [] : [words.stormBody]), listOf(language, alerts)].join('\n\n'),
  }
}

/** A note about what changed; with nothing at hand only how many are firing. */
export function noteWords(
  language: Language,
  changed: { firing: readonly Alert[]; over: readonly Alert[] },
  state: { firing: number; flaps: boolean },
): string {
  const words = said[language]
  return [
    ...(changed.firing.length > 0 ? [`**${words.firing}**\n\n${listOf(language, changed.firing)}`] : []),
    ...(changed.over.length > 0 ? [`**${words.over}**\n\n${listOf(language, changed.over)}`] : []),
    state.firing === 0 ? words.allOver : words.state(state.firing),
    ...(state.flaps ? [words.flaps] : []),
  ].join('\n\n')
}

/** With the reason of who said it by hand. */
export function overWords(language: Language, reason: string | null): string {
  return reason === null ? said[language].allOver : `${said[language].byHand} ${reason}`
}

function listOf(language: Language, alerts: readonly Alert[]): string {
  const lines = alerts.slice(0, lines_max).map((alert) => {
    const host = labelOf(alert.labels, hostLabels)
    const about = [...(alert.severity ? [alert.severity] : []), ...(host === undefined ? [] : [host])].map(
      lineOf,
    )
    const text = asMarkdown(cleanText(alert.text))
      .slice(0, text_length_max)
      .toWellFormed()
      .replace(/\s*\n\s*/g, ' ')
    return [
      `- **${lineOf(alert.title).slice(0, 300)}**${about.length > 0 ? ` (${about.join(', ')})` : ''}`,
      ...(text === '' ? [] : [`  ${text}`]),
      ...(alert.link === null ? [] : [`  <${alert.link}>`]),
    ].join('\n')
  })
  const more = alerts.length - lines_max
  return [...lines, ...(more > 0 ? [`\n${said[language].more(more)}`] : [])].join('\n')
}

/** One line that is no Markdown. */
function lineOf(text: string): string {
  return oneLine(cleanText(text))
    .replace(/([\\`*_[\]<>#|~])/g, '\\$1')
    .trim()
}
