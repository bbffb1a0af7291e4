import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type LaddersDictionary = typeof en

/** The sentences of ladders, by keys that are checked. */
export function useLaddersT(): Translate<KeysOf<LaddersDictionary>> {
  return useT<LaddersDictionary>()
}
