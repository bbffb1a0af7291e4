/** The mail that tells of an emergency account in use. It names nobody and no reason: those stand behind the link. */
import type { MailTemplate } from '../../../platform/mail/render-mail.ts'

export const emergencyUsed: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'An emergency account is in use',
      paragraphs: [
        'Hello {person},',
        'On {at} somebody took rights by an emergency account. They end by themselves. Somebody else has to look at what was done.',
      ],
      linkLabel: 'See who, why and until when',
      closing: 'If there is no emergency, end the account at once.',
    },
    es: {
      subject: 'Se está usando una cuenta de emergencia',
      paragraphs: [
        'Hola, {person}:',
        'El {at} alguien tomó permisos con una cuenta de emergencia. Terminan por sí solos. Otra persona debe revisar lo que se hizo.',
      ],
      linkLabel: 'Ver quién, por qué y hasta cuándo',
      closing: 'Si no hay ninguna emergencia, cierre la cuenta enseguida.',
    },
  },
}
