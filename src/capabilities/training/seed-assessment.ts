/** The demo hospital's quiz for the pharmacy, with a question of each kind, and what people answered. */
import { crc32, deflateSync } from 'node:zlib'
import { raw, type Tx } from '../../platform/db/transaction.ts'
import { newId } from '../../platform/id/id.ts'
import { handIn } from './assessment/hand-in.ts'
import { keptOf, type QuestionInput } from './assessment/question-shape.ts'
import { addVersion } from './assessment/questions.ts'
import { addQuizVersion } from './assessment/quizzes.ts'
import { addRubricVersion } from './assessment/rubrics.ts'
import { storeLines } from './records/store.ts'

const day_ms = 86_400_000
const minute_ms = 60_000
const learners_max = 24
const rubric_levels = ['Not yet', 'With help', 'Alone']
const criteria = [
  { text: 'Counts twice and says both numbers', level: 3 },
  { text: 'Explains each difference before clearing it', level: 2 },
]

const demo = (picture_id: string): QuestionInput[] => [
  {
    question_kind: 'choice',
    prompt: 'An order in RxLedger shows a red warning. What comes first?',
    explanation: 'A warning is read before anything is verified; the reason is written down with it.',
    options: [
      { text: 'Read the warning and write down the reason', is_right: true },
      { text: 'Verify the order and read it later' },
      { text: 'Ask the nurse to order again' },
    ],
  },
  {
    question_kind: 'multiple',
    prompt: 'Which of these are checked before a dose leaves the pharmacy?',
    options: [
      { text: 'Name of the drug', is_right: true },
      { text: 'Strength', is_right: true },
      { text: 'Expiry date', is_right: true },
      { text: 'Price' },
    ],
  },
  {
    question_kind: 'order',
    prompt: 'In which order is a cabinet restocked?',
    options: [
      { text: 'Print the list' },
      { text: 'Fill the tray' },
      { text: 'Have a colleague check it' },
      { text: 'Scan and load the drawers' },
    ],
  },
  {
    question_kind: 'match',
    prompt: 'What does each queue of RxLedger hold?',
    pairs: [
      { left: 'Verify', right: 'Orders that wait for a pharmacist' },
      { left: 'Prepare', right: 'Orders that a technician makes ready' },
      { left: 'Clarify', right: 'Orders with a question to the prescriber' },
    ],
  },
  {
    question_kind: 'number',
    prompt: 'A vial holds 40 mg in 2 mL. How many milliliters are 50 mg?',
    explanation: '20 mg in each milliliter: 50 / 20 = 2.5.',
    value: 2.5,
    tolerance: 0.05,
    unit: 'mL',
  },
  {
    question_kind: 'text',
    prompt: 'What is the cabinet on the wards called?',
    accepted: ['DoseVault', 'Dose Vault'],
  },
  {
    question_kind: 'hot_spot',
    prompt: 'Which drawer holds the high-alert drugs? It is the one with the red edge.',
    picture_id,
    options: [
      { text: 'Upper left, gray edge', area: { x: 4, y: 6, width: 44, height: 40 } },
      { text: 'Upper right, gray edge', area: { x: 52, y: 6, width: 44, height: 40 } },
      { text: 'Lower left, gray edge', area: { x: 4, y: 54, width: 44, height: 40 } },
      { text: 'Lower right, red edge', area: { x: 52, y: 54, width: 44, height: 40 }, is_right: true },
    ],
  },
]

/** Stores it in the name of the trainer. */
export async function seedAssessment(
  tx: Tx,
  { trainerId, now }: { trainerId: string; now: Date },
): Promise<void> {
  const by = { personId: trainerId, now: new Date(now.getTime() - 30 * day_ms).toISOString() }
  const pictureId = newId()
  tx.send(
    raw(
      "insert into training.picture (org_id, id, media_type, content, added_by, added_at) values ($1,$2,'image/png',$3,$4,$5)",
      [tx.orgId, pictureId, cabinet(), by.personId, by.now],
    ),
  )
  const questions = demo(pictureId).map((input) => ({ id: newId(), input, ...keptOf(input) }))
  for (const { id, ...question } of questions) {
    tx.send(raw('insert into training.question (org_id, id) values ($1, $2)', [tx.orgId, id]))
    addVersion(tx, { id, version: 1, courseVersion: null, by, ...question })
  }
  const quizId = newId()
  tx.send(raw('insert into training.quiz (org_id, id, is_open) values ($1, $2, true)', [tx.orgId, quizId]))
  await addQuizVersion(
    tx,
    quizId,
    1,
    {
      title: 'Safe dispensing with RxLedger',
      instructions: 'Seven questions. Take your time, and a calculator if you want one.',
      attempts_max: 3,
      minutes: 20,
      pass_percent: 70,
      is_shuffled: true,
      feedback: 'answers',
      question_ids: questions.map(({ id }) => id),
    },
    by,
  )
  const people = await tx.all(
    raw<{ id: string }>(
      `select p.id from core.person p left join core.department d on d.org_id = p.org_id and d.id = p.department_id
       where p.org_id = $1 and p.is_active and p.kind = 'staff' and p.id <> $2
       order by lower(coalesce(p.title, '')) not like '%pharmac%', d.name, p.name, p.id limit ${learners_max}`,
      [tx.orgId, trainerId],
    ),
  )
  for (const [index, { id }] of people.entries())
    await storeAttempt(tx, { quizId, questions, personId: id, index, now })
  const [seen] = people
  if (seen) await storeCheckOff(tx, seen.id, trainerId, now)
}

