import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type TargetsDictionary = typeof en

/** The sentences of the reports of targets, by keys that are checked. */
export function useTargetsT(): Translate<KeysOf<TargetsDictionary>> {
  return useT<TargetsDictionary>()
}
