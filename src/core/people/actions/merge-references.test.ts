import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Client, startWardline, type Wardline } from '../../../../test/helpers/server.ts'
import { uploadWith } from '../../attachments/upload.fixture.ts'
import { withQueue } from '../fixture.ts'

/** Every column that names a person, and what merging a double does with it. */
const columns: Record<string, 'moved' | 'ends with the double' | 'keeps naming the double'> = {
  'approvals.approval.approver_id': 'moved',
  'approvals.approval.decided_by_id': 'moved',
  'approvals.approval.escalated_to_id': 'moved',
  'approvals.approval.named_by_id': 'moved',
  'approvals.deputy.deputy_id': 'moved',
  'approvals.deputy.person_id': 'moved',
  'approvals.link.person_id': 'moved',
  'approvals.round.asked_by_id': 'moved',
  'approvals.round.owner_id': 'moved',
  'callers.code.person_id': 'moved',
  'callers.contact.person_id': 'keeps naming the double',
  'callers.verification.agent_id': 'keeps naming the double',
  'callers.verification.asked_id': 'moved',
  'callers.verification.person_id': 'keeps naming the double',
  'callers.verification.second_id': 'moved',
  'catalog.item.drafted_by': 'moved',
  'catalog.item.owner_id': 'moved',
  'catalog.item_version.published_by': 'keeps naming the double',
  // A key ends with whoever it acts for; the survivor may do more.
  'channels.api_key.created_by': 'keeps naming the double',
  'channels.api_key.person_id': 'keeps naming the double',
  'channels.api_key.revoked_by': 'moved',
  'channels.import_run.created_by': 'moved',
  'channels.mail_in.decided_by': 'moved',
  'channels.mail_in.sender_id': 'moved',
  'channels.mail_template.updated_by': 'moved',
  'channels.webhook.owner_id': 'moved',
  'core.admission.ended_by_id': 'moved',
  'core.admission.given_by_id': 'moved',
  'core.admission.person_id': 'moved',
  'core.attachment.about_person_id': 'moved',
  'core.attachment.removed_by': 'moved',
  'core.attachment.scan_released_by': 'moved',
  'core.attachment.uploaded_by': 'moved',
  'core.audit.actor_id': 'keeps naming the double',
  // What acts by itself stays a service identity.
  'core.automation.person_id': 'keeps naming the double',
  'core.credential_reset.by_id': 'keeps naming the double',
  'core.credential_reset.person_id': 'keeps naming the double',
  'core.draft.person_id': 'moved',
  'core.emergency_account.owner_id': 'moved',
  // Emergency accounts are not merged, so that none is found.
  'core.emergency_account.person_id': 'moved',
  'core.emergency_use.owner_id': 'moved',
  'core.emergency_use.person_id': 'keeps naming the double',
  'core.emergency_use.reviewed_by': 'moved',
  'core.event.actor_id': 'keeps naming the double',
  'core.file_link.person_id': 'ends with the double',
  'core.identity.person_id': 'moved',
  'core.idempotency.person_id': 'ends with the double',
  'core.link.created_by': 'moved',
  'core.login_token.person_id': 'ends with the double',
  'core.message.author_id': 'moved',
  'core.notification.person_id': 'moved',
  'core.outbox.issued_by': 'moved',
  'core.outbox.to_person_id': 'moved',
  'core.passkey.person_id': 'ends with the double',
  'core.password.person_id': 'ends with the double',
  'core.person.custodian_id': 'moved',
  'core.person.manager_id': 'moved',
  'core.person.merged_into_id': 'moved',
  'core.person_skill.person_id': 'moved',
  'core.record.owner_id': 'moved',
  'core.record.requester_id': 'moved',
  'core.recovery_code.person_id': 'ends with the double',
  'core.role_assignment.person_id': 'moved',
  'core.saved_view.owner_id': 'moved',
  'core.second_factor.person_id': 'ends with the double',
  'core.session.person_id': 'ends with the double',
  'core.team_member.person_id': 'moved',
  'core.watcher.person_id': 'moved',
  'escalation.calendar_version.created_by': 'keeps naming the double',
  'escalation.cover.created_by': 'moved',
  'escalation.cover.person_id': 'moved',
  'escalation.handover_note.author_id': 'moved',
  'escalation.ladder_version.created_by': 'keeps naming the double',
  'escalation.page.acknowledged_by': 'moved',
  'escalation.page.by_id': 'moved',
  'escalation.page_call.person_id': 'moved',
  'escalation.policy_version.created_by': 'keeps naming the double',
  'escalation.push_device.person_id': 'moved',
  'escalation.recount.started_by': 'keeps naming the double',
  'escalation.rota.updated_by': 'moved',
  'escalation.rotation_person.person_id': 'moved',
  'escalation.self_assignment.person_id': 'moved',
  'escalation.swap.asked_id': 'moved',
  'escalation.swap.asker_id': 'moved',
  'escalation.webhook.updated_by': 'moved',
  'escalation.team_assignment.updated_by': 'moved',
  'incidents.duty.given_by': 'moved',
  'incidents.duty.person_id': 'moved',
  'incidents.incident.proposed_by': 'moved',
  'incidents.review_action.owner_id': 'moved',
  'incidents.round.made_by': 'moved',
  'knowledge.comment.author_id': 'moved',
  'knowledge.comment.removed_by': 'moved',
  'knowledge.duplicate.dismissed_by': 'moved',
  'knowledge.exchange_run.created_by': 'moved',
  'knowledge.feedback.person_id': 'moved',
  'knowledge.flag.answered_by': 'moved',
  'knowledge.flag.reporter_id': 'moved',
  'knowledge.form_read.person_id': 'moved',
  'knowledge.gap.dismissed_by': 'moved',
  'knowledge.look.person_id': 'keeps naming the double',
  'knowledge.measure_setting.updated_by': 'moved',
  'knowledge.moved.moved_by': 'moved',
  'knowledge.template.updated_by': 'moved',
  'knowledge.use.person_id': 'moved',
  'knowledge.version.author_id': 'keeps naming the double',
  'notices.calendar_feed.person_id': 'moved',
  'notices.choice.person_id': 'moved',
  'notices.event_choice.person_id': 'moved',
  'notices.muted_record.person_id': 'moved',
  'notices.setting.person_id': 'moved',
  'notices.waiting.person_id': 'moved',
  'restriction.glass.person_id': 'moved',
  'restriction.glass.reviewed_by_id': 'moved',
  'restriction.reason.by_id': 'moved',
  'safety.control.owner_id': 'moved',
  // The number of moved rows would tell who merges that something was reported; the report is found all the same.
  'safety.event.reported_by': 'keeps naming the double',
  'safety.note.author_id': 'moved',
  'safety.setting.owner_id': 'moved',
  'privacy.allowed.created_by': 'keeps naming the double',
  'privacy.erasure.asked_by': 'keeps naming the double',
  'privacy.erasure.decided_by': 'moved',
  'privacy.erasure.person_id': 'keeps naming the double',
  'privacy.export.asked_by': 'keeps naming the double',
  'privacy.export.person_id': 'keeps naming the double',
  'privacy.hold.lifted_by': 'moved',
  'privacy.hold.person_id': 'keeps naming the double',
  'privacy.hold.placed_by': 'keeps naming the double',
  'privacy.finding.decided_by': 'moved',
  'privacy.setting.second_off_by': 'moved',
  'privacy.finding.writer_id': 'moved',
  'privacy.reveal.person_id': 'moved',
  'rules.rule.keeper_id': 'moved',
  'rules.rule_version.created_by': 'keeps naming the double',
  'rules.trial.started_by': 'moved',
  'tickets.checklist_item.assigned_to_id': 'moved',
  'tickets.checklist_item.done_by_id': 'moved',
  'tickets.hand.by_id': 'moved',
  'tickets.merged_follower.person_id': 'moved',
  'tickets.follow_up.done_by': 'moved',
  'tickets.follow_up.person_id': 'moved',
  'tickets.person_signature.person_id': 'moved',
  'tickets.preset.owner_id': 'moved',
  'tickets.preset.updated_by': 'moved',
  'surveys.invitation.person_id': 'moved',
  'surveys.solution.owner_id': 'moved',
  'tickets.phone_call.agent_id': 'moved',
  'tickets.priority_override.by_id': 'moved',
  'tickets.priority_rules.created_by': 'keeps naming the double',
  'tickets.scheduled_reply.author_id': 'moved',
  'tickets.shared_draft.ready_by': 'moved',
  'tickets.shared_draft.updated_by': 'moved',
  'tickets.timer.person_id': 'moved',
  'tickets.ticket.last_word_by_id': 'moved',
  'tickets.ticket.reported_by_id': 'moved',
  'tickets.time_entry.person_id': 'keeps naming the double',
  'tickets.weighing.p1_by': 'moved',
  // Who uses what, and how it stands, moves; lines of learning are never changed, and are read with the survivor's.
  'training.application_user.person_id': 'moved',
  'training.certificate.person_id': 'moved',
  'training.credential.person_id': 'moved',
  'training.imported_line.person_id': 'moved',
  'training.claim.person_id': 'moved',
  'training.claim.decided_by': 'moved',
  'training.class_trainer.person_id': 'keeps naming the double',
  'training.booking.person_id': 'keeps naming the double',
  'training.booking.booked_by': 'moved',
  'training.course_version.published_by': 'moved',
  'training.learning_grant.person_id': 'keeps naming the double',
  'training.learning_record.assessor_id': 'keeps naming the double',
  'training.learning_record.person_id': 'keeps naming the double',
  'training.learning_record.recorded_by': 'keeps naming the double',
  'training.record_words.person_id': 'moved',
  'training.package.uploaded_by': 'moved',
  'training.registration.person_id': 'keeps naming the double',
  'training.requirement.person_id': 'moved',
  'training.picture.added_by': 'keeps naming the double',
  'training.question_version.made_by': 'keeps naming the double',
  'training.quiz_version.made_by': 'keeps naming the double',
  'training.quiz_attempt.person_id': 'keeps naming the double',
  // Answers of a survey are found by the entry that was asked.
  'training.needs_survey_person.person_id': 'keeps naming the double',
  'training.needs_survey.made_by': 'keeps naming the double',
  'training.rubric_version.made_by': 'keeps naming the double',
  'training.plan.person_id': 'moved',
  'training.plan_item.confirmed_by': 'moved',
  'training.plan_item.person_id': 'moved',
  'training.check_off.person_id': 'keeps naming the double',
  'training.check_off.assessor_id': 'keeps naming the double',
  'training.statement.person_id': 'keeps naming the double',
  'training.statement.sent_by': 'keeps naming the double',
}

