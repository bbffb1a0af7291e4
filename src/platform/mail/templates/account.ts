import type { MailTemplate } from '../render-mail.ts'

export const invitation: MailTemplate<'person' | 'organization' | 'expires_at'> = {
  values: ['person', 'organization', 'expires_at'],
  texts: {
    en: {
      subject: 'Your account at {organization}',
      paragraphs: [
        'Hello {person},',
        'An account was made for you at {organization}. Choose a password to begin.',
        'The link works once, until {expires_at}.',
      ],
      linkLabel: 'Choose your password',
      closing: 'If you did not expect this message, you can ignore it.',
    },
    es: {
      subject: 'Su cuenta en {organization}',
      paragraphs: [
        'Hola, {person}:',
        'Se ha creado una cuenta para usted en {organization}. Elija una contraseña para empezar.',
        'El enlace funciona una sola vez, hasta el {expires_at}.',
      ],
      linkLabel: 'Elegir la contraseña',
      closing: 'Si no esperaba este mensaje, puede ignorarlo.',
    },
  },
}

export const passwordReset: MailTemplate<'person' | 'expires_at'> = {
  values: ['person', 'expires_at'],
  texts: {
    en: {
      subject: 'Choose a new password',
      paragraphs: [
        'Hello {person},',
        'Someone asked for a new password for your account.',
        'The link works once, until {expires_at}.',
      ],
      linkLabel: 'Choose a new password',
      closing: 'If it was not you, you can ignore this message. Your password stays as it is.',
    },
    es: {
      subject: 'Elija una contraseña nueva',
      paragraphs: [
        'Hola, {person}:',
        'Alguien ha pedido una contraseña nueva para su cuenta.',
        'El enlace funciona una sola vez, hasta el {expires_at}.',
      ],
      linkLabel: 'Elegir una contraseña nueva',
      closing: 'Si no ha sido usted, puede ignorar este mensaje. Su contraseña no cambia.',
    },
  },
}

export const passwordChanged: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'Your password was changed',
      paragraphs: ['Hello {person},', 'The password of your account was changed on {at}.'],
      linkLabel: 'Look at your account',
      closing: 'If it was not you, call the help desk at once.',
    },
    es: {
      subject: 'Se ha cambiado su contraseña',
      paragraphs: ['Hola, {person}:', 'La contraseña de su cuenta se cambió el {at}.'],
      linkLabel: 'Ver su cuenta',
      closing: 'Si no ha sido usted, llame enseguida al servicio de ayuda.',
    },
  },
}

export const signInFactorAdded: MailTemplate<'person' | 'at'> = {
  values: ['person', 'at'],
  texts: {
    en: {
      subject: 'A new way to sign in was added',
      paragraphs: ['Hello {person},', 'A second step for signing in was added to your account on {at}.'],
      linkLabel: 'Look at your account',
      closing: 'If it was not you, call the help desk at once.',
    },
    es: {
      subject: 'Se ha añadido una nueva forma de iniciar sesión',
      paragraphs: ['Hola, {person}:', 'El {at} se añadió a su cuenta un segundo paso para iniciar sesión.'],
      linkLabel: 'Ver su cuenta',
      closing: 'Si no ha sido usted, llame enseguida al servicio de ayuda.',
    },
  },
}
