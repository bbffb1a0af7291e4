import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type WallboardDictionary = typeof en

/** The sentences of the wallboard, by keys that are checked. */
export function useWallboardT(): Translate<KeysOf<WallboardDictionary>> {
  return useT<WallboardDictionary>()
}
