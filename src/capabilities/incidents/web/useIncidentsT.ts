import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type IncidentsDictionary = typeof en

/** The sentences of major incidents, by keys that are checked. */
export function useIncidentsT(): Translate<KeysOf<IncidentsDictionary>> {
  return useT<IncidentsDictionary>()
}
