/** The mail that asks: the number, the team, five links, and none of the ticket's words. */
import type { MailTemplate } from '../../platform/mail/render-mail.ts'

export const question: MailTemplate<'person' | 'number' | 'team'> = {
  values: ['person', 'number', 'team'],
  texts: {
    en: {
      subject: 'How well did we help you with {number}?',
      paragraphs: [
        'Hello {person},',
        'Your request {number} was solved by {team}. How well were you helped?',
        'Choose an answer. You can look at it before you send it, and you need not sign in.',
      ],
      linkLabel: 'Give an answer',
      closing: 'Thank you. If it does not work yet, open your request and tell us.',
    },
    es: {
      subject: '¿Le ayudamos bien con {number}?',
      paragraphs: [
        'Hola, {person}:',
        'Su solicitud {number} fue resuelta por {team}. ¿Le ayudaron bien?',
        'Elija una respuesta. Podrá verla antes de enviarla y no hace falta iniciar sesión.',
      ],
      linkLabel: 'Dar una respuesta',
      closing: 'Gracias. Si todavía no funciona, abra su solicitud y díganoslo.',
    },
  },
}

/** What the five answers are called, the worst first. */
export const answers = {
  en: ['1 – Very badly', '2 – Badly', '3 – All right', '4 – Well', '5 – Very well'],
  es: ['1 – Muy mal', '2 – Mal', '3 – Regular', '4 – Bien', '5 – Muy bien'],
} as const

/** Who solved it when no team did. */
export const nobody = { en: 'the help desk', es: 'el servicio de ayuda' } as const
