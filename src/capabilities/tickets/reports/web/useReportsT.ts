import type { KeysOf } from '../../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../../web/i18n/useT.ts'
import type en from './en.json'

type ReportsDictionary = typeof en

/** The sentences of the reports, by keys that are checked. */
export function useReportsT(): Translate<KeysOf<ReportsDictionary>> {
  return useT<ReportsDictionary>()
}
