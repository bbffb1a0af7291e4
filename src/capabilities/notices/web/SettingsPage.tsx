import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { Devices } from '../../escalation/web/index.ts'
import { CalendarPart } from './CalendarPart.tsx'
import { refresh, type Settings, settingsQuery } from './data.ts'
import { KindsPart } from './KindsPart.tsx'
import { kindNames, portalKinds } from './kind-names.ts'
import styles from './notices.module.css'
import { QuietPart } from './QuietPart.tsx'
import { useBase } from './useBase.ts'
import { useNoticesT } from './useNoticesT.ts'
import { useSaving } from './useSaving.ts'

/** By which way one hears of what, and when one is left in peace. */
export function Page() {
  const t = useNoticesT()
  const base = useBase()
  const { data, error, refetch } = useQuery(settingsQuery)
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <PageSkeleton />
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('notices.settings.title')}
        note={t(data.has_address ? 'notices.settings.note' : 'notices.settings.noAddress')}
        above={<AppLink href={base}>{t('notices.title')}</AppLink>}
      />
      <Choices first={data} />
      <Devices />
      <MutedPart settings={data} />
      <CalendarPart />
    </div>
  )
}

function Choices({ first }: { first: Settings }) {
  const t = useNoticesT()
  const may = useMay()
  const queries = useQueryClient()
  const [settings, setSettings] = useState(first)
  const { run, isBusy, fields, failure } = useSaving()
  const shown = may('people.read') ? kindNames : portalKinds
  const change = (changes: Partial<Settings>) => setSettings({ ...settings, ...changes })
  const save = () =>
    run(async () => {
      const { time_zone, quiet, digest, digest_at, kinds } = settings
      // Those that cannot be chosen, and those that one is never told of, are left as they are.
      const chosen = kinds.flatMap(({ kind, in_app, mail, push, events }) =>
        kind === 'on_call' || kind === 'account' || !shown.includes(kind)
          ? []
          : [{ kind, in_app, mail, push, events }],
      )
      await ask(
        api.PUT('/api/notices/settings', { body: { time_zone, quiet, digest, digest_at, kinds: chosen } }),
      )
      await refresh(queries)
      toast.show(t('notices.settings.saved'), 'success')
    })
  return (
    <form
      className={styles.page}
      style={{ padding: 0 }}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <KindsPart settings={settings} shown={shown} onChange={change} />
      <QuietPart settings={settings} fields={fields} onChange={change} />
      {failure && <p role="alert">{failure}</p>}
      <Button type="submit" loading={isBusy}>
        {t('notices.settings.save')}
      </Button>
    </form>
  )
}

function MutedPart({ settings }: { settings: Settings }) {
  const t = useNoticesT()
  const queries = useQueryClient()
  if (settings.muted_records.length === 0) return null
  const hear = async (id: string) => {
    await api.POST('/api/notices/mute-record', { body: { record_id: id, is_muted: false } })
    await refresh(queries)
  }
  return (
    <section className={styles.part} aria-labelledby="muted">
      <h2 id="muted">{t('notices.settings.muted')}</h2>
      <ul className={styles.list}>
        {settings.muted_records.map(({ id, number, title }) => (
          <li key={id}>
            <span className={styles.words}>{`#${number} ${title}`}</span>
            <Button
              variant="default"
              aria-label={`${t('notices.settings.hearAgain')}: #${number}`}
              onClick={() => void hear(id)}
            >
              {t('notices.settings.hearAgain')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
