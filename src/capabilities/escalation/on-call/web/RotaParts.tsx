import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { Time } from '../../../../web/i18n/Time.tsx'
import { useFormat } from '../../../../web/i18n/useFormat.tsx'
import { TextAreaField } from '../../../../web/kit/fields.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { masksIn } from '../../../../web/records/masks/masks.ts'
import { useMe } from '../../../../web/shell/session.ts'
import { MaskedMarkdown } from '../../../privacy/web/index.ts'
import { type RotaShown, shiftsQuery, useRefresh } from './data.ts'
import styles from './on-call.module.css'
import { useOnCallT } from './useOnCallT.ts'

const ahead_ms = 28 * 86_400_000
const GAPS_SHOWN = 12

/** Where somebody will be missing in the next four weeks, and who stands in two layers at once. */
export function Gaps({ rota }: { rota: RotaShown }) {
  const t = useOnCallT()
  const format = useFormat()
  const [from] = useState(() => new Date().toISOString())
  const to = new Date(Date.parse(from) + ahead_ms).toISOString()
  const { data } = useQuery(shiftsQuery(rota.team.id, from, to))
  const span = (part: { from: string; to: string }) =>
    t('on_call.span', { from: format.dateTime(part.from), to: format.dateTime(part.to) })
  const name = (id: string | null) =>
    rota.layers.find((layer) => layer.id === id)?.name ?? t('on_call.everywhere')
  const gaps = data?.gaps ?? []
  return (
    <section className={styles.card} aria-labelledby="gaps">
      <h2 id="gaps">{t('on_call.gaps.title')}</h2>
      {data && gaps.length === 0 && <p className={styles.dim}>{t('on_call.gaps.none')}</p>}
      <ul className={styles.list}>
        {gaps.slice(0, GAPS_SHOWN).map((gap) => (
          <li key={`${gap.layer_id} ${gap.from}`}>
            <span className={styles.words}>
              <span>{span(gap)}</span>
              <span className={styles.small}>{name(gap.layer_id)}</span>
            </span>
          </li>
        ))}
      </ul>
      {gaps.length > GAPS_SHOWN && (
        <p className={styles.small}>{t('on_call.gaps.more', { count: gaps.length - GAPS_SHOWN })}</p>
      )}
      {(data?.doubles ?? []).slice(0, GAPS_SHOWN).map((double) => (
        <p key={`${double.person.id} ${double.from}`} className={styles.warning}>
          {t('on_call.gaps.double', { name: double.person.name, span: span(double) })}
        </p>
      ))}
    </section>
  )
}

/** Those who stand in for somebody, now or soon. */
export function Covers({ rota }: { rota: RotaShown }) {
  const t = useOnCallT()
  const format = useFormat()
  const act = useAct()
  if (rota.covers.length === 0) return null
  const remove = (cover: string) =>
    act(() =>
      ask(
        api.DELETE('/api/teams/{id}/rota/covers/{cover}', {
          params: { path: { id: rota.team.id, cover } },
          body: {},
        }),
      ),
    )
  return (
    <section className={styles.card} aria-labelledby="covers">
      <h2 id="covers">{t('on_call.cover.title')}</h2>
      <ul className={styles.list}>
        {rota.covers.map((cover) => (
          <li key={cover.id}>
            <span className={styles.words}>
              <span>{cover.person.name}</span>
              <span className={styles.small}>
                {`${rota.layers.find((layer) => layer.id === cover.layer_id)?.name ?? ''} · `}
                {t('on_call.span', { from: format.dateTime(cover.from), to: format.dateTime(cover.to) })}
              </span>
            </span>
            {rota.may_edit && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('on_call.cover.removeOf', { name: cover.person.name })}
                onClick={() => remove(cover.id)}
              >
                {t('on_call.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What the next one should know. */
export function Notes({ rota }: { rota: RotaShown }) {
  const t = useOnCallT()
  const me = useMe()
  const act = useAct()
  const [body, setBody] = useState('')
  const params = { path: { id: rota.team.id } }
  const send = () =>
    act(async () => {
      await ask(api.POST('/api/teams/{id}/rota/notes', { params, body: { body: body.trim() } }))
      setBody('')
    })
  const remove = (note: string) =>
    act(() =>
      ask(
        api.DELETE('/api/teams/{id}/rota/notes/{note}', {
          params: { path: { id: rota.team.id, note } },
          body: {},
        }),
      ),
    )
  return (
    <section className={styles.card} aria-labelledby="notes">
      <h2 id="notes">{t('on_call.notes.title')}</h2>
      <TextAreaField
        label={t('on_call.notes.label')}
        hint={t('on_call.notes.hint')}
        maxLength={4000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <span className={styles.buttons}>
        <Button size="compact-md" disabled={body.trim() === ''} onClick={send}>
          {t('on_call.notes.add')}
        </Button>
      </span>
      <ul className={styles.list}>
        {rota.notes.map((note) => (
          <li key={note.id}>
            <span className={styles.words}>
              <span className={styles.small}>
                {note.author.name} <Time at={note.created_at} />
              </span>
              {masksIn(note.body).length === 0 ? (
                <p className={styles.body}>{note.body}</p>
              ) : (
                <MaskedMarkdown source={note.body} headingOffset={3} />
              )}
            </span>
            {(rota.may_edit || note.author.id === me.person_id) && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('on_call.notes.removeOf', { name: note.author.name })}
                onClick={() => remove(note.id)}
              >
                {t('on_call.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Calls, asks again for what is shown, and says a refusal. */
function useAct() {
  const refresh = useRefresh()
  return async (call: () => Promise<unknown>) => {
    try {
      await call()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      toast.show(error.message || error.title, 'danger')
    }
    await refresh()
  }
}
