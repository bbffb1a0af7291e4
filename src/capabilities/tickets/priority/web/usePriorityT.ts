import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type PriorityDictionary = typeof en
export type PriorityKey = KeysOf<PriorityDictionary>

/** The sentences about how priorities are made, by keys that are checked. */
export function usePriorityT(): Translate<PriorityKey> {
  return useT<PriorityDictionary>()
}
