/** What a record is called where messages leave the product: in mails, and in what rings. */
import type { Language } from '../../platform/mail/render-mail.ts'
import type { RecordRow } from '../records/record.ts'

export type Outside = Pick<RecordRow, 'number' | 'restriction'>

const kept: Record<Language, string> = { en: 'a restricted record', es: 'un registro restringido' }

/** Its number; of a restricted record not even that, since its link says all to who may see it. */
export function calledOutside({ number, restriction }: Outside, language: Language): string {
  return restriction === null ? `#${number}` : kept[language]
}
