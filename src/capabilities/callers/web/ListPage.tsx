/** What security reads: who was verified, by whom and how, what failed first; and what waits for a second person. */
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ask } from '../../../web/api/client.ts'
import { Time } from '../../../web/i18n/Time.tsx'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { EmptyState } from '../../../web/kit/EmptyState.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { ChoiceField, SelectField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { StatusBadge, type Tone } from '../../../web/kit/StatusBadge.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { FormDialog } from '../../../web/records/FormDialog.tsx'
import { useMay, useMe } from '../../../web/shell/session.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { type State, secondWays, states } from '../words.ts'
import styles from './callers.module.css'
import { type Line, listPath, listQuery, settingsPath } from './data.ts'
import { useCallersT } from './useCallersT.ts'

const tones: Readonly<Record<State, Tone>> = {
  started: 'info',
  passed: 'success',
  failed: 'danger',
  abandoned: 'neutral',
  expired: 'neutral',
}

export function Page() {
  const t = useCallersT()
  const may = useMay()
  const router = useRouter()
  const search = useSearch({ strict: false }) as { state?: unknown; waits?: unknown }
  const state = states.find((each) => each === search.state)
  const waits = String(search.waits) === 'true'
  const query = { ...(state ? { state } : {}), ...(waits ? { waits } : {}) }
  const { data, error, refetch } = useQuery(listQuery(query))
  const value = waits ? 'waits' : (state ?? '')
  const show = (next: string) =>
    router.history.push(`${listPath}${next === 'waits' ? '?waits=true' : next ? `?state=${next}` : ''}`)
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('callers.list.title')}
        note={t('callers.list.note')}
        actions={
          <>
            {may('callers.alerts') && (
              <Button
                component="a"
                variant="default"
                href={`/api/callers/export.csv${state ? `?state=${state}` : ''}`}
                download
              >
                {t('callers.list.export')}
              </Button>
            )}
            <AppLink href={settingsPath}>{t('callers.settings.title')}</AppLink>
          </>
        }
      />
      <div className={styles.filters}>
        <SelectField
          label={t('callers.list.filter')}
          value={value}
          data={[
            { value: '', label: t('callers.list.all') },
            { value: 'waits', label: t('callers.list.waits') },
            ...states.map((each) => ({ value: each, label: t(`callers.state.${each}`) })),
          ]}
          onChange={(event) => show(event.currentTarget.value)}
        />
      </div>
      {error ? (
        <ErrorState problem={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.rows.length === 0 ? (
        <EmptyState title={t('callers.list.empty')}>{t('callers.list.emptyBody')}</EmptyState>
      ) : (
        <Lines rows={data.rows} />
      )}
      {data?.is_cut && <p className={styles.small}>{t('callers.list.cut')}</p>}
    </div>
  )
}

function Lines({ rows }: { rows: readonly Line[] }) {
  const t = useCallersT()
  const me = useMe()
  const [confirming, setConfirming] = useState<Line>()
  const waitsForMe = (line: Line) =>
    line.state === 'passed' &&
    line.second === null &&
    line.uses === 0 &&
    ![line.agent.id, line.person.id, line.asked?.id].includes(me.person_id)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <section className={styles.scroll} tabIndex={0} aria-label={t('callers.list.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {(['started', 'person', 'for', 'state', 'how', 'agent', 'second'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`callers.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.id}>
              <td>
                <Time at={line.started_at} />
              </td>
              <th scope="row">
                <AppLink href={`/desk/organization/people/${line.person.id}`}>{line.person.name}</AppLink>
              </th>
              <td>
                {t(`callers.act.${line.act}`)}
                {line.role ? `: ${line.role}` : ''}
              </td>
              <td>
                <StatusBadge label={t(`callers.state.${line.state}`)} tone={tones[line.state]} />
                {line.failure && <div className={styles.small}>{t(`callers.failure.${line.failure}`)}</div>}
                {line.uses > 0 && (
                  <div className={styles.small}>{t('callers.list.used', { count: line.uses })}</div>
                )}
              </td>
              <td>{line.method ? t(`callers.methodName.${line.method}`) : '–'}</td>
              <td>{line.agent.name}</td>
              <td>
                {line.second?.name ??
                  (waitsForMe(line) ? (
                    <Button size="compact-md" variant="default" onClick={() => setConfirming(line)}>
                      {t('callers.confirm.open', { name: line.person.name })}
                    </Button>
                  ) : (
                    '–'
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {confirming && <Confirm line={confirming} onClose={() => setConfirming(undefined)} />}
    </section>
  )
}

/** The second person says what they did themself. */
function Confirm({ line, onClose }: { line: Line; onClose: () => void }) {
  const t = useCallersT()
  const queries = useQueryClient()
  const [how, setHow] = useState<(typeof secondWays)[number]>()
  const send = async () => {
    if (!how) return
    const path = { params: { path: { id: line.id } }, body: { how } }
    await confirmed(() => ask(api.POST('/api/callers/verifications/{id}/second', path)))
    await queries.invalidateQueries({ queryKey: ['callers'] })
    toast.show(t('callers.confirm.done'), 'success')
  }
  return (
    <FormDialog
      title={t('callers.confirm.title', { name: line.person.name })}
      submitLabel={t('callers.confirm.submit')}
      isReady={how !== undefined}
      onSubmit={send}
      onClose={onClose}
    >
      <p className={styles.plain}>
        {t('callers.confirm.note', { agent: line.agent.name, act: t(`callers.act.${line.act}`) })}
      </p>
      <ChoiceField
        label={t('callers.confirm.how')}
        value={how}
        onChange={setHow}
        options={secondWays.map((value) => ({
          value,
          label: t(`callers.confirm.${value}`, { name: line.person.name }),
        }))}
      />
    </FormDialog>
  )
}
