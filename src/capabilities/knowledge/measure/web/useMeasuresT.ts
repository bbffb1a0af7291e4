import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type Dictionary = typeof en
export type MeasuresT = Translate<KeysOf<Dictionary>>

/** The sentences of measures and of the coach's page, by keys that are checked. */
export function useMeasuresT(): MeasuresT {
  return useT<Dictionary>()
}
