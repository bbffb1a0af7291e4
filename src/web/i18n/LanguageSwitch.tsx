import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type en from './en.json' with { type: 'json' }
import { changeLanguage, LANGUAGES, type Language } from './setup.ts'
import { useT } from './useT.ts'

/** Changes the language at once. Each language is named in itself, so that its reader finds it. */
export function LanguageSwitch({ onChange }: { onChange?: (language: Language) => void }) {
  const t = useT<typeof en>()
  const { i18n } = useTranslation()
  const names = LANGUAGES.map((language) => ({
    value: language,
    label: new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language,
  }))
  return (
    <NativeSelect
      label={t('kit.language')}
      data={names}
      value={i18n.resolvedLanguage}
      onChange={(event) => {
        const language = event.currentTarget.value as Language
        void changeLanguage(language).then(() => onChange?.(language))
      }}
    />
  )
}
