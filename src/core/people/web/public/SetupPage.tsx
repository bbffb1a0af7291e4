import { Button, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ChoiceField, TextField } from '../../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { OrganizationFields } from './OrganizationFields.tsx'
import { PublicFrame } from './PublicFrame.tsx'
import styles from './public.module.css'
import { emptySetup, runSetup, type Setup, setupQuery } from './setup.ts'
import { useAccountT } from './useAccountT.ts'
import { useForm } from './useForm.ts'

/** The first page of a new installation: its organization and administrator, or the demo hospital. */
export function Page() {
  const t = useAccountT()
  const [done, setDone] = useState<'own' | 'demo'>()
  const state = useQuery(setupQuery)
  if (done) return <Done what={done} />
  if (state.data?.isNeeded) return <SetupForm onDone={setDone} />
  return (
    <PublicFrame title={t('account.setup.title')}>
      {state.isPending && <TextSkeleton />}
      {state.isError && <ErrorState problem={state.error} onRetry={() => state.refetch()} />}
      {state.data && <p>{t('account.setup.over')}</p>}
    </PublicFrame>
  )
}

function SetupForm({ onDone }: { onDone: (what: 'own' | 'demo') => void }) {
  const t = useAccountT()
  const [setup, setSetup] = useState<Setup>(emptySetup)
  const change = (part: Partial<Setup>) => setSetup((before) => ({ ...before, ...part }))
  const { onSubmit, isBusy, failure, fields } = useForm(async () => {
    await runSetup(setup)
    onDone(setup.what)
  })
  return (
    <PublicFrame title={t('account.setup.title')} isWide hasSignIn={false}>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <p>{t('account.setup.note')}</p>
        <TextField
          label={t('account.setup.code')}
          hint={t('account.setup.codeHint')}
          autoComplete="off"
          spellCheck={false}
          value={setup.code}
          error={fields.get('code')}
          onChange={(event) => change({ code: event.currentTarget.value })}
        />
        <ChoiceField
          label={t('account.setup.what')}
          value={setup.what}
          options={(['own', 'demo'] as const).map((value) => ({
            value,
            label: t(`account.setup.${value}`),
            hint: t(`account.setup.${value}Hint`),
          }))}
          onChange={(what) => change({ what })}
        />
        {setup.what === 'own' && <OrganizationFields setup={setup} change={change} fields={fields} />}
        {failure && (
          <p role="alert" className={styles.failure}>
            {failure}
          </p>
        )}
        {isBusy && setup.what === 'demo' && (
          <div role="status">
            <p>{t('account.setup.loading')}</p>
            <Progress value={100} animated aria-label={t('account.setup.loading')} />
          </div>
        )}
        <Button type="submit" loading={isBusy} disabled={setup.code.trim() === ''}>
          {t(setup.what === 'own' ? 'account.setup.createOwn' : 'account.setup.loadDemo')}
        </Button>
      </form>
    </PublicFrame>
  )
}

/** Whom to be in the demo hospital, for a first look from three sides. */
const demoLogins = [
  ['nurse', 'maria.delgado@willowfork.example'],
  ['agent', 'sam.okafor@willowfork.example'],
  ['administrator', 'patrice.lemieux@willowfork.example'],
] as const

function Done({ what }: { what: 'own' | 'demo' }) {
  const t = useAccountT()
  const router = useRouter()
  return (
    <PublicFrame title={t('account.setup.done')} hasSignIn={false}>
      <p role="status">{t(what === 'own' ? 'account.setup.doneOwn' : 'account.setup.doneDemo')}</p>
      {what === 'demo' && (
        <dl className={styles.logins}>
          {demoLogins.map(([who, email]) => (
            <div key={who}>
              <dt>{t(`account.setup.${who}`)}</dt>
              <dd>
                <code>{email}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Button onClick={() => router.navigate({ href: '/sign-in', replace: true })}>
        {t('account.signIn')}
      </Button>
    </PublicFrame>
  )
}
