import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type MergingDictionary = typeof en
export type MergingKey = KeysOf<MergingDictionary>

/** The sentences about merging, splitting and parts, by keys that are checked. */
export function useMergingT(): Translate<MergingKey> {
  return useT<MergingDictionary>()
}
