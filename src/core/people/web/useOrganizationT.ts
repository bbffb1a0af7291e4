import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import type en from './en.json'

type OrganizationDictionary = typeof en
export type OrganizationKey = KeysOf<OrganizationDictionary>

/** The sentences of the organization's pages, by keys that are checked. */
export function useOrganizationT(): Translate<OrganizationKey> {
  return useT<OrganizationDictionary>()
}
