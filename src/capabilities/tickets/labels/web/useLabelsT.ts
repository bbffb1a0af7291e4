import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type LabelsDictionary = typeof en
export type LabelsKey = KeysOf<LabelsDictionary>

/** The sentences of labels, by keys that are checked. */
export function useLabelsT(): Translate<LabelsKey> {
  return useT<LabelsDictionary>()
}
