import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { StatusBadge } from '../../../../web/kit/StatusBadge.tsx'
import type { Credential } from '../data.ts'
import styles from '../training.module.css'
import { useTrainingT } from '../useTrainingT.ts'
import { ClaimWords } from './ClaimWords.tsx'
import { type Claim, ownClaimsQuery } from './data.ts'
import { HandInDialog } from './HandInDialog.tsx'

/** What one handed in oneself, and the way to do so. */
export function MyClaims({ credentials }: { credentials: readonly Credential[] }) {
  const t = useTrainingT()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery(ownClaimsQuery)
  return (
    <>
      <h2 className={styles.heading}>{t('training.claims.mine')}</h2>
      <div className={styles.above}>
        <p className={styles.small}>{t('training.claims.mineNote')}</p>
      </div>
      {error && <ErrorState problem={error} onRetry={() => void refetch()} />}
      {data && data.rows.length > 0 && (
        <ul className={styles.lines} aria-label={t('training.claims.mine')}>
          {data.rows.map((claim) => (
            <OwnClaim key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
      <Button h={44} mt={8} variant="default" onClick={() => setOpen(true)}>
        {t('training.claims.handIn')}
      </Button>
      {isOpen && <HandInDialog credentials={credentials} onClose={() => setOpen(false)} />}
    </>
  )
}

function OwnClaim({ claim }: { claim: Claim }) {
  const t = useTrainingT()
  const queries = useQueryClient()
  const { isBusy, problem, submit } = useSubmit(async () => {
    await ask(
      api.POST('/api/training/claims/{id}/withdraw', { params: { path: { id: claim.id } }, body: {} }),
    )
    await queries.invalidateQueries({ queryKey: ['training', 'claims'] })
  })
  const isWaiting = claim.state === 'waiting'
  return (
    <li>
      <div className={styles.row}>
        <strong>{claim.title}</strong>
        <StatusBadge
          tone={isWaiting ? 'info' : 'warning'}
          label={t(`training.claims.state.${claim.state}`)}
        />
      </div>
      <ClaimWords claim={claim} />
      {claim.reason && <p>{t('training.claims.why', { reason: claim.reason })}</p>}
      <Button
        h={44}
        mt={8}
        variant="default"
        loading={isBusy}
        aria-label={t(isWaiting ? 'training.claims.withdraw' : 'training.claims.remove', {
          name: claim.title,
        })}
        onClick={() => void submit()}
      >
        {t(isWaiting ? 'training.claims.withdrawShort' : 'training.claims.removeShort')}
      </Button>
      <Failure problem={problem} />
    </li>
  )
}
