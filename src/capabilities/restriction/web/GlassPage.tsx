import { Button } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { TextAreaField, TextField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { useCapabilities } from '../../../web/shell/capabilities-context.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { breakPath, type Door, doorQuery, useAskAgain } from './data.ts'
import styles from './restriction.module.css'
import { useRestrictionT } from './useRestrictionT.ts'

/** Where a restricted record is opened by its number, loudly. */
export function Page() {
  const t = useRestrictionT()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { id?: unknown; number?: unknown }
  const number = Number(search.number)
  const asked =
    typeof search.id === 'string'
      ? { id: search.id }
      : Number.isSafeInteger(number) && number > 0
        ? { number }
        : undefined
  const [typed, setTyped] = useState(asked && 'number' in asked ? String(asked.number) : '')
  const { data, error } = useQuery({ ...doorQuery(asked ?? { number: 1 }), enabled: asked !== undefined })
  const look = (event: FormEvent) => {
    event.preventDefault()
    const digits = typed.replace(/\D/g, '')
    if (digits !== '') router.history.push(`${breakPath}?number=${digits}`)
  }
  return (
    <div className={styles.page}>
      <PageHeader title={t('restriction.glass.title')} note={t('restriction.glass.note')} />
      <form onSubmit={look} className={styles.look}>
        <TextField
          label={t('restriction.glass.number')}
          inputMode="numeric"
          maxLength={16}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('restriction.glass.look')}
        </Button>
      </form>
      <div role="status">{error && <p>{t('restriction.glass.nothing')}</p>}</div>
      {data && <Behind key={data.id} door={data} />}
    </div>
  )
}

function useHrefOf(): (kind: string, id: string) => string {
  const pages = useCapabilities().flatMap(({ recordPages = [] }) => recordPages)
  return (kind, id) => pages.find((page) => page.kind === kind)?.href(id) ?? '/desk'
}

function Behind({ door }: { door: Door }) {
  const t = useRestrictionT()
  const router = useRouter()
  const hrefOf = useHrefOf()
  const askAgain = useAskAgain(door.id)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  if (door.sees_it)
    return (
      <p>
        {t('restriction.glass.seesIt')}{' '}
        <AppLink href={hrefOf(door.kind, door.id)}>{`#${door.number}`}</AppLink>
      </p>
    )
  const breakIt = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || reason.trim() === '') return
    setBusy(true)
    try {
      const body = { reason: reason.trim() }
      const call = () =>
        ask(api.POST('/api/restricted-records/{id}/break-glass', { params: { path: { id: door.id } }, body }))
      await confirmed(call)
      await askAgain()
      router.history.push(hrefOf(door.kind, door.id))
    } catch (error) {
      setProblem(error instanceof ProblemError ? error.message || error.title : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={styles.glass} aria-labelledby="behind-glass">
      <h2 id="behind-glass">
        <IconLock size={20} aria-hidden /> {t('restriction.glass.behind', { number: door.number })}
      </h2>
      <p>{t('restriction.glass.means', { count: door.minutes })}</p>
      <form onSubmit={breakIt}>
        <TextAreaField
          label={t('restriction.glass.reason')}
          hint={t('restriction.glass.reasonHint')}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {problem && <p role="alert">{problem}</p>}
        <Button type="submit" color="red" mt={12} loading={isBusy} disabled={reason.trim() === ''}>
          {t('restriction.glass.do')}
        </Button>
      </form>
    </section>
  )
}
