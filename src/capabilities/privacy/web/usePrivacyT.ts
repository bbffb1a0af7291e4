import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type PrivacyDictionary = typeof en
export type PrivacyKey = KeysOf<PrivacyDictionary>

/** The sentences of privacy, by keys that are checked. */
export function usePrivacyT(): Translate<PrivacyKey> {
  return useT<PrivacyDictionary>()
}
