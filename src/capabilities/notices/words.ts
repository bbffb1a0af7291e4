/** The product's own words of mails and rings. Which kind of news there is, and never what somebody wrote. */
import type { Language } from '../../platform/mail/render-mail.ts'
import type { Kind } from './kinds.ts'

export const kindWords: Record<Kind, Record<Language, string>> = {
  requests: { en: 'Your requests', es: 'Sus solicitudes' },
  mentions: { en: 'You were mentioned', es: 'Le mencionaron' },
  talk: { en: 'Answers and notes', es: 'Respuestas y notas' },
  work: { en: 'Work that came to you', es: 'Trabajo que le llegó' },
  follow_ups: { en: 'Your reminders', es: 'Sus recordatorios' },
  promises: { en: 'Answers that are due', es: 'Respuestas que vencen' },
  following: { en: 'What you follow', es: 'Lo que usted sigue' },
  incidents: { en: 'Major incidents', es: 'Incidentes graves' },
  on_call: { en: 'On-call', es: 'Guardia' },
  swaps: { en: 'Swaps of shifts', es: 'Cambios de turno' },
  approvals: { en: 'Approvals', es: 'Aprobaciones' },
  articles: { en: 'Articles', es: 'Artículos' },
  ratings: { en: 'Low ratings', es: 'Valoraciones bajas' },
  classes: { en: 'Your classes', es: 'Sus clases' },
  learning: { en: 'Learning', es: 'Aprendizaje' },
  surveys: { en: 'Questions how well it went', es: 'Preguntas sobre la atención' },
  safety: { en: 'Safety', es: 'Seguridad' },
  access: { en: 'Restricted records', es: 'Registros restringidos' },
  verification: { en: 'Verification of callers', es: 'Verificación de llamadas' },
  account: { en: 'Your account', es: 'Su cuenta' },
  automation: { en: 'Rules and webhooks', es: 'Reglas y webhooks' },
}

export const mailWords = {
  en: {
    one: (line: string) => `News for you: ${line}`,
    many: (count: number) => `${count} notices wait for you`,
    hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    news: 'There is news in Wardline.',
    waits: 'This is new for you and was not read yet.',
    open: 'Read it',
    settings: 'Choose what you are mailed',
    because: (kind: string) => `You get this mail because it is about what you are told of as “${kind}”.`,
    closing: 'You can choose there by which way and when you hear of what.',
  },
  es: {
    one: (line: string) => `Novedades para usted: ${line}`,
    many: (count: number) => `${count} avisos le esperan`,
    hello: (name: string) => (name ? `Hola, ${name}:` : 'Hola:'),
    news: 'Hay novedades en Wardline.',
    waits: 'Esto es nuevo para usted y aún no se ha leído.',
    open: 'Leerlo',
    settings: 'Elegir qué correos recibe',
    because: (kind: string) => `Recibe este correo porque trata de lo que se le avisa como «${kind}».`,
    closing: 'Allí puede elegir por qué medio y cuándo se le avisa de cada cosa.',
  },
} satisfies Record<Language, unknown>
