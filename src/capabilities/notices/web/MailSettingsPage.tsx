import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { PublicFrame } from '../../../core/people/web/public/PublicFrame.tsx'
import { useForm } from '../../../core/people/web/public/useForm.ts'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import type { paths } from '../../../web/api/openapi.generated.ts'
import { changeLanguage } from '../../../web/i18n/setup.ts'
import { keptLanguage } from '../../../web/kit/appearance.ts'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { SelectField } from '../../../web/kit/fields.tsx'
import { TextSkeleton } from '../../../web/kit/Skeletons.tsx'
import { type MailWay, mailWays } from './data.ts'
import { useNoticesT } from './useNoticesT.ts'

type Shown = paths['/api/notices/mail-settings']['post']['responses'][200]['content']['application/json']

/** What the link of a mail leads to: what its reader is mailed, and nothing else. Looking at it changes nothing. */
export function Page() {
  const t = useNoticesT()
  const link = useRouterState({ select: (state) => state.location.hash.replace(/^#/, '') })
  const asked = useQuery({
    queryKey: ['mail-settings', link],
    queryFn: () => ask(api.POST('/api/notices/mail-settings', { body: { link: link || '-' } })),
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const language = asked.data?.language
  // The page speaks as the mail did, unless its reader chose a language here before.
  useEffect(() => {
    if (language && !keptLanguage()) void changeLanguage(language)
  }, [language])
  const isOver = asked.error instanceof ProblemError && asked.error.status === 410
  return (
    <PublicFrame title={t('notices.byLink.title')}>
      {asked.isPending ? (
        <TextSkeleton />
      ) : asked.isError ? (
        <ErrorState problem={asked.error} onRetry={isOver ? undefined : () => asked.refetch()} />
      ) : (
        <Ways key={link} link={link} first={asked.data} />
      )}
    </PublicFrame>
  )
}

function Ways({ link, first }: { link: string; first: Shown }) {
  const t = useNoticesT()
  const [kinds, setKinds] = useState(first.kinds)
  const [isSaved, setSaved] = useState(false)
  const send = useForm(async () => {
    const { kinds: saved } = await ask(api.POST('/api/notices/mail-settings/save', { body: { link, kinds } }))
    setKinds(saved)
    setSaved(true)
  })
  const choose = (chosen: Shown['kinds']) => {
    setKinds(chosen)
    setSaved(false)
  }
  return (
    <form onSubmit={send.onSubmit} style={{ display: 'grid', gap: 16 }}>
      <p>{t('notices.byLink.note', { organization: first.organization })}</p>
      {kinds.map(({ kind, mail }) => (
        <SelectField
          key={kind}
          label={t(`notices.kinds.${kind}.name`)}
          value={mail}
          data={[
            ...(mail === 'mixed' ? [{ value: 'mixed', label: t('notices.settings.mixed') }] : []),
            ...mailWays.map((way) => ({ value: way, label: t(`notices.settings.ways.${way}`) })),
          ]}
          onChange={(event) => {
            const way = event.currentTarget.value as MailWay
            choose(kinds.map((each) => (each.kind === kind ? { kind, mail: way } : each)))
          }}
        />
      ))}
      {send.failure && <p role="alert">{send.failure}</p>}
      <p role="status">{isSaved ? t('notices.byLink.saved') : ''}</p>
      <Button type="submit" size="md" loading={send.isBusy}>
        {t('notices.settings.save')}
      </Button>
      <Button variant="default" onClick={() => choose(kinds.map(({ kind }) => ({ kind, mail: 'off' })))}>
        {t('notices.byLink.none')}
      </Button>
    </form>
  )
}