let wardline: Wardline
let admin: Client
before(async () => {
  wardline = await startWardline()
  await withQueue(wardline)
  admin = await wardline.admin()
})
after(() => wardline.close())

test('Every column that names a person is classified: moved to the survivor, or kept on purpose.', async () => {
  const { rows } = await wardline.owner.query(
    `
    select format('%I.%I.%I', n.nspname, t.relname, c.attname) as name, has_column_privilege($1, t.oid, c.attnum, 'update') as may_update,
      f.conname is not null as has_key
    from pg_attribute c join pg_class t on t.oid = c.attrelid join pg_namespace n on n.oid = t.relnamespace
    left join pg_constraint f on f.conrelid = t.oid and f.contype = 'f' and f.confrelid = 'core.person'::regclass and c.attnum = any(f.conkey)
    where t.relkind in ('r', 'p') and not t.relispartition and c.attnum > 0 and not c.attisdropped and c.attname <> 'org_id'
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker') and c.atttypid = 'uuid'::regtype
      and (f.conname is not null or c.attname ~ '(^|_)(by|by_id|actor_id|author_id|person_id|owner_id|requester_id)$')`,
    [new URL(wardline.appUrl).username],
  )
  const names = rows.map((row) => row.name)
  assert.deepEqual(
    names.filter((name) => !(name in columns)),
    [],
    'columns without a decision in this file',
  )
  assert.deepEqual(
    Object.keys(columns).filter((name) => !names.includes(name)),
    [],
    'decisions without a column',
  )
  for (const { name, has_key, may_update } of rows)
    if (columns[name] === 'moved')
      assert.deepEqual([has_key, may_update], [true, true], `${name} cannot be moved`)
    else if (columns[name] === 'keeps naming the double')
      assert.ok(!(has_key && may_update), `${name} is moved by the rule for all`)
})

