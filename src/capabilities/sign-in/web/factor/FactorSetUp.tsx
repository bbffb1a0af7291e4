import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { PasswordField, TextField } from '../../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { useMe } from '../../../../web/shell/session.ts'
import styles from '../sign-in.module.css'
import { useSending } from '../useSending.ts'
import { useSignInT } from '../useSignInT.ts'

type FactorSetUpProps = { onDone: (codes: readonly string[]) => void; onCancel: () => void }

/** The QR code at once, then the first code of the app: for somebody who proved a moment ago who they are. */
export function AppSetUp({ onDone, onCancel }: FactorSetUpProps) {
  const { run, failure } = useSending()
  const [begun, setBegun] = useState<{ secret: string; uri: string }>()
  const begin = useRef(() =>
    run(async () => setBegun(await ask(api.POST('/api/factor/begin', { body: {} })))),
  )
  useEffect(() => void begin.current(), [])
  if (failure)
    return (
      <p role="alert" className={styles.failure}>
        {failure}
      </p>
    )
  return begun ? <Confirm {...begun} onDone={onDone} onCancel={onCancel} /> : <TextSkeleton lines={4} />
}

/** Password, then the QR code, then the first code of the app. Who has a second step proves with it instead. */
export function FactorSetUp({ onDone, onCancel }: FactorSetUpProps) {
  const t = useSignInT()
  const [password, setPassword] = useState('')
  const [begun, setBegun] = useState<{ secret: string; uri: string }>()
  const { run, isBusy, fields, failure } = useSending()
  const me = useMe()
  if (me.has_factor || !me.has_password) return <AppSetUp onDone={onDone} onCancel={onCancel} />
  if (begun) return <Confirm {...begun} onDone={onDone} onCancel={onCancel} />
  const begin = () =>
    run(async () => setBegun(await ask(api.POST('/api/factor/begin', { body: { password } }))))
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <PasswordField
        label={t('signIn.factor.confirmPassword')}
        autoComplete="current-password"
        autoFocus
        value={password}
        error={fields.get('password') ?? failure}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Buttons
        label={t('signIn.factor.confirm')}
        isBusy={isBusy}
        isReady={password !== ''}
        onCancel={onCancel}
      />
    </form>
  )
}

type ConfirmProps = { secret: string; uri: string } & FactorSetUpProps

function Confirm({ secret, uri, onDone, onCancel }: ConfirmProps) {
  const t = useSignInT()
  const [code, setCode] = useState('')
  const { run, isBusy, fields, failure } = useSending()
  const confirm = () =>
    run(async () => onDone((await ask(api.POST('/api/factor/confirm', { body: { code } }))).recovery_codes))
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
    >
      <h3>{t('signIn.factor.factorScan')}</h3>
      <QrCode text={uri} label={t('signIn.factor.factorQr')} />
      <p className={styles.quiet}>
        {t('signIn.factor.factorKey')}{' '}
        <code className={styles.key}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <TextField
        label={t('signIn.factor.factorCode')}
        hint={t('signIn.factor.factorScanNote')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        value={code}
        error={fields.get('code') ?? failure}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Buttons
        label={t('signIn.factor.factorConfirm')}
        isBusy={isBusy}
        isReady={code.replace(/\D/g, '').length === 6}
        onCancel={onCancel}
      />
    </form>
  )
}

type ButtonsProps = { label: string; isBusy: boolean; isReady: boolean; onCancel: () => void }

function Buttons({ label, isBusy, isReady, onCancel }: ButtonsProps) {
  const t = useSignInT()
  return (
    <div className={styles.row}>
      <Button type="submit" loading={isBusy} disabled={!isReady}>
        {label}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('signIn.factor.cancel')}
      </Button>
    </div>
  )
}

const QUIET_ZONE = 4

/** Drawn as one path, dark on white in every scheme: cameras read nothing else with certainty. */
function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; size: number }>()
  useEffect(() => {
    let isWanted = true
    void import('qrcode').then(({ create }) => {
      const { modules } = create(text, { errorCorrectionLevel: 'M' })
      const dark = Array.from(modules.data).flatMap((isDark, index) =>
        isDark
          ? [
              `M${(index % modules.size) + QUIET_ZONE} ${Math.floor(index / modules.size) + QUIET_ZONE}h1v1h-1z`,
            ]
          : [],
      )
      if (isWanted) setDrawn({ path: dark.join(''), size: modules.size + 2 * QUIET_ZONE })
    })
    return () => {
      isWanted = false
    }
  }, [text])
  if (!drawn) return null
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${drawn.size} ${drawn.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  )
}
