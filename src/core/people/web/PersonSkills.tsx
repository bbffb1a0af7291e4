import { useQuery } from '@tanstack/react-query'
import { api, ask, ProblemError } from '../../../web/api/client.ts'
import { SelectField } from '../../../web/kit/fields.tsx'
import { toast } from '../../../web/kit/toast.ts'
import { useMay } from '../../../web/shell/session.ts'
import { type Person, structureQuery, useRefresh } from './data.ts'
import styles from './organization.module.css'
import { useOrganizationT } from './useOrganizationT.ts'

const levels = [0, 1, 2, 3, 4] as const

/** How well the person masters each skill; those who manage teams change it in place. */
export function PersonSkills({ person }: { person: Person }) {
  const t = useOrganizationT()
  const may = useMay()
  const refresh = useRefresh()
  const { data } = useQuery(structureQuery())
  const level = new Map(person.skills.map((skill) => [skill.id, skill.level]))
  const canEdit = may('teams.manage') && !person.merged_into
  const skills = canEdit ? (data?.skills ?? []) : person.skills
  const set = async (skill_id: string, next: number) => {
    try {
      await ask(
        api.POST('/api/people/{id}/skills', {
          params: { path: { id: person.id } },
          body: { skill_id, level: next },
        }),
      )
      await refresh()
    } catch (error) {
      if (error instanceof ProblemError) toast.show(error.message || error.title, 'danger')
      else throw error
    }
  }
  return (
    <section className={styles.card} aria-labelledby="skills">
      <div className={styles.cardHead}>
        <h2 id="skills">{t('organization.person.skills')}</h2>
      </div>
      {skills.length === 0 && <p className={styles.dim}>{t('organization.person.noSkills')}</p>}
      <ul className={styles.list}>
        {skills.map((skill) => (
          <li key={skill.id}>
            {canEdit ? (
              <SelectField
                label={skill.name}
                value={String(level.get(skill.id) ?? 0)}
                data={levels.map((each) => ({ value: String(each), label: t(`organization.level.${each}`) }))}
                onChange={(event) => void set(skill.id, Number(event.currentTarget.value))}
              />
            ) : (
              <>
                <span>{skill.name}</span>
                <span className={styles.small}>
                  {t(`organization.level.${(level.get(skill.id) ?? 0) as (typeof levels)[number]}`)}
                </span>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
