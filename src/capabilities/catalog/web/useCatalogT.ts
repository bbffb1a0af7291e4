import { createContext, useCallback, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeysOf } from '../../../web/i18n/dictionary.ts'
import { type Translate, useT } from '../../../web/i18n/useT.ts'
import { type Said, say } from '../form.ts'
import type en from './en.json'

type CatalogDictionary = typeof en
export type CatalogKey = KeysOf<CatalogDictionary>
export type CatalogT = Translate<CatalogKey>

/** The sentences of the catalog, by keys that are checked. */
export function useCatalogT(): CatalogT {
  return useT<CatalogDictionary>()
}

const Spoken = createContext<'en' | 'es' | undefined>(undefined)
/** Has everything below it say the words of items in another language than the page. */
export const SpokenProvider = Spoken.Provider

/** The shown language, as the catalog knows it. */
export function useLanguage(): 'en' | 'es' {
  const spoken = useContext(Spoken)
  const { i18n } = useTranslation()
  return spoken ?? ((i18n.resolvedLanguage ?? i18n.language ?? 'en').startsWith('es') ? 'es' : 'en')
}

/** Reads words of an item in the shown language. */
export function useSaid(): (words: Said | undefined) => string {
  const language = useLanguage()
  return useCallback((words) => say(words, language), [language])
}
