import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type MailOutDictionary = typeof en
type MailOutKey = KeysOf<MailOutDictionary>

/** The sentences of the page of mail that goes out, by keys that are checked. */
export function useMailOutT(): Translate<MailOutKey> {
  return useT<MailOutDictionary>()
}
