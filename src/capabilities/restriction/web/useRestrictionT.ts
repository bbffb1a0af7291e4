import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type RestrictionDictionary = typeof en
export type RestrictionKey = KeysOf<RestrictionDictionary>

/** The sentences of restricted records, by keys that are checked. */
export function useRestrictionT(): Translate<RestrictionKey> {
  return useT<RestrictionDictionary>()
}
