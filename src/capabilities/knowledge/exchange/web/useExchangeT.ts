import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type Dictionary = typeof en
export type ExchangeT = Translate<KeysOf<Dictionary>>

/** The sentences of import and export, by keys that are checked. */
export function useExchangeT(): ExchangeT {
  return useT<Dictionary>()
}
