/** The mails of on-call. Of a ticket they carry the number and the link alone. */
import type { MailTemplate } from '../../../platform/mail/render-mail.ts'

type Template = MailTemplate<'person' | 'team' | 'number'>
const values = ['person', 'team', 'number'] as const

export const paged: Template = {
  values,
  texts: {
    en: {
      subject: 'You are paged: {number}',
      paragraphs: [
        'Hello {person},',
        '{team} needs you for {number}. Acknowledge it, or the next person is paged.',
      ],
      linkLabel: 'Open and acknowledge',
      closing: 'To protect private data, what it is about is not in this message.',
    },
    es: {
      subject: 'Se le avisa por {number}',
      paragraphs: [
        'Hola, {person}:',
        '{team} le necesita para {number}. Confirme el aviso; si no, se avisará a la siguiente persona.',
      ],
      linkLabel: 'Abrir y confirmar',
      closing: 'Para proteger los datos privados, el asunto no figura en este mensaje.',
    },
  },
}

export const unanswered: Template = {
  values,
  texts: {
    en: {
      subject: 'Nobody answered: {number}',
      paragraphs: [
        'Hello {person},',
        'Nobody of {team} acknowledged the page for {number}. Call somebody, or page again.',
      ],
      linkLabel: 'Open the ticket',
      closing: 'Everybody on call and those who lead the team were paged.',
    },
    es: {
      subject: 'Nadie ha respondido: {number}',
      paragraphs: [
        'Hola, {person}:',
        'Nadie de {team} confirmó el aviso por {number}. Llame a alguien o avise de nuevo.',
      ],
      linkLabel: 'Abrir el ticket',
      closing: 'Se avisó a todas las personas de guardia y a quienes dirigen el equipo.',
    },
  },
}

export const swapAsked: Template = {
  values,
  texts: {
    en: {
      subject: 'A swap of shifts in {team}',
      paragraphs: ['Hello {person},', 'Somebody of {team} asks you to take a shift.'],
      linkLabel: 'Look and answer',
      closing: 'Nothing changes until you say yes.',
    },
    es: {
      subject: 'Un cambio de turno en {team}',
      paragraphs: ['Hola, {person}:', 'Alguien de {team} le pide que se encargue de un turno.'],
      linkLabel: 'Ver y responder',
      closing: 'Nada cambia hasta que usted acepte.',
    },
  },
}

export const swapAnswered: Template = {
  values,
  texts: {
    en: {
      subject: 'Your swap of shifts in {team} was answered',
      paragraphs: ['Hello {person},', 'Your question about a shift of {team} has an answer.'],
      linkLabel: 'Look at the rota',
      closing: 'Your calendar feed shows the shifts as they are now.',
    },
    es: {
      subject: 'Respuesta a su cambio de turno en {team}',
      paragraphs: ['Hola, {person}:', 'Su pregunta sobre un turno de {team} tiene respuesta.'],
      linkLabel: 'Ver los turnos',
      closing: 'Su calendario muestra los turnos tal como están ahora.',
    },
  },
}
