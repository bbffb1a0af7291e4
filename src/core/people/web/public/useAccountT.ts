import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type AccountDictionary = typeof en
export type AccountT = Translate<KeysOf<AccountDictionary>>

/** The sentences of the public pages, by keys that are checked. */
export function useAccountT(): AccountT {
  return useT<AccountDictionary>()
}
