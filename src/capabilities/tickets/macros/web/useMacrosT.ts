import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type MacrosDictionary = typeof en
export type MacrosKey = KeysOf<MacrosDictionary>

/** The sentences about macros, replies, what is done later and time, by keys that are checked. */
export function useMacrosT(): Translate<MacrosKey> {
  return useT<MacrosDictionary>()
}
