import { Button, Menu, Modal, TagsInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ask } from '../../../../web/api/client.ts'
import { said } from '../../../../web/i18n/said.ts'
import { useKitT } from '../../../../web/i18n/useKitT.ts'
import { useShortcut } from '../../../../web/kit/shortcuts/useShortcut.ts'
import { toast } from '../../../../web/kit/toast.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useMay } from '../../../../web/shell/session.ts'
import { BulkMergeDialog } from '../../merging/web/BulkMergeDialog.tsx'
import type { TicketRow } from '../data/ticket.ts'
import { AssignDialog } from '../dialogs/AssignDialog.tsx'
import dialogStyles from '../dialogs/dialogs.module.css'
import { ResolveDialog } from '../dialogs/ResolveDialog.tsx'
import { useTicketsT } from '../useTicketsT.ts'

type BulkAction = 'assign' | 'tag' | 'resolve' | 'close' | 'take' | 'start' | 'untag' | 'reopen'
type Failure = { number: number; why: string }
const BATCH_MAX = 200

/** One deed for all selected tickets; each has its own result, and those that were refused say why. */
export function BulkBar({ rows, onDone }: { rows: readonly TicketRow[]; onDone: () => void }) {
  const t = useTicketsT()
  const [dialog, setDialog] = useState<'assign' | 'tag' | 'resolve' | 'merge'>()
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const bulk = useBulk(rows, setFailures, onDone)
  const count = rows.length
  const may = useMay()
  const close = () => setDialog(undefined)
  const scope = t('tickets.scope.queue')
  useShortcut('a', t('tickets.bulk.assign'), () => setDialog('assign'), { scope })
  useShortcut('e', t('tickets.bulk.resolve'), () => setDialog('resolve'), { scope })
  return (
    <>
      <Button variant="default" onClick={() => setDialog('assign')}>
        {t('tickets.bulk.assign')}
      </Button>
      <Button variant="default" onClick={() => setDialog('tag')}>
        {t('tickets.bulk.tag')}
      </Button>
      <Button variant="default" onClick={() => setDialog('resolve')}>
        {t('tickets.bulk.resolve')}
      </Button>
      {count > 1 && may('tickets.merge') && (
        <Button variant="default" onClick={() => setDialog('merge')}>
          {t('tickets.bulk.merge')}
        </Button>
      )}
      <Menu withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
            {t('tickets.bulk.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['take', 'start', 'close'] as const).map((action) => (
            <Menu.Item key={action} onClick={() => void bulk(action, {})}>
              {t(`tickets.bulk.${action}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'assign' && (
        <AssignDialog
          title={t('tickets.dialog.assignMany', { count })}
          team={null}
          owner={null}
          onAssign={(assignment) => bulk('assign', assignment)}
          onClose={close}
        />
      )}
      {dialog === 'resolve' && (
        <ResolveDialog
          title={t('tickets.bulk.resolveTitle', { count })}
          onResolve={(input) => bulk('resolve', input)}
          onClose={close}
        />
      )}
      {dialog === 'merge' && (
        <BulkMergeDialog rows={rows} onFailures={setFailures} onDone={onDone} onClose={close} />
      )}
      {dialog === 'tag' && (
        <TagDialog count={count} onTag={(tags) => bulk('tag', { tags })} onClose={close} />
      )}
      <Failures failures={failures} onClose={() => setFailures([])} />
    </>
  )
}

/** The tickets that were refused, each with why. */
function Failures({ failures, onClose }: { failures: readonly Failure[]; onClose: () => void }) {
  const t = useTicketsT()
  const kit = useKitT()
  return (
    <Modal
      opened={failures.length > 0}
      onClose={onClose}
      title={t('tickets.bulk.failedTitle', { count: failures.length })}
      closeButtonProps={{ 'aria-label': kit('kit.close') }}
    >
      <ul className={dialogStyles.results}>
        {failures.map((failure) => (
          <li key={failure.number}>{t('tickets.bulk.failed', failure)}</li>
        ))}
      </ul>
    </Modal>
  )
}

function useBulk(
  rows: readonly TicketRow[],
  onFailures: (failures: readonly Failure[]) => void,
  onDone: () => void,
) {
  const t = useTicketsT()
  const queries = useQueryClient()
  return async (action: BulkAction, input: Record<string, unknown>): Promise<void> => {
    const results = []
    for (let from = 0; from < rows.length; from += BATCH_MAX) {
      const ids = rows.slice(from, from + BATCH_MAX).map((row) => row.id)
      const answer = await ask(api.POST('/api/tickets/bulk', { body: { ids, action, input } }))
      results.push(...answer.results)
    }
    const numbers = new Map(rows.map((row) => [row.id, row.number]))
    const failures = results
      .filter((result) => !result.ok)
      .map((result) => ({
        number: numbers.get(result.id) ?? 0,
        why: said(result.problem?.detail ?? result.problem?.title ?? ''),
      }))
    const done_count = results.length - failures.length
    if (done_count > 0) toast.show(t('tickets.bulk.done', { count: done_count }), 'success')
    onFailures(failures)
    await queries.invalidateQueries({ queryKey: ['counts'] })
    if (failures.length === 0) onDone()
  }
}

function TagDialog({
  count,
  onTag,
  onClose,
}: {
  count: number
  onTag: (tags: string[]) => Promise<unknown>
  onClose: () => void
}) {
  const t = useTicketsT()
  const [tags, setTags] = useState<string[]>([])
  return (
    <FormDialog
      title={t('tickets.bulk.tagTitle', { count })}
      submitLabel={t('tickets.bulk.tag')}
      isReady={tags.length > 0}
      onSubmit={() => onTag(tags)}
      onClose={onClose}
    >
      <TagsInput
        label={t('tickets.bulk.tagName')}
        value={tags}
        onChange={setTags}
        acceptValueOnBlur
        data-autofocus
        maxTags={20}
      />
    </FormDialog>
  )
}
