import { useCatalogT } from './useCatalogT.ts'

const DAY_HOURS = 8

/** How long something takes, in working hours up to a day and in working days from there. */
export function useExpected(): (hours: number) => string {
  const t = useCatalogT()
  return (hours) =>
    hours < DAY_HOURS
      ? t('catalog.expected.hours', { count: hours })
      : t('catalog.expected.days', { count: Math.ceil(hours / DAY_HOURS) })
}
