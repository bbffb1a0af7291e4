import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type HeldDictionary = typeof en
type HeldKey = KeysOf<HeldDictionary>

/** The sentences of the page of files in quarantine, by keys that are checked. */
export function useHeldT(): Translate<HeldKey> {
  return useT<HeldDictionary>()
}
