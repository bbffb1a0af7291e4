import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { AppLink } from '../../../web/kit/AppLink.tsx'
import { ErrorState } from '../../../web/kit/ErrorState.tsx'
import { CheckboxField } from '../../../web/kit/fields.tsx'
import { PageHeader } from '../../../web/kit/PageHeader.tsx'
import { PageSkeleton } from '../../../web/kit/Skeletons.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useCapabilities } from '../../../web/shell/capabilities-context.ts'
import { useMay } from '../../../web/shell/session.ts'
import { confirmed } from '../../../web/shell/step-up.ts'
import { base, type Named, type Team, teamQuery, useRefresh } from './data.ts'
import { FormDialog } from './FormDialog.tsx'
import styles from './organization.module.css'
import { PersonPicker } from './pickers.tsx'
import { TeamForm } from './TeamForm.tsx'
import { useOrganizationT } from './useOrganizationT.ts'

export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { data: team, error, refetch } = useQuery(teamQuery(id))
  if (team && !error) return <TeamView team={team} />
  return (
    <div className={styles.page}>
      {error ? <ErrorState problem={error} onRetry={() => void refetch()} /> : <PageSkeleton />}
    </div>
  )
}

/** A team: its line, skills, and members with those who lead. */
function TeamView({ team }: { team: Team }) {
  const t = useOrganizationT()
  const canEdit = useMay()('teams.manage')
  const act = useAct()
  const [open, setOpen] = useState<'edit' | 'add'>()
  const path = { params: { path: { id: team.id } } }
  const setArchived = (is_archived: boolean) =>
    act(() => ask(api.PATCH('/api/teams/{id}', { ...path, body: { is_archived } })))
  const facts = [
    t('organization.team.line', { tier: team.tier }),
    ...(team.email ? [team.email] : []),
    ...(team.archived_at ? [t('organization.archived.is')] : []),
  ]
  return (
    <div className={styles.page}>
      <PageHeader
        title={team.name}
        above={
          <AppLink className={styles.link} href={`${base}/teams`}>
            {t('organization.team.title')}
          </AppLink>
        }
        note={facts.join(' · ')}
        actions={
          canEdit && (
            <>
              <Button onClick={() => setOpen('edit')}>{t('organization.edit')}</Button>
              <Button variant="default" onClick={() => setArchived(!team.archived_at)}>
                {t(team.archived_at ? 'organization.archived.restore' : 'organization.archived.archive')}
              </Button>
            </>
          )
        }
      />
      <div className={styles.columns}>
        <Members team={team} canEdit={canEdit} onAdd={() => setOpen('add')} />
        <Skills team={team} />
        <OtherParts id={team.id} />
      </div>
      {open === 'edit' && <TeamForm team={team} onClose={() => setOpen(undefined)} />}
      {open === 'add' && <AddMember team={team} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

/** What other capabilities know of the team. */
function OtherParts({ id }: { id: string }) {
  return useCapabilities()
    .flatMap(({ name, teamParts = [] }) => teamParts.map((part) => ({ ...part, name })))
    .sort((a, b) => a.order - b.order)
    .map(({ name, order, Part }) => (
      <Suspense key={`${name}${order}`}>
        <Part id={id} />
      </Suspense>
    ))
}

function Members({ team, canEdit, onAdd }: { team: Team; canEdit: boolean; onAdd: () => void }) {
  const t = useOrganizationT()
  return (
    <section className={styles.card} aria-labelledby="members">
      <div className={styles.cardHead}>
        <h2 id="members">{t('organization.team.membersTitle')}</h2>
        {canEdit && (
          <Button size="compact-sm" variant="default" onClick={onAdd}>
            {t('organization.team.addMember')}
          </Button>
        )}
      </div>
      {team.members.length === 0 && <p className={styles.dim}>{t('organization.team.noMembers')}</p>}
      <ul className={styles.list}>
        {team.members.map((member) => (
          <Member key={member.id} team={team} member={member} canEdit={canEdit} />
        ))}
      </ul>
    </section>
  )
}

function Skills({ team }: { team: Team }) {
  const t = useOrganizationT()
  return (
    <section className={styles.card} aria-labelledby="team-skills">
      <div className={styles.cardHead}>
        <h2 id="team-skills">{t('organization.team.skills')}</h2>
      </div>
      {team.skills.length === 0 && <p className={styles.dim}>{t('organization.team.noSkills')}</p>}
      <ul className={styles.list}>
        {team.skills.map((skill) => (
          <li key={skill.id}>{skill.name}</li>
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
      await confirmed(call)
      await refresh()
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
}

function Member({
  team,
  member,
  canEdit,
}: {
  team: Team
  member: Team['members'][number]
  canEdit: boolean
}) {
  const t = useOrganizationT()
  const act = useAct()
  const path = { params: { path: { id: team.id } } }
  const set = (is_lead: boolean) =>
    ask(api.POST('/api/teams/{id}/members', { ...path, body: { person_id: member.id, is_lead } }))
  const remove = async () => {
    await act(() =>
      ask(api.POST('/api/teams/{id}/members/remove', { ...path, body: { person_id: member.id } })),
    )
    toast.undo(
      t('organization.team.removed', { name: member.name }),
      () => void act(() => set(member.is_lead)),
    )
  }
  return (
    <li>
      <span className={styles.words}>
        <AppLink href={`${base}/people/${member.id}`}>{member.name}</AppLink>
        <span className={styles.small}>
          {[
            member.is_lead && t('organization.team.leads'),
            member.title,
            !member.is_active && t('organization.person.inactive'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {canEdit && (
        <span className={styles.buttons}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t(member.is_lead ? 'organization.team.noLeadOf' : 'organization.team.makeLeadOf', {
              name: member.name,
            })}
            onClick={() => act(() => set(!member.is_lead))}
          >
            {t(member.is_lead ? 'organization.team.noLead' : 'organization.team.makeLead')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('organization.team.removeMember', { name: member.name })}
            onClick={remove}
          >
            {t('organization.remove')}
          </Button>
        </span>
      )}
    </li>
  )
}

function AddMember({ team, onClose }: { team: Team; onClose: () => void }) {
  const t = useOrganizationT()
  const refresh = useRefresh()
  const [person, setPerson] = useState<Named | null>(null)
  const [is_lead, setLead] = useState(false)
  const send = async () => {
    if (!person) return
    await ask(
      api.POST('/api/teams/{id}/members', {
        params: { path: { id: team.id } },
        body: { person_id: person.id, is_lead },
      }),
    )
    await refresh()
  }
  return (
    <FormDialog
      title={t('organization.team.addMember')}
      submitLabel={t('organization.team.addMember')}
      isReady={person !== null}
      onSubmit={send}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <PersonPicker
            label={t('organization.team.person')}
            value={person}
            error={errors.get('person_id')}
            onChange={setPerson}
          />
          <CheckboxField
            label={t('organization.team.leads')}
            checked={is_lead}
            onChange={(event) => setLead(event.currentTarget.checked)}
          />
        </>
      )}
    </FormDialog>
  )
}
