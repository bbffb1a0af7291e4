/** What the link of the mail leads to. Opening the page confirms nothing; its button does. */
import { Button } from '@mantine/core'
import { useParams, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { PublicFrame } from '../../../../core/people/web/public/PublicFrame.tsx'
import { useForm } from '../../../../core/people/web/public/useForm.ts'
import { api, ask } from '../../../../web/api/client.ts'
import styles from './form.module.css'
import { useFormT } from './useFormT.ts'

export function Page() {
  const t = useFormT()
  const { organization = '' } = useParams({ strict: false }) as { organization?: string }
  const link = useRouterState({ select: (state) => state.location.hash.replace(/^#/, '') })
  const [isDone, setDone] = useState(false)
  const send = useForm(async () => {
    await ask(
      api.POST('/public/{organization}/form/confirm', {
        params: { path: { organization } },
        body: { link: link || '-' },
      }),
    )
    setDone(true)
  })
  if (isDone)
    return (
      <PublicFrame title={t('form.doneTitle')}>
        <p role="status">{t('form.done')}</p>
      </PublicFrame>
    )
  return (
    <PublicFrame title={t('form.confirmTitle')}>
      <p>{t('form.confirmNote')}</p>
      <form className={styles.fields} onSubmit={send.onSubmit}>
        {send.failure && (
          <p role="alert" className={styles.failure}>
            {send.failure}
          </p>
        )}
        <Button type="submit" size="md" loading={send.isBusy}>
          {t('form.confirm')}
        </Button>
      </form>
      <p>{t('form.notMe')}</p>
    </PublicFrame>
  )
}
