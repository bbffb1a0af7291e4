/** The ways to verify, and the script of the one that was chosen. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ask } from '../../../web/api/client.ts'
import { CheckboxField, ChoiceField, SelectField, TextField } from '../../../web/kit/fields.tsx'
import type { Method } from '../words.ts'
import styles from './callers.module.css'
import { type Shown, settingsQuery, withRole } from './data.ts'
import { HeardCode } from './HeardCode.tsx'
import { NotSure } from './NotSure.tsx'
import { Send } from './Send.tsx'
import { useCallersT } from './useCallersT.ts'

type WaysProps = { shown: Shown; onNews: () => void; onClose: () => void }

export function Ways({ shown, onNews, onClose }: WaysProps) {
  const t = useCallersT()
  const isAsked = shown.asked_at !== null && (shown.method === 'manager' || shown.method === 'session')
  const [method, setMethod] = useState<Method | undefined>(isAsked ? (shown.method as Method) : undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  // The eye goes to the script; so does the focus.
  useEffect(() => {
    if (method) heading.current?.focus()
  }, [method])
  const open = shown.ways.filter(({ closed }) => closed === null)
  return (
    <>
      <p className={styles.plain}>
        {t('callers.asks', {
          name: shown.person.name,
          act: withRole(t(`callers.act.${shown.act}`), shown.role?.title),
        })}
      </p>
      {!method && (
        <>
          {open.length > 0 && (
            <ChoiceField<Method>
              label={t('callers.how')}
              value={undefined}
              onChange={setMethod}
              options={open.map(({ method: value }) => ({
                value,
                label: t(`callers.method.${value}`, { manager: shown.manager ?? '' }),
                hint: t(`callers.methodHint.${value}`),
              }))}
            />
          )}
          <Closed shown={shown} />
          <p className={styles.small}>{t('callers.never')}</p>
        </>
      )}
      {method && (
        <>
          <h3 ref={heading} tabIndex={-1} className={styles.plain}>
            {t(`callers.method.${method}`, { manager: shown.manager ?? '' })}
          </h3>
          <Script method={method} />
          {method === 'call_back' && <CallBack shown={shown} onNews={onNews} />}
          {method === 'badge' && <Badge shown={shown} onNews={onNews} />}
          {(method === 'manager' || method === 'session') && (
            <Asking
              shown={shown}
              method={method}
              isAsked={isAsked && shown.method === method}
              onNews={onNews}
            />
          )}
        </>
      )}
      <NotSure id={shown.id} onNews={onNews} />
      <div className={styles.buttons}>
        {method && (
          <Button variant="default" onClick={() => setMethod(undefined)}>
            {t('callers.another')}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {t('callers.later')}
        </Button>
      </div>
    </>
  )
}

function Closed({ shown }: { shown: Shown }) {
  const t = useCallersT()
  const closed = shown.ways.flatMap((way) => (way.closed === null ? [] : [{ ...way, closed: way.closed }]))
  if (closed.length === 0) return null
  return (
    <div>
      <h3 className={styles.smallHead}>{t('callers.closedTitle')}</h3>
      <ul className={styles.closed}>
        {closed.map(({ method, closed: why }) => (
          <li key={method}>
            {t(`callers.methodName.${method}`)}: {t(`callers.closed.${why}`, { count: shown.contact_days })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What to do and to say, in the organization's words or those that the product brings. */
function Script({ method }: { method: Method }) {
  const t = useCallersT()
  const language = useTranslation().i18n.language === 'es' ? 'es' : 'en'
  const { data } = useQuery(settingsQuery)
  const own = data?.scripts[method]?.[language]
  const lines = (own?.trim() ? own : t(`callers.script.${method}`))
    .split('\n')
    .filter((line) => line.trim() !== '')
  return (
    <ol className={styles.script}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ol>
  )
}

type StepProps = { shown: Shown; onNews: () => void }

