import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type TicketsDictionary = typeof en
export type TicketsKey = KeysOf<TicketsDictionary>

/** The sentences about tickets, by keys that are checked. */
export function useTicketsT(): Translate<TicketsKey> {
  return useT<TicketsDictionary>()
}
