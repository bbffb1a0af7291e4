import { useState } from 'react'
import { SelectField } from '../../../../web/kit/fields.tsx'
import { weigh } from '../rules.ts'
import { AskFields } from './AskFields.tsx'
import type { Given } from './asked.ts'
import type { Rules } from './draft.ts'
import styles from './priority.module.css'
import { usePriorityT } from './usePriorityT.ts'
import { useSetName } from './useSetName.ts'

const criticalities = ['3', '2', '1', '0', '-1', '-2', '-3'] as const

/** What the rules would make of answers, before they are saved. */
export function TryRules({ rules }: { rules: Rules }) {
  const t = usePriorityT()
  const nameOf = useSetName()
  const [category, setCategory] = useState<string | null>(null)
  const [criticality, setCriticality] = useState('0')
  const [given, setGiven] = useState<Given>({})
  const set = rules.sets.find(({ category_id }) => category_id === category) ?? rules.sets[0]
  const questions = set?.questions ?? []
  const { impact, urgency, priority } = weigh(rules, questions, given, Number(criticality))
  return (
    <section className={styles.group} aria-labelledby="priority-try">
      <h2 id="priority-try">{t('priority.try.title')}</h2>
      <p className={styles.small}>{t('priority.try.note')}</p>
      <div className={styles.tries}>
        <SelectField
          label={t('priority.sets.of')}
          value={set?.category_id ?? ''}
          data={rules.sets.map(({ category_id }) => ({
            value: category_id ?? '',
            label: nameOf(category_id),
          }))}
          onChange={(event) => setCategory(event.currentTarget.value || null)}
        />
        <SelectField
          label={t('priority.part.criticality')}
          value={criticality}
          data={criticalities.map((value) => ({ value, label: t(`priority.points.${value}`) }))}
          onChange={(event) => setCriticality(event.currentTarget.value)}
        />
        <AskFields questions={questions} given={given} onChange={setGiven} />
      </div>
      <p className={styles.result} role="status">
        {t('priority.outcome.levels', { impact, urgency })}{' '}
        <strong>{t('priority.outcome.is', { priority: t(`priority.level.${priority}`) })}</strong>
      </p>
    </section>
  )
}
