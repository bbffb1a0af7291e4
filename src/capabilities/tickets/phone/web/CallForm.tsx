import { Button, Group } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { useAsked } from '../../priority/web/asked.ts'
import type { Draft } from '../../web/new/draft.ts'
import { What, Where } from '../../web/new/parts.tsx'
import type { Call, Change } from './calls.ts'
import { logCall, secondsOf } from './data.ts'
import { Outages } from './Outages.tsx'
import styles from './phone.module.css'
import { Solved } from './Solved.tsx'
import { Timer } from './Timer.tsx'
import { usePhoneT } from './usePhoneT.ts'

type CallFormProps = { call: Call; change: Change; onLogged: () => void }

/** What the caller tells, written while they talk; one step logs it, and solves it too. */
export function CallForm({ call, change, onLogged }: CallFormProps) {
  const t = usePhoneT()
  const { draft } = call
  const { send, problem, isBusy } = useLogging(onLogged)
  const errors = fieldsOf(problem)
  const set = <K extends keyof Draft>(key: K, value: Draft[K]) =>
    change((now) => ({ draft: { ...now.draft, [key]: value } }))
  const isReady = draft.title.trim() !== '' && draft.requester !== null
  const submit = () => {
    if (isReady) void send(call)
  }
  const isTimed = call.hasTime && secondsOf(call, Date.now()) > 0
  return (
    <form
      className={styles.form}
      aria-label={t('phone.form.title')}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        submit()
      }}
      onKeyDown={(event) => {
        const isSend = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
        if (isSend && !event.defaultPrevented) submit()
      }}
    >
      <div className={styles.formHead}>
        <h2>{t('phone.form.title')}</h2>
        <Timer call={call} />
      </div>
      {problem && <ErrorState problem={problem} />}
      <Outages
        call={call}
        onMeToo={(meToo, title) => {
          const joined = { ...call, meToo, draft: { ...draft, title: draft.title.trim() || title } }
          change(joined)
          // With a caller nothing is missing, so that one click is all.
          if (draft.requester) void send(joined)
        }}
      />
      <Joined call={call} change={change} />
      <div className={styles.fields}>
        <What draft={draft} set={set} errors={errors} onSubmit={submit} hasSimilar={false} />
      </div>
      <div className={styles.fields}>
        <Where draft={draft} set={set} errors={errors} />
      </div>
      <Solved call={call} change={change} errors={errors} />
      <CheckboxField
        label={t('phone.form.time')}
        hint={t('phone.form.timeHint')}
        checked={isTimed}
        disabled={secondsOf(call, Date.now()) === 0 && call.hasTime}
        onChange={(event) => change({ hasTime: event.currentTarget.checked })}
      />
      <Group>
        <Button type="submit" size="md" loading={isBusy} disabled={!isReady}>
          {call.isSolved ? t('phone.form.solve') : t('phone.form.log')}
        </Button>
        {draft.requester === null && <span className={styles.small}>{t('phone.form.whoFirst')}</span>}
      </Group>
    </form>
  )
}

/** What the ticket will be linked to, and the way out of that. */
function Joined({ call, change }: Pick<CallFormProps, 'call' | 'change'>) {
  const t = usePhoneT()
  if (!call.meToo) return null
  return (
    <p className={styles.joined} role="status">
      {t('phone.outage.joined', { name: call.meToo.label })}{' '}
      <Button size="compact-sm" variant="subtle" onClick={() => change({ meToo: null })}>
        {t('phone.outage.leave')}
      </Button>
    </p>
  )
}

/** The server names the ticket's fields within the call. */
function fieldsOf(problem: ProblemError | undefined): ReadonlyMap<string, string> {
  return new Map(
    [...(problem?.fields ?? [])].map(([field, words]) => [field.replace(/^(ticket|solved)\//, ''), words]),
  )
}

function useLogging(onLogged: () => void) {
  const t = usePhoneT()
  const queries = useQueryClient()
  const asked = useAsked()
  const [problem, setProblem] = useState<ProblemError>()
  const [isBusy, setBusy] = useState(false)
  const send = async (call: Call) => {
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      const logged = await logCall(call, asked)
      const words = t(call.isSolved ? 'phone.form.solvedAs' : 'phone.form.loggedAs', {
        number: logged.number,
      })
      toast.show(words, 'success')
      for (const queryKey of [['phone'], ['tickets'], ['counts']])
        void queries.invalidateQueries({ queryKey })
      onLogged()
    } catch (error) {
      setProblem(error instanceof ProblemError ? error : new ProblemError({ status: 0 }))
    } finally {
      setBusy(false)
    }
  }
  return { send, problem, isBusy }
}
