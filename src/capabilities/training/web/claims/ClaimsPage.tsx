import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { ListSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { Tabs } from '../parts.tsx'
import { claimsPath, peoplePath } from '../paths.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { AcceptDialog } from './AcceptDialog.tsx'
import { ClaimWords } from './ClaimWords.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import { type Claim, claimsQuery } from './data.ts'

/** What people handed in, to be accepted or declined. */
export function Page() {
  const t = useTrainingT()
  const { data, error, refetch } = useQuery(claimsQuery)
  const [deciding, setDeciding] = useState<{ claim: Claim; isAccepting: boolean }>()
  const onClose = () => setDeciding(undefined)
  return (
    <div className={styles.page}>
      <PageHeader title={t('training.claims.page')} note={t('training.claims.pageNote')} />
      <Tabs here={claimsPath} />
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton rows={3} />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('training.claims.none')}>{t('training.claims.noneBody')}</EmptyState>
      ) : (
        <>
          {data.count > data.rows.length && (
            <p className={styles.small}>
              {t('training.claims.more', { shown: data.rows.length, count: data.count })}
            </p>
          )}
          <ul className={styles.lines} aria-label={t('training.claims.page')}>
            {data.rows.map((claim) => (
              <Waiting
                key={claim.id}
                claim={claim}
                onDecide={(isAccepting) => setDeciding({ claim, isAccepting })}
              />
            ))}
          </ul>
        </>
      )}
      {deciding?.isAccepting && <AcceptDialog claim={deciding.claim} onClose={onClose} />}
      {deciding && !deciding.isAccepting && <DeclineDialog claim={deciding.claim} onClose={onClose} />}
    </div>
  )
}

function Waiting({ claim, onDecide }: { claim: Claim; onDecide: (isAccepting: boolean) => void }) {
  const t = useTrainingT()
  const name = `${claim.title}, ${claim.person.name}`
  return (
    <li>
      <div className={styles.row}>
        <strong>{claim.title}</strong>
        <AppLink className={styles.link} href={`${peoplePath}/${claim.person.id}`}>
          {claim.person.name}
        </AppLink>
      </div>
      <ClaimWords claim={claim} />
      <div className={styles.buttons}>
        <Button
          h={44}
          mt={8}
          aria-label={t('training.claims.acceptOf', { name })}
          onClick={() => onDecide(true)}
        >
          {t('training.claims.accept')}
        </Button>
        <Button
          h={44}
          mt={8}
          variant="default"
          aria-label={t('training.claims.declineOf', { name })}
          onClick={() => onDecide(false)}
        >
          {t('training.claims.decline')}
        </Button>
      </div>
    </li>
  )
}
