import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type OnCallDictionary = typeof en

/** The sentences of on-call, by keys that are checked. */
export function useOnCallT(): Translate<KeysOf<OnCallDictionary>> {
  return useT<OnCallDictionary>()
}
