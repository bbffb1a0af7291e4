import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type PhoneDictionary = typeof en
export type PhoneKey = KeysOf<PhoneDictionary>

/** The sentences of the phone desk, by keys that are checked. */
export function usePhoneT(): Translate<PhoneKey> {
  return useT<PhoneDictionary>()
}
