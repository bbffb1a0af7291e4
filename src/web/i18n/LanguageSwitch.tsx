import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { changeLanguage, LANGUAGES, type Language } from './setup.ts'
import { useKitT } from './useKitT.ts'

/** Changes the language at once. Each language is named in itself, so that its reader finds it. */
export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const t = useKitT()
  const { i18n } = useTranslation()
  const names = LANGUAGES.map((language) => ({
    value: language,
    label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
  }))
  return (
    <NativeSelect
      label={t('kit.language')}
      data={names}
      // The one that is shown, also when it was not chosen but is the browser's.
      value={i18n.language}
      onChange={(event) => {
        const language = event.currentTarget.value as Language
        void changeLanguage(language).then(() => onChange?.(language))
      }}
    />
  )
}