type Stored = { id: string; input: QuestionInput; key: ReturnType<typeof keptOf>['key'] }

/** Who comes later in the list knows less, and the later questions are harder: by turns, so that it is always the same. */
async function storeAttempt(
  tx: Tx,
  of: { quizId: string; questions: readonly Stored[]; personId: string; index: number; now: Date },
): Promise<void> {
  const id = newId()
  const startedAt = new Date(of.now.getTime() - (25 - (of.index % 20)) * day_ms)
  const at = new Date(startedAt.getTime() + (6 + (of.index % 9)) * minute_ms).toISOString()
  tx.send(
    raw(
      `insert into training.quiz_attempt (org_id, id, quiz_id, version, person_id, nth, is_trial, seed, started_at, ends_at, item_count)
       values ($1,$2,$3,1,$4,1,false,$5,$6::timestamptz,$6::timestamptz + interval '20 minutes',$7)`,
      [
        tx.orgId,
        id,
        of.quizId,
        of.personId,
        of.index.toString(16).padStart(32, '0'),
        startedAt.toISOString(),
        of.questions.length,
      ],
    ),
  )
  const rows = of.questions.map(({ id: question_id, input, key }, place) => {
    const isKnown = (of.index * 5 + place * 7) % 17 > of.index / 2.5 + place / 2 - 2
    return {
      place: place + 1,
      question_id,
      shown: (input.options ?? input.pairs ?? []).map((_, index) => index),
      answer: isKnown ? rightAnswer(input, key) : null,
    }
  })
  tx.send(
    raw(
      `insert into training.quiz_answer (org_id, attempt_id, place, question_id, question_version, shown, answer, answered_at)
       select $1, $2, place, question_id, 1, array(select jsonb_array_elements_text(shown)::smallint), nullif(answer, 'null'::jsonb),
         case when nullif(answer, 'null'::jsonb) is not null then $4::timestamptz end
       from jsonb_to_recordset($3::jsonb) as each (place smallint, question_id uuid, shown jsonb, answer jsonb)`,
      [tx.orgId, id, JSON.stringify(rows), at],
    ),
  )
  await handIn(tx, id, at)
}

function rightAnswer({ question_kind }: QuestionInput, { chosen = [], value, accepted = [] }: Stored['key']) {
  const isMatch = question_kind === 'match'
  return {
    chosen: isMatch ? [] : chosen,
    pairs: isMatch ? chosen : [],
    written: value === undefined ? (accepted[0] ?? '') : String(value),
  }
}

/** One who takes stock of a cabinet alone, as the trainer saw it. */
async function storeCheckOff(tx: Tx, personId: string, trainerId: string, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 6 * day_ms).toISOString()
  const rubricId = newId()
  tx.send(raw('insert into training.rubric (org_id, id) values ($1, $2)', [tx.orgId, rubricId]))
  const title = 'Taking stock of a cabinet'
  addRubricVersion(
    tx,
    rubricId,
    1,
    { title, levels: rubric_levels, criteria },
    { personId: trainerId, now: at },
  )
  const { name } = await tx.one(
    raw<{ name: string }>('select name from core.person where org_id = $1 and id = $2', [
      tx.orgId,
      trainerId,
    ]),
  )
  const [recordId = ''] = storeLines(tx, { personId: trainerId, now: at }, [
    {
      personId,
      verb: 'passed',
      origin: 'observed',
      happenedOn: at.slice(0, 10),
      scorePercent: 100,
      assessorId: trainerId,
      words: { title, version: '1', assessor: name, evidence: 'Cabinet of the training room' },
      grants: [],
    },
  ])
  tx.send(
    raw(
      `insert into training.check_off (org_id, id, rubric_id, version, person_id, assessor_id, levels, is_passed, signature, signed_at, record_id)
       values ($1,$2,$3,1,$4,$5,'{3,3}',true,$6,$7,$8)`,
      [tx.orgId, newId(), rubricId, personId, trainerId, name, at, recordId],
    ),
  )
}

const [width, height] = [400, 240]

/** A cabinet of four drawers, drawn as PNG: the lower right one has a red edge. */
function cabinet(): Buffer {
  const rows: Buffer[] = []
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x++) row.set(colorAt(x, y), 1 + x * 3)
    rows.push(row)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a color, three colors.
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [
    part('IHDR', header),
    part('IDAT', deflateSync(Buffer.concat(rows))),
    part('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([signature, ...parts])
}

function colorAt(x: number, y: number): [number, number, number] {
  const [right, low] = [x >= width / 2, y >= height / 2]
  const [inX, inY] = [(x % (width / 2)) / (width / 2), (y % (height / 2)) / (height / 2)]
  const isIn = (edge: number) => inX > edge && inX < 1 - edge && inY > edge && inY < 1 - edge
  if (!isIn(0.08)) return [226, 232, 240]
  if (!isIn(0.14)) return right && low ? [190, 18, 60] : [100, 116, 139]
  const isHandle = Math.abs(inX - 0.5) < 0.15 && Math.abs(inY - 0.5) < 0.05
  return isHandle ? [71, 85, 105] : [248, 250, 252]
}

function part(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}
