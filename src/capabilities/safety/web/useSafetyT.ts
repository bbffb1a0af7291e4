import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type SafetyDictionary = typeof en
export type SafetyKey = KeysOf<SafetyDictionary>

/** The sentences of patient safety, by keys that are checked. */
export function useSafetyT(): Translate<SafetyKey> {
  return useT<SafetyDictionary>()
}
