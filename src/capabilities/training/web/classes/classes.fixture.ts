/** What the journeys of classes begin with: a published course, and an open class of it. */
import assert from 'node:assert/strict'
import type { Client } from '../../../../../test/helpers/server.ts'

const day_ms = 86_400_000

export const dayIn = (days: number) => new Date(Date.now() + days * day_ms).toISOString().slice(0, 10)

export async function publishedCourse(
  trainer: Client,
  title: string,
  applications: string[],
): Promise<string> {
  const made = await trainer.post('/api/courses', {
    title,
    course_kind: 'update',
    applications,
    audience: '',
    summary: '',
    needs_approval: false,
    objectives: [{ statement: 'Does it' }],
    activities: [{ activity_kind: 'practice', title: 'Do it', minutes: 30, objective: 1 }],
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.equal((await trainer.post(`/api/courses/${made.body.id}/publish`)).status, 200)
  return made.body.id
}

export async function openClass(trainer: Client, course_id: string, more: object = {}): Promise<string> {
  const made = await trainer.post('/api/classes', {
    course_id,
    starts_at: `${dayIn(7)}T10:00`,
    minutes: 60,
    time_zone: 'UTC',
    trainer_ids: [trainer.personId],
    capacity: 1,
    ...more,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const { id } = made.body.classes[0]
  assert.equal((await trainer.post(`/api/classes/${id}/open`)).status, 200)
  return id
}
