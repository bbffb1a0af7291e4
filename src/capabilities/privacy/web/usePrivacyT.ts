import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type records from '../../../web/records/en.json'
import type en from './en.json'

/** Its own, and the kinds of masks, which all pages show. */
type PrivacyDictionary = typeof en & typeof records
export type PrivacyKey = KeysOf<PrivacyDictionary>

/** The sentences of privacy, by keys that are checked. */
export function usePrivacyT(): Translate<PrivacyKey> {
  return useT<PrivacyDictionary>()
}
