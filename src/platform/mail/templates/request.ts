import type { MailTemplate } from '../render-mail.ts'

// These mails carry the number and the link alone: what was asked and answered may concern a patient.

export const requestReceived: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'We received your request {number}',
      paragraphs: ['Hello {person},', 'Your request has arrived. Its number is {number}.'],
      linkLabel: 'Open your request',
      closing: 'You will hear from us when there is something new.',
    },
    es: {
      subject: 'Hemos recibido su solicitud {number}',
      paragraphs: ['Hola, {person}:', 'Su solicitud ha llegado. Su número es {number}.'],
      linkLabel: 'Abrir su solicitud',
      closing: 'Le avisaremos cuando haya novedades.',
    },
  },
}

export const newReply: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'New reply to {number}',
      paragraphs: ['Hello {person},', 'There is a new reply to {number}.'],
      linkLabel: 'Read the reply',
      closing: 'To protect private data, the reply itself is not in this message.',
    },
    es: {
      subject: 'Nueva respuesta a {number}',
      paragraphs: ['Hola, {person}:', 'Hay una nueva respuesta a {number}.'],
      linkLabel: 'Leer la respuesta',
      closing: 'Para proteger los datos privados, la respuesta no figura en este mensaje.',
    },
  },
}

export const requestResolved: MailTemplate<'person' | 'number'> = {
  values: ['person', 'number'],
  texts: {
    en: {
      subject: 'Your request {number} is resolved',
      paragraphs: ['Hello {person},', 'Your request {number} was marked as resolved.'],
      linkLabel: 'See the answer',
      closing: 'If it does not work yet, open the request and tell us.',
    },
    es: {
      subject: 'Su solicitud {number} está resuelta',
      paragraphs: ['Hola, {person}:', 'Su solicitud {number} se ha marcado como resuelta.'],
      linkLabel: 'Ver la respuesta',
      closing: 'Si todavía no funciona, abra la solicitud y díganoslo.',
    },
  },
}
