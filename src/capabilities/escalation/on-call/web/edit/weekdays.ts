import { useTranslation } from 'react-i18next'

/** The names of the weekdays in the reader's language, Monday first. */
export function useWeekdays(): string[] {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.resolvedLanguage ?? 'en', { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2024, 0, 1 + day)))
}
