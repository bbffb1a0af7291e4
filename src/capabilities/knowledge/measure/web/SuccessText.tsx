import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import type { Success } from './data.ts'
import { useMeasuresT } from './useMeasuresT.ts'

/** A share with its interval and number; without a number there is no share. */
export function SuccessText({ success }: { success: Success }) {
  const t = useMeasuresT()
  const format = useFormat()
  if (success === null) return <>{t('articleMeasures.measures.notEnough')}</>
  const percent = (value: number) => `${format.number(Math.round(value * 100))} %`
  return (
    <>
      {t('articleMeasures.measures.interval', {
        share: percent(success.share),
        low: percent(success.low),
        high: percent(success.high),
        n: format.number(success.n),
      })}
    </>
  )
}
