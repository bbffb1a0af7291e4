import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { keptLanguage, setAppearance } from '../kit/appearance.ts'
import { type Dictionary, mergeDictionaries, withManyForms } from './dictionary.ts'
import { type SaidSentences, speakSentences } from './said.ts'

export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** The dictionaries of one language: at hand, or loaded when the language is first shown. */
export type DictionarySource = readonly Dictionary[] | (() => Promise<readonly Dictionary[]>)

const kitDictionaries = import.meta.glob<{ default: Dictionary }>('./{en,es}.json')
const kitSources: Record<Language, () => Promise<{ default: Dictionary }>> = {
  en: kitDictionaries['./en.json']!, // Both files lie beside this one.
  es: kitDictionaries['./es.json']!,
}
const said: Record<Language, () => Promise<{ default: SaidSentences }>> = {
  en: async () => ({ default: {} }),
  es: () => import('./said.es.json'),
}

let appSources: Record<Language, DictionarySource> | undefined

/**
 * Starts the translations; await it before the first render. Each source gives the dictionaries of the
 * capabilities; the kit's own are added here. Only the language that is shown is loaded, and English
 * besides it where a sentence is missing.
 *
 * @param language the language of the reader's profile; without it, the one chosen on this device, else what
 * the browser asks for
 */
export async function setupI18n(
  sources: Record<Language, DictionarySource>,
  language?: string,
): Promise<void> {
  appSources = sources
  const chosen = pickLanguage(language ?? keptLanguage(), navigator.languages)
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: 'en',
    resources: {},
    partialBundledLanguages: true,
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await load(chosen)
  speakSentences((await said[chosen]()).default)
  document.documentElement.lang = chosen
}

/** Shows the other language at once and keeps the choice on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await load(language)
  speakSentences((await said[language]()).default)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  setAppearance({ language })
}

/** The first of the reader's wishes that we speak: `es-MX` is served by `es`; nothing known is served by English. */
export function pickLanguage(chosen: string | undefined, wishes: readonly string[]): Language {
  for (const wish of chosen ? [chosen, ...wishes] : wishes) {
    const found = LANGUAGES.find((language) => wish.toLowerCase().split('-')[0] === language)
    if (found) return found
  }
  return 'en'
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  const source = appSources?.[language] ?? []
  const [kit, app] = await Promise.all([
    kitSources[language](),
    typeof source === 'function' ? source() : source,
  ])
  const merged = mergeDictionaries([kit.default, ...app])
  i18next.addResourceBundle(language, 'translation', withManyForms(merged))
}
