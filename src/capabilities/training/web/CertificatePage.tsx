import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { PublicFrame } from '../../../core/people/web/public/PublicFrame.tsx'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge } from '../../../web/kit/StatusBadge.tsx'
import type { CheckedCertificate } from './data.ts'
import { useDay } from './parts.tsx'
import styles from './training.module.css'
import { useTrainingT } from './useTrainingT.ts'

const tones = { valid: 'success', expired: 'warning', revoked: 'danger', unknown: 'neutral' } as const

/** What anybody who was given the link of a certificate learns of it, without an account. */
export function Page() {
  const t = useTrainingT()
  const link = useRouterState({ select: (state) => state.location.hash.replace(/^#/, '') })
  const { data, error, refetch } = useQuery({
    queryKey: ['certificate', link],
    queryFn: () => ask(api.POST('/api/certificates/check', { body: { link: link.slice(0, 100) || '-' } })),
    retry: false,
  })
  const isUnknown = error instanceof ProblemError && error.status === 404
  return (
    <PublicFrame title={t('training.certificate.check')} hasSignIn={false}>
      {data ? (
        <Facts of={data} />
      ) : isUnknown ? (
        <State is="unknown" />
      ) : error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : (
        <TextSkeleton />
      )}
    </PublicFrame>
  )
}

function State({ is }: { is: keyof typeof tones }) {
  const t = useTrainingT()
  return (
    <div role="status">
      <StatusBadge tone={tones[is]} label={t(`training.certificate.state.${is}`)} />
      <p>{t(`training.certificate.said.${is}`)}</p>
    </div>
  )
}

function Facts({ of }: { of: CheckedCertificate }) {
  const t = useTrainingT()
  const day = useDay()
  const shows = of.competencies.map(({ name, level }) => (level ? `${name} (${level})` : name)).join(', ')
  const facts = [
    [t('training.certificate.person'), of.person],
    [t('training.certificate.title'), of.title],
    [t('training.certificate.version'), of.version],
    [t('training.certificate.shows'), shows],
    [t('training.certificate.organization'), of.organization],
    [t('training.certificate.achieved'), day(of.achieved_on)],
    [
      t('training.certificate.until'),
      of.valid_until === null ? t('training.certificate.forever') : day(of.valid_until),
    ],
    [t('training.certificate.number'), of.number],
  ].filter(([, said]) => said)
  return (
    <>
      <State is={of.state} />
      <dl className={styles.certificate}>
        {facts.map(([term, said]) => (
          <div key={term}>
            <dt className={styles.small}>{term}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
