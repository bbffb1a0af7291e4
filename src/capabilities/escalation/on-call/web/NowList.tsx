import { useFormat, useNow } from '../../../../web/i18n/useFormat.tsx'
import { PersonChip } from '../../../../web/kit/PersonChip.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import type { TeamNow } from './data.ts'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

/** Who is on call in each layer of a team, until when, and who comes next. */
export function NowList({ team }: { team: TeamNow }) {
  const t = useOnCallT()
  const format = useFormat()
  const now = useNow()
  return (
    <>
      <ul className={styles.list}>
        {team.layers.map(({ layer, person, until, because, next }) => (
          <li key={layer.id}>
            <span className={styles.words}>
              <span className={styles.small}>{layer.name}</span>
              {person ? (
                <span className={styles.who}>
                  <PersonChip name={person.name} />
                  {person.phone && <a href={`tel:${person.phone.replace(/[^\d+]/g, '')}`}>{person.phone}</a>}
                  {because === 'cover' && <span className={styles.small}>{t('on_call.covers')}</span>}
                </span>
              ) : (
                <span className={styles.dim}>{t('on_call.nobody')}</span>
              )}
              {person && !person.is_there && (
                <StatusBadge tone="danger" label={t('on_call.isGone', { name: person.name })} />
              )}
            </span>
            <span className={styles.small}>
              {[
                until && t('on_call.until', { at: format.dateTime(until) }),
                next && next.from === until && t('on_call.nextThen', { name: next.person.name }),
                next &&
                  next.from !== until &&
                  t('on_call.next', { name: next.person.name, at: format.dateTime(next.from) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {team.gap && (
        <p className={styles.warning}>
          {Date.parse(team.gap) <= now
            ? t('on_call.gapNow')
            : t('on_call.gapAt', { at: format.dateTime(team.gap) })}
        </p>
      )}
    </>
  )
}
