/** The demo hospital's rules: its critical places and applications, and questions of their own about printing. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { builtInQuestions, defaultRules } from './defaults.ts'
import type { Question, Rules } from './rules.ts'

const printing: Question = {
  key: 'what',
  portal: { en: 'What does not come out?', es: '¿Qué es lo que no sale?' },
  desk: { en: 'What is not printed', es: 'Qué no se imprime' },
  answers: [
    {
      key: 'safety',
      impact: 1,
      urgency: 1,
      portal: { en: 'Wristbands, or labels for samples', es: 'Pulseras o etiquetas de muestras' },
      desk: { en: 'Wristbands, sample labels', es: 'Pulseras, etiquetas de muestras' },
    },
    {
      key: 'care',
      impact: 0,
      urgency: 1,
      portal: { en: 'Papers that patients need', es: 'Papeles que necesitan los pacientes' },
      desk: { en: 'Papers for patients', es: 'Papeles para pacientes' },
    },
    {
      key: 'other',
      impact: 0,
      urgency: 0,
      portal: { en: 'Something else', es: 'Otra cosa' },
      desk: { en: 'Other', es: 'Otro' },
    },
  ],
}

type Rated = { id: string; name: string; criticality: string }

/** Sends the rules as the first version. */
export function seedPriorities(
  tx: Tx,
  demo: {
    printingId: string
    places: readonly Rated[]
    applications: readonly Omit<Rated, 'id'>[]
    byId: string
    now: Date
  },
): void {
  const isCritical = ({ criticality }: { criticality: string }) => criticality === 'critical'
  const rules: Rules = {
    ...defaultRules,
    sets: [
      ...defaultRules.sets,
      {
        category_id: demo.printingId,
        questions: [printing, ...builtInQuestions.filter(({ key }) => key !== 'care')],
      },
    ],
    places: demo.places.filter(isCritical).map(({ id }) => ({ place_id: id, points: 1 })),
    applications: demo.applications.filter(isCritical).map(({ name }) => ({ name, points: 1 })),
  }
  tx.send(
    raw(
      'insert into tickets.priority_rules (org_id, number, rules, created_by, created_at) values ($1,1,$2,$3,$4)',
      [tx.orgId, JSON.stringify(rules), demo.byId, demo.now.toISOString()],
    ),
  )
}
