import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { useDay } from '../parts.tsx'
import { ProofLinks } from '../records/Evidence.tsx'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import type { Claim } from './data.ts'

/** What was handed in, and what proves it. */
export function ClaimWords({ claim }: { claim: Claim }) {
  const t = useTrainingT()
  const day = useDay()
  const format = useFormat()
  const { origin, happened_on, provider, duration_minutes, competency, evidence, evidence_link } = claim
  const about = [
    t(`training.origin.${origin}`),
    day(happened_on),
    provider,
    ...(duration_minutes === null ? [] : [t('training.claims.minutes', { count: duration_minutes })]),
  ]
  return (
    <>
      <p className={styles.small}>{about.filter(Boolean).join(' · ')}</p>
      {competency && (
        <p className={styles.small}>
          {t('training.claims.suggested', {
            competency: `${competency.code} ${competency.name}`,
            level: competency.levels[competency.level - 1] ?? '',
          })}
        </p>
      )}
      {evidence && (
        <p>
          {t('training.claims.proof')}: {evidence}
        </p>
      )}
      {evidence_link && (
        <p>
          <a className={styles.link} href={evidence_link} rel="noreferrer noopener" target="_blank">
            {t('training.claims.link')}
          </a>
        </p>
      )}
      <ProofLinks from={`/api/training/claims/${claim.id}`} files={claim.files} />
      <p className={styles.small}>
        {t('training.claims.handedIn', { when: format.dateTime(claim.created_at) })}
      </p>
    </>
  )
}
