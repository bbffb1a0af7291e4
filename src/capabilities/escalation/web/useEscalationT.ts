import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type EscalationDictionary = typeof en
export type EscalationKey = KeysOf<EscalationDictionary>

/** The sentences about calendars, policies and clocks, by keys that are checked. */
export function useEscalationT(): Translate<EscalationKey> {
  return useT<EscalationDictionary>()
}
