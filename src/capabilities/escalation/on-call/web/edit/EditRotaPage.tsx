import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api, ask, ProblemError } from '../../../../../web/api/client.ts'
import { AppLink } from '../../../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../../../web/kit/ErrorState.tsx'
import { CheckboxField, SelectField, TextField } from '../../../../../web/kit/fields.tsx'
import { PageHeader } from '../../../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../../web/kit/toast.ts'
import { useUnsavedGuard } from '../../../../../web/kit/useUnsavedGuard.tsx'
import { base, type RotaShown, rotaQuery, useRefresh } from '../data.ts'
import { errorOf } from '../FormDialog.tsx'
import styles from '../on-call.module.css'
import { useOnCallT } from '../useOnCallT.ts'
import { mondayOf, wallOf } from '../wall.ts'
import { bodyOf, changed, type Draft, draftOf, newLayer, without } from './draft.ts'
import { LayerFields } from './LayerFields.tsx'
import { Preview } from './Preview.tsx'

const LAYERS_MAX = 6
const DEBOUNCE_MS = 400
const ahead_ms = 28 * 86_400_000

export function Page() {
  const { team = '' } = useParams({ strict: false }) as { team?: string }
  // What is being changed stays as it was loaded, until it is saved or left.
  const { data: rota, error, refetch } = useQuery({ ...rotaQuery(team), refetchOnWindowFocus: false })
  const [first, setFirst] = useState<RotaShown>()
  if (rota && !first) setFirst(rota)
  if (error && !first) return <ErrorState problem={error} onRetry={() => void refetch()} />
  return first ? <Editor rota={first} /> : <PageSkeleton />
}

/** At what time of the day a new rotation hands over. */
const handover_ms = 8 * 3_600_000

/** Changes a rota, with what it would mean beside it. */
function Editor({ rota }: { rota: RotaShown }) {
  const t = useOnCallT()
  const back = `${base}/${rota.team.id}`
  const today = wallOf(Date.now(), rota.time_zone).slice(0, 10)
  const { draft, change, isChanged } = useDraft(rota)
  const { save, isBusy, isSaved, problem } = useSave(rota, draft, back)
  const guard = useUnsavedGuard(!isSaved && isChanged)
  const preview = usePreview(rota, draft)
  const errors = problem?.fields ?? preview.problem?.fields ?? new Map<string, string>()
  return (
    <div className={styles.page}>
      {guard}
      <PageHeader
        title={t('on_call.edit.title', { team: rota.team.name })}
        above={
          <AppLink className={styles.link} href={back}>
            {t('on_call.rotaOf', { team: rota.team.name })}
          </AppLink>
        }
        actions={
          <>
            <Button onClick={save} loading={isBusy}>
              {t('on_call.edit.save')}
            </Button>
            <Button variant="default" component={AppLink} href={back}>
              {t('on_call.edit.leave')}
            </Button>
          </>
        }
      />
      {problem && (
        <p role="alert" className={styles.failure}>
          {problem.message || problem.title}
        </p>
      )}
      <General rota={rota} draft={draft} errors={errors} onChange={change} />
      <Layers rota={rota} draft={draft} today={today} errors={errors} onChange={change} />
      <Preview rota={rota} draft={draft} outlook={preview.outlook} problem={preview.problem} />
    </div>
  )
}

/** The rota as it is being changed; a team's first one begins with a layer to fill in. */
function useDraft(rota: RotaShown) {
  const t = useOnCallT()
  const start = useMemo(() => {
    const draft = draftOf(rota)
    if (draft.layers.length > 0) return draft
    // Before the hand-over of a Monday the turn is still that of the week before, so that now is covered.
    const begun = wallOf(Date.now() - handover_ms, rota.time_zone).slice(0, 10)
    return { ...draft, layers: [newLayer(t('on_call.edit.primary'), rota.time_zone, mondayOf(begun))] }
  }, [rota, t])
  const [draft, setDraft] = useState<Draft>(start)
  const change = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }))
  return { draft, change, isChanged: JSON.stringify(draft) !== JSON.stringify(start) }
}

