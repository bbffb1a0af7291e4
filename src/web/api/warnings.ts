/** What the server did, and yet warns about: a page that shows nothing of its own would let it pass unread. */
import { said } from '../i18n/said.ts'
import { toast } from '../kit/toast.ts'

/** Says each warning of an answer in the reader's language, e.g. that somebody mentioned was not told. */
export function tellWarnings(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('warnings' in answer)) return
  if (!Array.isArray(answer.warnings)) return
  for (const warning of answer.warnings) if (typeof warning === 'string') toast.show(said(warning), 'danger')
}
