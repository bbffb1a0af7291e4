import type { ProblemError } from '../../../../../web/api/client.ts'
import { useFormat } from '../../../../../web/i18n/useFormat.tsx'
import type { Outlook, RotaShown } from '../data.ts'
import styles from '../on-call.module.css'
import { Timeline } from '../Timeline.tsx'
import { useOnCallT } from '../useOnCallT.ts'
import { wallOf } from '../wall.ts'
import type { Draft } from './draft.ts'

type PreviewProps = {
  rota: RotaShown
  draft: Draft
  outlook: Outlook | undefined
  problem: ProblemError | undefined
}

const DAYS = 28

/** The next four weeks as they would be; nothing is stored. */
export function Preview({ rota, draft, outlook, problem }: PreviewProps) {
  const t = useOnCallT()
  const format = useFormat()
  // Layers that are not stored yet have no identity, so the bars are told apart by the order of the layers.
  const ids = [...new Set((outlook?.shifts ?? []).map((shift) => shift.layer_id))]
  const known = draft.layers.map((layer) => layer.id).filter((id) => id !== undefined)
  const fresh = ids.filter((id) => !known.includes(id))
  const layers = draft.layers.map((layer) => ({
    id: layer.id ?? fresh.shift() ?? layer.key,
    name: layer.name,
  }))
  const [gap] = outlook?.gaps ?? []
  const [double] = outlook?.doubles ?? []
  return (
    <section className={styles.card} aria-labelledby="preview">
      <h2 id="preview">{t('on_call.edit.preview')}</h2>
      <div aria-live="polite" className={styles.words}>
        {problem && <p className={styles.failure}>{problem.message || problem.title}</p>}
        {!problem && outlook && (
          <p className={gap ? styles.warning : styles.note}>
            {gap
              ? t('on_call.edit.gaps', { count: outlook.gaps.length, at: format.dateTime(gap.from) })
              : t('on_call.gaps.none')}
          </p>
        )}
        {!problem && double && (
          <p className={styles.warning}>
            {t('on_call.gaps.double', {
              name: double.person.name,
              span: t('on_call.span', { from: format.dateTime(double.from), to: format.dateTime(double.to) }),
            })}
          </p>
        )}
      </div>
      {outlook && !problem && (
        <Timeline
          layers={layers}
          outlook={outlook}
          from={wallOf(Date.now(), rota.time_zone).slice(0, 10)}
          days={DAYS}
          zone={rota.time_zone}
        />
      )}
    </section>
  )
}
