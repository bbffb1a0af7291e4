import { Button, Group } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { type ComponentProps, type FocusEvent, type FormEvent, type ReactNode, useRef, useState } from 'react'
import { api, ask, idempotencyKey, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useAsked } from '../priority/web/asked.ts'
import { filesIn } from './data/upload.ts'
import styles from './NewTicketPage.module.css'
import { answersOf, bodyOf, type Draft, emptyDraft, useNewDraft } from './new/draft.ts'
import { FromTemplate } from './new/FromTemplate.tsx'
import { Handling, What, Where, Who } from './new/parts.tsx'
import { useTicketsT } from './useTicketsT.ts'

/** For somebody who is on the phone: everything on one page, by keyboard, in the order in which one asks. */
export function Page() {
  const t = useTicketsT()
  const { draft, set, fill, clear } = useNewDraft()
  const form = useRef<HTMLFormElement>(null)
  const { submit, problem, isBusy } = useFiling(draft, clear, () =>
    form.current?.scrollIntoView({ block: 'start' }),
  )
  const isPassedOn = useRef(false)
  // A new page puts the focus on its title; somebody is on the phone, so it goes on to the first field, once.
  const passFocusOn = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLHeadingElement) || isPassedOn.current) return
    isPassedOn.current = true
    form.current?.querySelector<HTMLElement>('input:not([type="hidden"])')?.focus()
  }
  const isReady = draft.title.trim() !== '' && draft.body.trim() !== ''
  const send = () => {
    if (isReady) void submit()
  }
  const part = { draft, set, errors: problem?.fields ?? new Map<string, string>() }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: It only passes the focus on.
    <div className={styles.page} onFocus={passFocusOn}>
      <PageHeader
        title={t('tickets.new.title')}
        note={t('tickets.new.kept')}
        actions={
          <Button component={AppLink} href="/desk/catalog" variant="default">
            {t('tickets.new.fromCatalog')}
          </Button>
        }
      />
      {problem && <ErrorState problem={problem} />}
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          send()
        }}
        onKeyDown={(event) => {
          const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
          if (isSend && !event.defaultPrevented) send()
        }}
      >
        <FromTemplate draft={draft} onFill={fill} />
        <Parts {...part} onSubmit={send} />
        <Group>
          <Button type="submit" size="md" loading={isBusy} disabled={!isReady}>
            {t('tickets.new.submit')}
          </Button>
          {JSON.stringify(draft) !== JSON.stringify(emptyDraft) && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {t('tickets.new.another')}
            </Button>
          )}
        </Group>
      </form>
    </div>
  )
}

/** In the order in which one asks. */
function Parts({ onSubmit, ...part }: ComponentProps<typeof What>) {
  const t = useTicketsT()
  return (
    <>
      <Part title={t('tickets.new.who')}>
        <Who {...part} />
      </Part>
      <Part title={t('tickets.new.what')}>
        <What {...part} onSubmit={onSubmit} />
      </Part>
      <Part title={t('tickets.new.where')}>
        <Where {...part} />
      </Part>
      <Part title={t('tickets.new.handling')}>
        <Handling {...part} />
      </Part>
    </>
  )
}

/** Files the ticket. The same words sent again, after a failure of the network, make no second one. */
function useFiling(draft: Draft, clear: () => void, onProblem: () => void) {
  const t = useTicketsT()
  const router = useRouter()
  const [problem, setProblem] = useState<ProblemError>()
  const [isBusy, setBusy] = useState(false)
  const last = useRef({ words: '', key: '' })
  const asked = useAsked()
  const submit = async () => {
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    const body = bodyOf(draft, filesIn(draft.body), answersOf(draft, asked))
    const words = JSON.stringify(body)
    if (last.current.words !== words) last.current = { words, key: idempotencyKey() }
    try {
      const answer = await ask(
        api.POST('/api/tickets', { body, params: { header: { 'idempotency-key': last.current.key } } }),
      )
      last.current = { words: '', key: '' }
      clear()
      toast.show(t('tickets.new.filed', { number: answer.number }), 'success')
      router.history.push(`/desk/tickets/${answer.id}`)
    } catch (error) {
      setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
      onProblem()
    } finally {
      setBusy(false)
    }
  }
  return { submit, problem, isBusy }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h2 className={styles.heading}>{title}</h2>
      <div className={styles.fields}>{children}</div>
    </section>
  )
}
