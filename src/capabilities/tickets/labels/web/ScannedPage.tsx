import { Button } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, idempotencyKey } from '../../../../web/api/client.ts'
import { AppLink } from '../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { ChoiceField, TextAreaField, TextField } from '../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { plainToMarkdown } from '../../portal/web/new/form.ts'
import { scannedQuery } from './data.ts'
import styles from './labels.module.css'
import { useLabelsT } from './useLabelsT.ts'

const kinds = ['incident', 'service_request', 'question'] as const
type Kind = (typeof kinds)[number]
type Named = { id: string; name: string } | null

/** Somebody stands before a device with a phone in the hand: three questions, and where is known. */
export function Page() {
  const t = useLabelsT()
  const { code = '' } = useParams({ strict: false }) as { code?: string }
  const { data, error, refetch, isPending } = useQuery(scannedQuery(code))
  if (isPending) return <PageSkeleton />
  if (error) {
    const isOver = 'status' in error && (error.status === 404 || error.status === 410)
    return (
      <div className={styles.scanned}>
        <PageHeader title={t('labels.scanned.title')} />
        <ErrorState
          problem={error}
          onRetry={isOver ? undefined : () => void refetch()}
          action={
            <Button component={AppLink} href="/requests/new" size="md">
              {t('labels.scanned.anyway')}
            </Button>
          }
        />
      </div>
    )
  }
  return <Form key={code} place={data.place} workstation={data.workstation} />
}

function Form({ place, workstation }: { place: Named; workstation: Named }) {
  const t = useLabelsT()
  const [kind, setKind] = useState<Kind>('incident')
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const { isBusy, problem, submit } = useSending({ kind, title, body, place, workstation })
  const where = [workstation?.name, place?.name].filter(Boolean).join(' · ')
  const full = new URLSearchParams({
    ...(place ? { place: place.id } : {}),
    ...(workstation ? { device: workstation.name } : {}),
  })
  return (
    <form
      className={styles.scanned}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void submit()
      }}
    >
      <PageHeader title={t('labels.scanned.title')} />
      <p className={styles.where}>
        <IconMapPin size={20} aria-hidden /> {where}
      </p>
      <div className={styles.kinds}>
        <ChoiceField
          label={t('labels.scanned.kind')}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`labels.kind.${value}`) }))}
        />
      </div>
      <TextField
        label={t('labels.scanned.words')}
        maxLength={500}
        required
        value={title}
        {...(problem?.fields.has('title') ? { error: problem.fields.get('title') as string } : {})}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextAreaField
        label={t('labels.scanned.more')}
        hint={t('labels.scanned.moreHint')}
        required={false}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Failure problem={problem} />
      <Button type="submit" size="md" loading={isBusy} disabled={title.trim() === ''}>
        {t('labels.scanned.send')}
      </Button>
      <AppLink className={styles.link} href={`/requests/new?${full}`}>
        {t('labels.scanned.full')}
      </AppLink>
    </form>
  )
}

type Said = { kind: Kind; title: string; body: string; place: Named; workstation: Named }

/** Files the request once, however often it is sent, and goes to it. */
function useSending({ kind, title, body, place, workstation }: Said) {
  const t = useLabelsT()
  const router = useRouter()
  const [key] = useState(idempotencyKey)
  return useSubmit(async () => {
    const made = await ask(
      api.POST('/api/tickets', {
        params: { header: { 'idempotency-key': key } },
        body: {
          kind,
          title: title.trim(),
          body: plainToMarkdown(body) || title.trim(),
          channel: 'portal',
          ...(place ? { place_id: place.id } : {}),
          ...(workstation ? { workstation_id: workstation.id, device: workstation.name } : {}),
        },
      }),
    )
    toast.show(t('labels.scanned.sent', { number: made.number }), 'success')
    router.history.replace(`/requests/${made.id}`)
  })
}
