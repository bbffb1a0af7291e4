import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { ConfirmDialog } from '../../../../web/kit/ConfirmDialog.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useMe } from '../../../../web/shell/session.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'
import { FactorSetUp } from './FactorSetUp.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** The second step of signing in: set it up, renew its recovery codes, turn it off. */
export function FactorPart() {
  const t = useSignInT()
  const me = useMe()
  const queries = useQueryClient()
  const [isSettingUp, setSettingUp] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const factor = useQuery({ queryKey: ['factor'], queryFn: () => ask(api.GET('/api/factor')) })
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['factor'] }),
      queries.invalidateQueries({ queryKey: ['me'] }),
      queries.invalidateQueries({ queryKey: ['sessions'] }),
    ])
  }
  const showCodes = (made: readonly string[]) => {
    setSettingUp(false)
    setCodes(made)
    void refresh()
  }
  const isOn = factor.data?.confirmed_at != null
  return (
    <section className={styles.part} aria-labelledby="factor">
      <h2 id="factor">{t('signIn.factor.factor')}</h2>
      {factor.isPending && <TextSkeleton lines={2} />}
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {!codes && factor.data && isOn && (
        <FactorOn
          confirmedAt={factor.data.confirmed_at ?? ''}
          codesLeft={factor.data.recovery_codes_left}
          onCodes={showCodes}
          onOff={refresh}
        />
      )}
      {!codes && factor.data && !isOn && (
        <>
          <p className={me.is_factor_wanted ? styles.wanted : styles.quiet}>
            {t(me.is_factor_wanted ? 'signIn.factor.factorWanted' : 'signIn.factor.factorNote')}
          </p>
          {isSettingUp ? (
            <FactorSetUp onDone={showCodes} onCancel={() => setSettingUp(false)} />
          ) : (
            <Button variant="default" className={styles.button} onClick={() => setSettingUp(true)}>
              {t('signIn.factor.factorBegin')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

type FactorOnProps = {
  confirmedAt: string
  codesLeft: number
  onCodes: (codes: readonly string[]) => void
  onOff: () => Promise<void>
}

function FactorOn({ confirmedAt, codesLeft, onCodes, onOff }: FactorOnProps) {
  const t = useSignInT()
  const format = useFormat()
  const [isAsking, setAsking] = useState(false)
  const { run, isBusy, failure } = useSending()
  const renew = () =>
    run(async () => onCodes((await ask(api.POST('/api/factor/recovery-codes', { body: {} }))).recovery_codes))
  const turnOff = () => {
    setAsking(false)
    return run(async () => {
      await ask(api.POST('/api/factor/disable', { body: {} }))
      toast.show(t('signIn.factor.factorOffDone'))
      await onOff()
    })
  }
  return (
    <>
      <p>{t('signIn.factor.factorOn', { date: format.date(confirmedAt) })}</p>
      <p className={styles.quiet}>{t('signIn.factor.codesLeft', { count: codesLeft })}</p>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <div className={styles.row}>
        <Button variant="default" loading={isBusy} onClick={renew}>
          {t('signIn.factor.codesNew')}
        </Button>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('signIn.factor.factorOff')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('signIn.factor.factorOffAsk')}
        confirmLabel={t('signIn.factor.factorOff')}
        onConfirm={turnOff}
        onCancel={() => setAsking(false)}
      >
        {t('signIn.factor.factorOffBody')}
      </ConfirmDialog>
    </>
  )
}
