import { Timeline } from '../../../web/records/Timeline.tsx'
import type { SafetyEvent } from './data.ts'
import styles from './safety.module.css'
import { type SafetyKey, useSafetyT } from './useSafetyT.ts'

/** What was done to a safety event or a hazard, oldest first. */
export function Happened({ events }: { events: SafetyEvent['events'] }) {
  const t = useSafetyT()
  const items = events.map(({ id, at, actor, action }) => {
    const who = actor?.name ?? t('safety.did.nobody')
    const key = `safety.did.${action.split('.')[1]}` as SafetyKey
    const sentence = t(key, { who, defaultValue: '' }) || t('safety.did.other', { who })
    return { type: 'event' as const, id, at, sentence }
  })
  return (
    <section className={styles.card} aria-labelledby="happened">
      <h2 id="happened">{t('safety.event.timeline')}</h2>
      <Timeline items={items} label={t('safety.event.timeline')} />
    </section>
  )
}