function useSave(rota: RotaShown, draft: Draft, back: string) {
  const t = useOnCallT()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const [refused, setRefused] = useState<{ problem: ProblemError; draft: Draft }>()
  const [isBusy, setBusy] = useState(false)
  const [isSaved, setSaved] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const body = { version: rota.version, ...bodyOf(draft) }
      await ask(api.PUT('/api/teams/{id}/rota', { params: { path: { id: rota.team.id } }, body }))
      setSaved(true)
      await refresh()
      toast.show(t('on_call.edit.saved'), 'success')
      void navigate({ href: back })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setRefused({ problem: error, draft })
    } finally {
      setBusy(false)
    }
  }
  // What was refused is said until something is changed.
  return { save, isBusy, isSaved, problem: refused?.draft === draft ? refused.problem : undefined }
}

type LayersProps = {
  rota: RotaShown
  draft: Draft
  today: string
  errors: ReadonlyMap<string, string>
  onChange: (next: Partial<Draft>) => void
}

function Layers({ rota, draft, today, errors, onChange }: LayersProps) {
  const t = useOnCallT()
  const number = draft.layers.length + 1
  const add = () =>
    onChange({
      layers: [...draft.layers, newLayer(t('on_call.edit.layerNumber', { number }), rota.time_zone, today)],
    })
  return (
    <>
      {draft.layers.map((layer, place) => (
        <LayerFields
          key={layer.key}
          layer={layer}
          place={place}
          rota={rota}
          today={today}
          errors={errors}
          onChange={(next) => onChange({ layers: changed(draft.layers, place, next) })}
          onRemove={() => onChange({ layers: without(draft.layers, place) })}
        />
      ))}
      <span className={styles.buttons}>
        <Button variant="default" disabled={draft.layers.length >= LAYERS_MAX} onClick={add}>
          {t('on_call.edit.addLayer')}
        </Button>
      </span>
    </>
  )
}

type GeneralProps = Pick<LayersProps, 'rota' | 'draft' | 'errors' | 'onChange'>

function General({ rota, draft, errors, onChange }: GeneralProps) {
  const t = useOnCallT()
  return (
    <section className={styles.card} aria-labelledby="general">
      <h2 id="general">{t('on_call.edit.general')}</h2>
      <div className={styles.fields}>
        <TextField
          type="number"
          min={1}
          max={240}
          label={t('on_call.edit.acknowledge')}
          hint={t('on_call.edit.acknowledgeHint')}
          value={draft.acknowledge_minutes || ''}
          onChange={(event) => onChange({ acknowledge_minutes: Number(event.currentTarget.value) })}
        />
        <SelectField
          label={t('on_call.edit.calendar')}
          hint={t('on_call.edit.calendarHint')}
          value={draft.calendar_id ?? ''}
          data={[
            { value: '', label: t('on_call.edit.noCalendar') },
            ...rota.calendars.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...errorOf(errors, 'calendar_id')}
          onChange={(event) => onChange({ calendar_id: event.currentTarget.value || null })}
        />
        <CheckboxField
          label={t('on_call.edit.always')}
          hint={t('on_call.edit.alwaysHint')}
          checked={draft.is_always}
          onChange={(event) => onChange({ is_always: event.currentTarget.checked })}
        />
      </div>
    </section>
  )
}

/** What the server says that the draft would mean, a moment after the last change. */
function usePreview(rota: RotaShown, draft: Draft) {
  const [settled] = useDebouncedValue(draft, DEBOUNCE_MS)
  const [from] = useState(() => new Date().toISOString())
  const to = new Date(Date.parse(from) + ahead_ms).toISOString()
  const { data, error } = useQuery({
    queryKey: ['on-call', 'preview', rota.team.id, settled],
    queryFn: () =>
      ask(
        api.POST('/api/teams/{id}/rota/preview', {
          params: { path: { id: rota.team.id } },
          body: { ...bodyOf(settled), from, to },
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { outlook: data, problem: error instanceof ProblemError ? error : undefined }
}