async function rowsNaming(personId: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const name of Object.keys(columns)) {
    const [schema, table, column] = name.split('.')
    const { rows } = await wardline.owner.query(
      `select count(*)::int as count from ${schema}.${table} where ${column} = $1`,
      [personId],
    )
    if (rows[0].count > 0) counts.set(name, rows[0].count)
  }
  return counts
}

/** The double works for a day, and leaves traces wherever an agent can. */
async function work(double: Client, nurse: Client, teams: { network: string }): Promise<string> {
  const post = async (path: string, body: unknown = {}) => {
    const answer = await double.post(path, body)
    assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const [id, other] = [
    (await post('/api/tickets', { title: 'A', body: 'a' })).id,
    (await post('/api/tickets', { title: 'B', body: 'b' })).id,
  ]
  const file = (await uploadWith(wardline, double)('a.txt', 'text/plain', Buffer.from('words'))).body.id
  const own = (
    await post('/api/tickets', {
      title: 'C',
      body: 'c',
      requester_id: nurse.personId,
      owner_id: double.personId,
    })
  ).id
  const sent = await post(`/api/tickets/${own}/reply`, { body: 'Hello', file_ids: [file] })
  await post(`/api/tickets/${own}/redact`, { message_id: sent.message_id, file_id: file })
  await post(`/api/tickets/${own}/log-time`, { minutes: 1 })
  await post(`/api/tickets/${own}/link`, { type: 'relates_to', to_id: other })
  await post('/api/tickets/views', { name: 'Mine', filter: { view: 'mine' } })
  await double.send('PUT', '/api/drafts/tickets.new', { body: 'unsent' })
  await nurse.post(`/api/tickets/${own}/reply`, { body: 'Thanks' })
  await post(`/api/tickets/${id}/escalate`, { team_id: teams.network, reason: 'r', tried: 't' })
  await post(`/api/tickets/${own}/reply`, { body: 'The last word.' })
  return own
}

test('After a merge nothing that is moved names the double, and who spoke last is the survivor.', async () => {
  const team = await wardline.team('Service Desk')
  const network = await wardline.team('Network', 2)
  const double = await wardline.person('D. Ouble', ['help-desk'], [team])
  const survivor = await wardline.person('Dora Ouble', ['help-desk'], [team])
  const nurse = await wardline.person('Nora Nurse', [])
  const own = await work(double, nurse, { network })
  await wardline.owner.query('update core.person set manager_id = $1 where id = $2', [
    double.personId,
    nurse.personId,
  ])
  const before = await rowsNaming(double.personId)
  for (const name of [
    'core.attachment.removed_by',
    'core.attachment.uploaded_by',
    'core.draft.person_id',
    'core.link.created_by',
    'core.message.author_id',
    'core.notification.person_id',
    'core.person.manager_id',
    'core.record.owner_id',
    'core.record.requester_id',
    'core.role_assignment.person_id',
    'core.saved_view.owner_id',
    'core.team_member.person_id',
    'tickets.hand.by_id',
    'tickets.ticket.last_word_by_id',
    'tickets.ticket.reported_by_id',
    'tickets.time_entry.person_id',
  ])
    assert.ok(before.has(name), `${name} was not tried`)
  const merged = await admin.post(`/api/people/${double.personId}/merge`, { into_id: survivor.personId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  const left = [...(await rowsNaming(double.personId)).keys()]
  assert.deepEqual(
    left.filter((name) => columns[name] === 'moved'),
    [],
  )
  const { rows } = await wardline.owner.query('select last_word_by_id from tickets.ticket where id = $1', [
    own,
  ])
  assert.equal(rows[0].last_word_by_id, survivor.personId)
  const refused = await nurse.post(`/api/people/${double.personId}/merge`, { into_id: survivor.personId })
  assert.equal(refused.status, 403)
})