function CallBack({ shown, onNews }: StepProps) {
  const t = useCallersT()
  const [field, setField] = useState<'phone' | 'extension'>(shown.numbers[0]?.field ?? 'phone')
  const [hasAnswered, setAnswered] = useState(false)
  const [hasAsked, setAsked] = useState(false)
  const number = shown.numbers.find((each) => each.field === field)?.number ?? ''
  const send = async () => {
    const body = { field, has_answered: true as const, has_asked_for_it: true as const }
    await ask(
      api.POST('/api/callers/verifications/{id}/called-back', { params: { path: { id: shown.id } }, body }),
    )
    onNews()
  }
  return (
    <>
      <Send isReady={hasAnswered && hasAsked} label={t('callers.callBack.submit')} send={send}>
        {shown.numbers.length > 1 && (
          <ChoiceField<'phone' | 'extension'>
            label={t('callers.callBack.which')}
            value={field}
            onChange={setField}
            options={shown.numbers.map((each) => ({
              value: each.field,
              label: `${t(`callers.field.${each.field}`)}: ${each.number}`,
            }))}
          />
        )}
        <p className={styles.number}>{number}</p>
        <CheckboxField
          label={t('callers.callBack.answered', { name: shown.person.name })}
          checked={hasAnswered}
          onChange={(event) => setAnswered(event.currentTarget.checked)}
        />
        <CheckboxField
          label={t('callers.callBack.asked', { name: shown.person.name })}
          checked={hasAsked}
          onChange={(event) => setAsked(event.currentTarget.checked)}
        />
      </Send>
      <NotSure id={shown.id} failure="not_reached" onNews={onNews} />
    </>
  )
}

function Badge({ shown, onNews }: StepProps) {
  const t = useCallersT()
  const [badge, setBadge] = useState('')
  const [hasSeen, setSeen] = useState(false)
  const [siteId, setSite] = useState('')
  const { data: sites = [] } = useQuery({
    queryKey: ['callers', 'sites'],
    queryFn: async () => (await ask(api.GET('/api/organization/structure'))).sites,
  })
  const send = async () => {
    const body = { badge: badge.trim(), has_seen_photo: true as const, site_id: siteId }
    await ask(api.POST('/api/callers/verifications/{id}/badge', { params: { path: { id: shown.id } }, body }))
    onNews()
  }
  return (
    <Send
      isReady={badge.trim() !== '' && hasSeen && siteId !== ''}
      label={t('callers.badge.submit')}
      send={send}
    >
      <SelectField
        label={t('callers.badge.site')}
        value={siteId}
        data={[{ value: '', label: '–' }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => setSite(event.currentTarget.value)}
      />
      <TextField
        label={t('callers.badge.number')}
        hint={t('callers.badge.hint')}
        value={badge}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setBadge(event.currentTarget.value)}
      />
      <CheckboxField
        label={t('callers.badge.photo')}
        checked={hasSeen}
        onChange={(event) => setSeen(event.currentTarget.checked)}
      />
    </Send>
  )
}

function Asking({
  shown,
  method,
  isAsked,
  onNews,
}: StepProps & { method: 'manager' | 'session'; isAsked: boolean }) {
  const t = useCallersT()
  const name = method === 'manager' ? (shown.manager ?? '') : shown.person.name
  const send = async () => {
    await ask(
      api.POST('/api/callers/verifications/{id}/ask', {
        params: { path: { id: shown.id } },
        body: { method },
      }),
    )
    onNews()
  }
  return (
    <>
      {isAsked ? (
        <Asked shown={shown} name={name} />
      ) : (
        <Send isReady label={t('callers.ask.submit', { name })} send={send}>
          {null}
        </Send>
      )}
      {method === 'session' && <HeardCode shown={shown} onNews={onNews} />}
    </>
  )
}

function Asked({ shown, name }: { shown: Shown; name: string }) {
  const t = useCallersT()
  return (
    <div role="status">
      {shown.match !== null && (
        <>
          <p className={styles.plain}>{t('callers.ask.match')}</p>
          <p className={styles.number}>{shown.match}</p>
        </>
      )}
      <p className={styles.plain}>{t('callers.ask.waiting', { name })}</p>
    </div>
  )
}
