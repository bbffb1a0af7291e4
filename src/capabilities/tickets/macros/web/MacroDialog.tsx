import { Button, Group, Modal, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Failure, useSubmit } from '../../../../core/people/web/FormDialog.tsx'
import { api, ask } from '../../../../web/api/client.ts'
import { said as inWords } from '../../../../web/i18n/said.ts'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import { ErrorState } from '../../../../web/kit/ErrorState.tsx'
import { TextSkeleton } from '../../../../web/kit/Skeletons.tsx'
import { toast } from '../../../../web/kit/toast.ts'
import { macrosQuery, offeredMacros, type Preview } from './data.ts'
import { Finder } from './Finder.tsx'
import styles from './macros.module.css'
import { useMacrosT } from './useMacrosT.ts'
import { useStepWords } from './words.ts'

type MacroDialogProps = { ticketId: string; macroId?: string; onClose: () => void }

/** Finds a macro, shows what it will do, and does it. */
export function MacroDialog({ ticketId, macroId, onClose }: MacroDialogProps) {
  const t = useMacrosT()
  const kit = useKitT()
  const [chosen, setChosen] = useState(macroId)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('macros.run.title')}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
      styles={{ title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } }}
    >
      {chosen === undefined ? (
        <Choice ticketId={ticketId} onChoose={setChosen} />
      ) : (
        <Foreseen
          key={chosen}
          ticketId={ticketId}
          macroId={chosen}
          onBack={() => setChosen(undefined)}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

function Choice({ ticketId, onChoose }: { ticketId: string; onChoose: (id: string) => void }) {
  const t = useMacrosT()
  const { data, error, refetch } = useQuery(offeredMacros(ticketId))
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <TextSkeleton />
  return (
    <Finder
      label={t('macros.run.search')}
      listLabel={t('macros.pick.list')}
      none={t('macros.run.none')}
      rows={data.rows}
      onChoose={({ id }) => onChoose(id)}
    >
      {(row) => (
        <>
          <strong>{row.name}</strong>
          {row.breaks.map((why) => (
            <p key={why} className={styles.problem}>
              {inWords(why)}
            </p>
          ))}
        </>
      )}
    </Finder>
  )
}

type Run = { outcome: 'done' | 'refused' | 'left'; why: string | null; warnings: readonly string[] }

/** What was done and yet warns about something stays to be read. */
const isWarning = ({ warnings }: Run) => warnings.length > 0

function Foreseen(props: { ticketId: string; macroId: string; onBack: () => void; onClose: () => void }) {
  const { ticketId, macroId, onBack, onClose } = props
  const t = useMacrosT()
  const queries = useQueryClient()
  const { data: known } = useQuery(macrosQuery)
  const said = useStepWords(known?.people)
  const [done, setDone] = useState<readonly Run[]>()
  const path = { params: { path: { id: ticketId, macro_id: macroId } } }
  const { data, error, refetch } = useQuery({
    queryKey: ['record', ticketId, 'macro', macroId],
    queryFn: () => ask(api.GET('/api/tickets/{id}/macros/{macro_id}', path)),
    enabled: done === undefined,
  })
  const run = useSubmit(async () => {
    if (!data) return
    const body = { version: data.version }
    const { steps } = await ask(api.POST('/api/tickets/{id}/macros/{macro_id}', { ...path, body }))
    const isWhole = steps.every(({ outcome }) => outcome === 'done')
    const isPlain = isWhole && !steps.some(isWarning)
    if (!isPlain) setDone(steps)
    await Promise.all(
      [['record', ticketId], ['later', ticketId], ['presets']].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    )
    toast.show(
      t(isWhole ? 'macros.run.done' : 'macros.run.partly', { name: data.name }),
      isWhole ? 'success' : 'danger',
    )
    if (isPlain) onClose()
  })
  if (error) return <ErrorState problem={error} onRetry={() => void refetch()} />
  if (!data) return <TextSkeleton />
  const isOpen = data.steps.every(({ why }) => why === null) && done === undefined
  return (
    <Stack gap="sm">
      <strong>{data.name}</strong>
      <p className={styles.small}>{t('macros.run.will')}</p>
      <ol className={styles.steps}>
        {data.steps.map((step, index) => (
          <StepLine
            // biome-ignore lint/suspicious/noArrayIndexKey: The steps stay in their order.
            key={index}
            step={step}
            words={said({ do: step.do, ...step.what })}
            signature={data.signature}
            done={done && (done[index] ?? { outcome: 'left', why: null, warnings: [] })}
          />
        ))}
      </ol>
      <Failure problem={run.problem} />
      <Group justify="flex-end">
        <Button variant="default" onClick={done ? onClose : onBack}>
          {t(done ? 'macros.run.close' : 'macros.run.back')}
        </Button>
        {!done && (
          <Button
            data-autofocus
            autoFocus
            disabled={!isOpen}
            loading={run.isBusy}
            onClick={() => void run.submit()}
          >
            {t('macros.run.do')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

type StepLineProps = {
  step: Preview['steps'][number]
  words: string
  signature: string
  done: Run | undefined
}

/** What a step will do, or what became of it. */
function StepLine({ step, words, signature, done }: StepLineProps) {
  const t = useMacrosT()
  const why = done?.why ?? step.why
  return (
    <li>
      {words}
      {step.text && (
        <p className={styles.text}>
          {step.text}
          {step.do === 'reply' && signature && `\n\n${signature}`}
        </p>
      )}
      {why && <p className={styles.problem}>{inWords(why)}</p>}
      {done?.warnings.map((warning) => (
        <p key={warning} className={styles.problem}>
          {inWords(warning)}
        </p>
      ))}
      {done && <p className={styles.small}>{t(`macros.run.outcome.${done.outcome}`)}</p>}
    </li>
  )
}
