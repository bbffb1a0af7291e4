import { Button } from '@mantine/core'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { useFormat } from '../../../web/i18n/useFormat.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { type Admission, type Shown, useAskAgain } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

/** Who sees the record by the level alone, as one sentence. */
export function useLevelSentence(): (shown: Pick<Shown, 'level' | 'team' | 'admissions'>) => string {
  const t = useRestrictionT()
  return ({ level, team, admissions }) => {
    if (level === null) return t('restriction.who.normal')
    if (level === 'team') return t('restriction.who.team', { team: team?.name ?? '–' })
    if (level === 'security') return t('restriction.who.security')
    const names = admissions
      .filter(({ way, is_open }) => way === 'named' && is_open)
      .flatMap(({ person, team: named }) => person?.name ?? named?.name ?? [])
    return t('restriction.who.listed', { names: names.join(', ') })
  }
}

/** Whom the record is open to beside those, until when and why; `id` where one may take it back. */
export function Grants({
  id,
  admissions,
  maySet,
}: {
  id: string
  admissions: readonly Admission[]
  maySet: boolean
}) {
  const t = useRestrictionT()
  const format = useFormat()
  const askAgain = useAskAgain(id)
  const open = admissions.filter(({ way, is_open }) => way !== 'named' && is_open)
  const past = admissions.filter(({ way, is_open }) => way !== 'named' && !is_open)
  const end = async (admission_id: string) => {
    try {
      await ask(
        api.POST('/api/restricted-records/{id}/end-grant', {
          params: { path: { id } },
          body: { admission_id },
        }),
      )
      toast.show(t('restriction.grant.ended'), 'success')
    } catch (error) {
      toast.show(error instanceof ProblemError ? error.message || error.title : String(error), 'danger')
    }
    await askAgain()
  }
  if (open.length + past.length === 0) return null
  return (
    <>
      {open.length > 0 && (
        <ul className={styles.plain} aria-label={t('restriction.grant.open')}>
          {open.map((each) => (
            <li key={each.id} className={styles.grant}>
              <span>
                <strong>{each.person?.name ?? each.team?.name}</strong>{' '}
                {t(each.way === 'glass' ? 'restriction.grant.byGlass' : 'restriction.grant.until', {
                  until: format.dateTime(each.until ?? ''),
                  by: each.by,
                })}
                {each.reason && <span className={styles.dim}> {each.reason}</span>}
              </span>
              {maySet && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('restriction.grant.endOf', {
                    name: each.person?.name ?? each.team?.name ?? '',
                  })}
                  onClick={() => void end(each.id)}
                >
                  {t('restriction.grant.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {past.length > 0 && <Past past={past} />}
    </>
  )
}

function Past({ past }: { past: readonly Admission[] }) {
  const t = useRestrictionT()
  const format = useFormat()
  return (
    <details className={styles.past}>
      <summary>{t('restriction.grant.past', { count: past.length })}</summary>
      <ul className={styles.plain}>
        {past.map((each) => (
          <li key={each.id} className={styles.dim}>
            {t(each.way === 'glass' ? 'restriction.grant.wasGlass' : 'restriction.grant.was', {
              name: each.person?.name ?? each.team?.name ?? '',
              until: format.dateTime(each.ended_at ?? each.until ?? ''),
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}
