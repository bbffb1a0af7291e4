/** The mail that tells of a new key. It names none: keys stand in the account. */
import type { MailTemplate } from '../../../platform/mail/render-mail.ts'

export const keyMade: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'A new key for programs was made',
      paragraphs: [
        'Hello {person},',
        'On {at} a key was made by which a program acts in your name, or in that of a service you answer for.',
      ],
      linkLabel: 'Look at the keys',
      closing: 'If you know nothing of it, revoke it at once, change your password and tell the help desk.',
    },
    es: {
      subject: 'Se creó una clave nueva para programas',
      paragraphs: [
        'Hola, {person}:',
        'El {at} se creó una clave con la que un programa actúa en su nombre, o en el de un servicio del que usted responde.',
      ],
      linkLabel: 'Ver las claves',
      closing:
        'Si no sabe nada de ella, revóquela enseguida, cambie su contraseña y avise al servicio de ayuda.',
    },
  },
}
