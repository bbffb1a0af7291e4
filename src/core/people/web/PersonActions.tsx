import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { ConfirmDialog } from '../../../web/kit/ConfirmDialog.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay, useMe } from '../../../web/shell/session.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { verifyCaller } from '../../../web/shell/verification.ts'
import { type Person, useRefresh } from './data.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { PersonForm } from './PersonForm.tsx'
import { ResetDialog } from './ResetDialog.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

const further = ['reset_password', 'reset_factor', 'merge', 'deactivate'] as const
type Open = 'edit' | (typeof further)[number] | undefined
type PersonActionsProps = { person: Person; onNews: (sentence: string) => void }

/** What may be done with a person; the API says which of it is open to the reader. */
export function PersonActions({ person, onNews }: PersonActionsProps) {
  const t = useOrganizationT()
  const act = useAct(onNews)
  const [open, setOpen] = useState<Open>()
  const may = useMay()
  const me = useMe()
  const can = (action: string) => person.may.includes(`people.${action}`)
  const path = { params: { path: { id: person.id } }, body: {} }
  const invite = () =>
    act(
      () => ask(api.POST('/api/people/{id}/invite', path)),
      ({ mail }) => t(mail === 'held' ? 'organization.person.inviteHeld' : 'organization.person.invited'),
    )
  const reactivate = () =>
    act(
      () => ask(api.POST('/api/people/{id}/reactivate', path)),
      () => t('organization.person.reactivated'),
    )
  return (
    <>
      {can('edit') && <Button onClick={() => setOpen('edit')}>{t('organization.edit')}</Button>}
      {can('invite') && !person.has_password && (
        <Button variant="default" onClick={invite}>
          {t('organization.person.invite')}
        </Button>
      )}
      {can('reactivate') && (
        <Button variant="default" onClick={reactivate}>
          {t('organization.person.reactivate')}
        </Button>
      )}
      {may('callers.verify') && person.id !== me.person_id && (
        <Button variant="default" onClick={() => void verifyCaller({ person_id: person.id })}>
          {t('organization.person.verify')}
        </Button>
      )}
      <More choices={further.filter(can)} onChoose={setOpen} />
      <Dialogs person={person} open={open} onClose={() => setOpen(undefined)} onNews={onNews} />
    </>
  )
}

/** Calls with a fresh proof where it is needed, then says what was done, or why it was not. */
function useAct(onNews: (sentence: string) => void) {
  const refresh = useRefresh()
  return async <T,>(call: () => Promise<T>, told: (answer: T) => string) => {
    try {
      const answer = await confirmed(call)
      await refresh()
      onNews(told(answer))
    } catch (error) {
      toast.show(error instanceof ProblemError ? error.message || error.title : String(error), 'danger')
    }
  }
}

const labels = {
  reset_password: 'organization.person.resetPassword',
  reset_factor: 'organization.person.resetFactor',
  merge: 'organization.person.merge',
  deactivate: 'organization.person.deactivate',
} as const

type MoreProps = {
  choices: readonly (typeof further)[number][]
  onChoose: (choice: (typeof further)[number]) => void
}

function More({ choices, onChoose }: MoreProps) {
  const t = useOrganizationT()
  if (choices.length === 0) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDots size={16} aria-hidden />}>
          {t('organization.more')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item key={choice} onClick={() => onChoose(choice)}>
            {t(labels[choice])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type DialogsProps = PersonActionsProps & { open: Open; onClose: () => void }

function Dialogs({ person, open, onClose, onNews }: DialogsProps) {
  const t = useOrganizationT()
  const act = useAct(onNews)
  const path = { params: { path: { id: person.id } }, body: {} }
  const deactivate = () => {
    onClose()
    void act(
      () => ask(api.POST('/api/people/{id}/deactivate', path)),
      () => t('organization.person.deactivated'),
    )
  }
  return (
    <>
      {open === 'edit' && <PersonForm person={person} onClose={onClose} />}
      {open === 'merge' && <MergeDialog person={person} onClose={onClose} />}
      {(open === 'reset_password' || open === 'reset_factor') && (
        <ResetDialog person={person} what={open} onClose={onClose} onNews={onNews} />
      )}
      <ConfirmDialog
        isOpen={open === 'deactivate'}
        title={t('organization.person.deactivateTitle', { name: person.name })}
        confirmLabel={t('organization.person.deactivate')}
        tone="danger"
        onCancel={onClose}
        onConfirm={deactivate}
      >
        {t('organization.person.deactivateBody')}
      </ConfirmDialog>
    </>
  )
}
