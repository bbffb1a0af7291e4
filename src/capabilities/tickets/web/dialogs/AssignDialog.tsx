import { Button, Group } from '@mantine/core'
import { Suspense, useState } from 'react'
import { ProblemError } from '../../../../web/api/client.ts'
import { FormDialog } from '../../../../web/records/FormDialog.tsx'
import { useCapabilities } from '../../../../web/shell/capabilities-context.ts'
import { useMe } from '../../../../web/shell/session.ts'
import { type Choice, useTeams } from '../data/directory.ts'
import { ListPicker, PersonPicker } from '../ticket/Picker.tsx'
import { useTicketsT } from '../useTicketsT.ts'

export type Assignment = { team_id?: string | null; owner_id?: string | null }
type AssignDialogProps = {
  title: string
  /** Of one ticket: other capabilities may show who could take it. */
  ticketId?: string
  team: Choice | null
  owner: Choice | null
  /** `to` names the new hands for the message. */
  onAssign: (assignment: Assignment, to: string) => Promise<unknown>
  onClose: () => void
}

/** To a team, to a person of it, or to nobody; only what was changed is sent. */
export function AssignDialog(props: AssignDialogProps) {
  const t = useTicketsT()
  const me = useMe()
  const teams = useTeams()
  const [team, setTeam] = useState(props.team)
  const [owner, setOwner] = useState(props.owner)
  const give = (owner: Choice | null) =>
    props.onAssign(
      {
        ...(team?.id === props.team?.id ? {} : { team_id: team?.id ?? null }),
        ...(owner?.id === props.owner?.id ? {} : { owner_id: owner?.id ?? null }),
      },
      owner?.name ?? team?.name ?? '',
    )
  const choose = async (person: Choice) => {
    try {
      await give(person)
    } catch (error) {
      // A conflict is told by the page behind, with what changed.
      if (!(error instanceof ProblemError && error.status === 409)) throw error
    }
    props.onClose()
  }
  return (
    <FormDialog
      title={props.title}
      submitLabel={t('tickets.dialog.assign')}
      onSubmit={() => give(owner)}
      onClose={props.onClose}
    >
      {(errors) => (
        <>
          <PersonPicker
            label={t('tickets.field.owner')}
            value={owner}
            onChange={setOwner}
            error={errors.get('owner_id')}
            placeholder={t('tickets.nobody')}
            first={[{ id: me.person_id, name: me.name, note: t('tickets.dialog.assignMe') }]}
            isClearable
            autoFocus
            {...(team ? { teamId: team.id } : {})}
          />
          <ListPicker
            label={t('tickets.field.team')}
            value={team}
            onChange={setTeam}
            error={errors.get('team_id')}
            placeholder={t('tickets.noTeam')}
            choices={teams.map(({ id, name, tier }) => ({
              id,
              name,
              note: t('tickets.dialog.tier', { tier }),
            }))}
            isClearable
          />
          <Quick onChoose={setOwner} />
          {props.ticketId !== undefined && (
            <Proposals id={props.ticketId} teamId={team?.id} onChoose={choose} />
          )}
        </>
      )}
    </FormDialog>
  )
}

/** Who could take the ticket, as other capabilities know it. */
function Proposals(props: {
  id: string
  teamId: string | undefined
  onChoose: (person: Choice) => Promise<void>
}) {
  const parts = useCapabilities()
    .flatMap(({ assignParts = [] }) => assignParts)
    .filter(({ kind }) => kind === 'ticket')
    .sort((a, b) => a.order - b.order)
  return parts.map(({ order, Part }) => (
    <Suspense key={order}>
      <Part {...props} />
    </Suspense>
  ))
}

/** To oneself or to nobody, which is what most ask for. */
function Quick({ onChoose }: { onChoose: (owner: Choice | null) => void }) {
  const t = useTicketsT()
  const me = useMe()
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => onChoose({ id: me.person_id, name: me.name })}
      >
        {t('tickets.dialog.assignMe')}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onChoose(null)}>
        {t('tickets.nobody')}
      </Button>
    </Group>
  )
}
