/** From a ticket to a lesson: its requester is booked into a class, or sent something short. */
import type { Capability } from '../../../core/registry.ts'
import { bookRequester } from './book.ts'
import { ticketLessons } from './fits.ts'
import { sendLesson } from './send-lesson.ts'

export const fromTicketPart = {
  recordActions: [bookRequester, sendLesson],
  readers: [ticketLessons],
} satisfies Partial<Capability>
