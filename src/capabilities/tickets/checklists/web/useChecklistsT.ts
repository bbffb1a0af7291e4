import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type ChecklistsDictionary = typeof en

/** The sentences of checklists, by keys that are checked. */
export function useChecklistsT(): Translate<KeysOf<ChecklistsDictionary>> {
  return useT<ChecklistsDictionary>()
}
