import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type FindingDictionary = typeof en
export type FindingKey = KeysOf<FindingDictionary>

/** The sentences of the search, by keys that are checked. */
export function useFindingT(): Translate<FindingKey> {
  return useT<FindingDictionary>()
}
