import { Button, Group, Stack } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask, ProblemError } from '../../../../web/api/client.ts'
import { MarkdownEditor } from '../../../../web/kit/editor/MarkdownEditor.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { WritingHint } from '../../../privacy/web/index.ts'
import styles from '../../macros/web/macros.module.css'
import { useMacrosT } from '../../macros/web/useMacrosT.ts'

const SAVE_MS = 800
const sharedQuery = (id: string) =>
  queryOptions({
    queryKey: ['shared-draft', id],
    queryFn: () => ask(api.GET('/api/tickets/{id}/shared-draft', { params: { path: { id } } })),
  })
type Shared = NonNullable<ReturnType<typeof useShared>['data']>
function useShared(id: string) {
  return useQuery(sharedQuery(id))
}

type SharedDraftProps = { ticketId: string; onTyping: (text: string) => void; onSent: () => void }

/** The reply that several write: saved while one types, shown to all at once, never over the words of another. */
export function SharedDraft(props: SharedDraftProps) {
  const { data } = useShared(props.ticketId)
  return data ? <Editing {...props} stored={data} /> : <TextSkeleton />
}

/**
 * What is typed is saved a moment later with the version that it changes. While nothing is unsaved, what others save
 * is shown; when both wrote, both are shown, and one of the two is chosen.
 */
function useTogether(id: string, stored: Shared) {
  const queries = useQueryClient()
  const [base, setBase] = useState(stored)
  const [text, setText] = useState(stored.body)
  // What was sent, and not what was answered: there masks may stand for what one typed.
  const [sent, setSent] = useState(stored.body)
  const [theirs, setTheirs] = useState<Shared>()
  const [isBusy, setBusy] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isDirty = text !== sent
  useEffect(() => {
    // Right after one's own save the older answer is still there for a moment.
    if (stored.version <= base.version || isBusy) return
    if (!isDirty) {
      setBase(stored)
      setText(stored.body)
      setSent(stored.body)
    } else if (stored.body !== text) setTheirs(stored)
  }, [stored, base, isDirty, isBusy, text])
  const save = async (over: Shared = base, isReady = false): Promise<Shared | undefined> => {
    clearTimeout(timer.current)
    setBusy(true)
    try {
      const body = { body: text, version: over.version, is_ready: isReady }
      const saved = await ask(api.PUT('/api/tickets/{id}/shared-draft', { params: { path: { id } }, body }))
      setBase(saved)
      setSent(text)
      setTheirs(undefined)
      queries.setQueryData(sharedQuery(id).queryKey, saved)
      return saved
    } catch (error) {
      if (error instanceof ProblemError && error.status === 409) {
        setTheirs(error.current as Shared)
        return undefined
      }
      throw error
    } finally {
      setBusy(false)
    }
  }
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: Each key puts the saving off.
  useEffect(() => {
    if (!isDirty || theirs || isBusy) return
    timer.current = setTimeout(() => void latest.current().catch(() => undefined), SAVE_MS)
    return () => clearTimeout(timer.current)
  }, [isDirty, theirs, isBusy, text])
  const take = (other: Shared) => {
    setBase(other)
    setText(other.body)
    setSent(other.body)
    setTheirs(undefined)
  }
  return { base, text, setText, theirs, take, save, isDirty, isBusy }
}

function Editing({ ticketId, stored, onTyping, onSent }: SharedDraftProps & { stored: Shared }) {
  const t = useMacrosT()
  const queries = useQueryClient()
  const { base, text, setText, theirs, take, save, isDirty } = useTogether(ticketId, stored)
  const path = { params: { path: { id: ticketId } } }
  const write = (next: string) => {
    setText(next)
    onTyping(next)
  }
  const again = () => queries.invalidateQueries({ queryKey: ['shared-draft', ticketId] })
  const ready = useSubmit(async () => void (await save(base, true)))
  const send = useSubmit(async () => {
    const current = isDirty ? await save() : base
    if (!current) return
    await ask(
      api.POST('/api/tickets/{id}/shared-draft/send', { ...path, body: { version: current.version } }),
    )
    toast.show(t('macros.draft.sent'), 'success')
    onSent()
    await again()
    await queries.invalidateQueries({ queryKey: ['record', ticketId] })
  })
  const discard = useSubmit(async () => {
    await ask(api.DELETE('/api/tickets/{id}/shared-draft', { ...path, body: { version: base.version } }))
    await again()
  })
  return (
    <Stack gap="xs">
      <p className={styles.small}>{t('macros.draft.seen')}</p>
      <MarkdownEditor
        label={t('macros.draft.label')}
        isLabelHidden
        value={text}
        onChange={write}
        lines_min={3}
      />
      <WritingHint text={text} onChange={write} />
      <Standing base={base} isDirty={isDirty} />
      {theirs && <Both theirs={theirs} onMine={() => void save(theirs)} onTheirs={() => take(theirs)} />}
      <Failure problem={send.problem ?? ready.problem ?? discard.problem} />
      <Group gap="xs" justify="flex-end">
        <Button
          variant="subtle"
          color="gray"
          disabled={base.body === ''}
          loading={discard.isBusy}
          onClick={() => void discard.submit()}
        >
          {t('macros.draft.discard')}
        </Button>
        <Button
          variant="default"
          disabled={text.trim() === '' || theirs !== undefined}
          loading={ready.isBusy}
          onClick={() => void ready.submit()}
        >
          {t('macros.draft.ready')}
        </Button>
        <Button
          disabled={text.trim() === '' || theirs !== undefined}
          loading={send.isBusy}
          onClick={() => void send.submit()}
        >
          {t('macros.draft.send')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Who saved it last, and whether somebody says that it is ready. */
function Standing({ base, isDirty }: { base: Shared; isDirty: boolean }) {
  const t = useMacrosT()
  const said = isDirty
    ? t('macros.draft.saving')
    : base.ready_by
      ? t('macros.draft.readyBy', { name: base.ready_by })
      : base.body !== '' && base.updated_by
        ? t('macros.draft.by', { name: base.updated_by })
        : t('macros.draft.empty')
  return (
    <p role="status" className={styles.small}>
      {said}
    </p>
  )
}

function Both({ theirs, onMine, onTheirs }: { theirs: Shared; onMine: () => void; onTheirs: () => void }) {
  const t = useMacrosT()
  return (
    <div role="alert" className={styles.both}>
      <span>{t('macros.draft.conflict')}</span>
      <span className={styles.small}>{t('macros.draft.theirs', { name: theirs.updated_by ?? '' })}</span>
      <p className={styles.text}>{theirs.body}</p>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onMine}>
          {t('macros.draft.keepMine')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onTheirs}>
          {t('macros.draft.takeTheirs')}
        </Button>
      </Group>
    </div>
  )
}
