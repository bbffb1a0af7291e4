/** The demo hospital's rules: its critical places and applications, and questions of their own about printing. */
import { raw, type Tx } from '../../../platform/db/transaction.ts'
import { builtInQuestions, defaultRules } from './defaults.ts'
import { criticalityOf, type Given, type Question, type Rules, setFor, weigh } from './rules.ts'

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

/** Writes the rules as the first version, and what those who filed the tickets answered. */
export async function seedPriorities(
  tx: Tx,
  demo: {
    printingId: string
    places: readonly Rated[]
    applications: readonly Omit<Rated, 'id'>[]
    byId: string
    now: Date
  },
): Promise<void> {
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
  await answerTickets(tx, rules)
}

type Filed = {
  id: string
  category_id: string | null
  application: string | null
  place_id: string | null
  impact: number
  urgency: number
}

/** The demo's tickets have their impact and urgency by answers, wherever some come to just these. */
async function answerTickets(tx: Tx, rules: Rules): Promise<void> {
  const filed = await tx.all(
    raw<Filed>(
      `select t.id, t.category_id, t.application, coalesce(t.place_id, w.place_id) as place_id, t.impact, t.urgency
       from tickets.ticket t left join core.workstation w on w.org_id = t.org_id and w.id = t.workstation_id
       where t.org_id = $1 and t.ticket_kind = 'incident' and t.channel in ('portal', 'phone', 'walk_up')`,
      [tx.orgId],
    ),
  )
  const rows = filed.flatMap((ticket) => {
    const set = setFor(rules, ticket.category_id, new Map())
    const criticality = criticalityOf(rules, ticket)
    const answers = choices(set.questions).find((given) => {
      const { impact, urgency } = weigh(rules, set.questions, given, criticality)
      return impact === ticket.impact && urgency === ticket.urgency
    })
    return answers ? [{ id: ticket.id, set_id: set.category_id, answers, criticality }] : []
  })
  tx.send(
    raw(
      `insert into tickets.weighing (org_id, ticket_id, version, set_id, answers, criticality)
       select $1, a.id, 1, a.set_id, a.answers, a.criticality
       from json_to_recordset($2::json) a (id uuid, set_id uuid, answers jsonb, criticality int)`,
      [tx.orgId, JSON.stringify(rows)],
    ),
  )
}

/** Every way to answer all questions. */
function choices(questions: readonly Question[]): Given[] {
  return questions.reduce<Given[]>(
    (all, { key, answers }) =>
      all.flatMap((given) => answers.map((answer) => ({ ...given, [key]: answer.key }))),
    [{}],
  )
}
