/**
 * Who may do what to whose: every operation of the API, by everybody, on everything. The table below says for each
 * operation by which rule it is let pass; the model below that says what the rule means, from the role catalogue and
 * from nothing that the server computes. An operation that is not in the table fails the test with its name.
 *
 * What is tested is the gate: an answer that complains about the content (409, 415, 422 …) has passed it.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { parse } from 'yaml'
import {
  type Document,
  missingId,
  type Operation,
  operationsOf,
  responseChecker,
  sampleOf,
} from './helpers/openapi.ts'
import { type Client, password, startWardline, type Wardline } from './helpers/server.ts'
import { assertTold, silent } from './helpers/told.ts'

/** Whom a ticket lets do something, among those who see it and hold the permission. */
type Side = 'party' | 'requester' | 'requester or inside' | 'inside'
type Rule =
  | { gate: 'open' }
  /** About oneself alone; wrong passwords and codes are complaints about the content. */
  | { gate: 'self' }
  | { gate: 'signed in' }
  /** One of the permissions; `of` is the kind of thing that the path names. */
  | { gate: 'permission'; any: string[]; and?: string[]; of?: Kind; mayLackIt?: true }
  /** A thing of one person: others do not see it, but for those who hold `or`; whoever sees it `needs` that besides. */
  | { gate: 'own'; of: Kind; permission?: string; or?: string; needs?: string }
  | { gate: 'ticket'; side: Side; permission?: string; and?: string[]; reads?: string[] }
  | { gate: 'article'; permission?: string; isForWriters?: boolean }
  /** Proposed ones exist for those who work on them alone; declared ones for everybody who is signed in. */
  | { gate: 'incident'; permissions: string[]; asks?: 'right first' | 'status' }
  /**
   * A stream, a file upload of its own form, or what names two things at once and has its refusals tested beside it:
   * the matrix knocks without a session only.
   */
  | { gate: 'knock' }

type Kind =
  | 'site'
  | 'department'
  | 'place'
  | 'workstation'
  | 'skill'
  | 'synonym'
  | 'person'
  | 'team'
  | 'role'
  | 'mail'
  | 'category'
  | 'view'
  | 'session'
  | 'passkey'
  | 'file'
  | 'import'
  | 'calendar'
  | 'policy'
  | 'safety event'
  | 'hazard'
  | 'rule'
  | 'trial'
  | 'ladder'
  | 'checklist'
  | 'approval'
  | 'deputy'
  | 'catalog item'
  | 'framework'
  | 'competency'
  | 'requirement'
  | 'line of learning'
  | 'training need'
  | 'actor'

const open: Rule = { gate: 'open' }
const self: Rule = { gate: 'self' }
const signedIn: Rule = { gate: 'signed in' }
const knock: Rule = { gate: 'knock' }
const any = (...permissions: string[]): Rule => ({ gate: 'permission', any: permissions })
const on = (of: Kind, ...permissions: string[]): Rule => ({ gate: 'permission', any: permissions, of })
const inside = (permission: string): Rule => ({ gate: 'ticket', side: 'inside', permission })
const ticket = (side: Side, permission: string): Rule => ({ gate: 'ticket', side, permission })
const article = (permission?: string): Rule => ({ gate: 'article', ...(permission ? { permission } : {}) })
const incident = (...permissions: string[]): Rule => ({ gate: 'incident', permissions })
const insideIncident = (...permissions: string[]): Rule => ({
  gate: 'incident',
  permissions: ['incidents.propose', ...permissions],
  asks: 'right first',
})
/** Actions on a record that is not there for anybody else. */
const restricted = (of: Kind, capability: string, verbs: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(verbs.map((verb) => [`${capability}.${verb}`, { gate: 'own', of, or: 'safety.work' }]))
/** Actions on a record that is not there for who may not read its kind. */
const onNeed = (verbs: readonly string[]): Record<string, Rule> =>
  Object.fromEntries(
    verbs.map((verb) => [
      `needs.${verb}`,
      { gate: 'own', of: 'training need', or: 'training.read_all', needs: 'training.manage' },
    ]),
  )
const readsTickets = ['tickets.create', 'tickets.read_all', 'tickets.read_team']
const worksOnTickets = ['tickets.read_all', 'tickets.read_team']

const rules: Record<string, Rule> = {
  'health.live': open,
  'health.ready': open,
  'setup.show': open,
  'setup.run': open,
  'session.start': open,
  'session.reset': open,
  'session.link': open,
  'session.choose_password': open,
  'session.me': self,
  'session.end': self,
  'session.confirm': self,
  'session.change_password': self,
  'session.factor': open,
  'factor.show': self,
  'factor.begin': self,
  'factor.confirm': self,
  'factor.recovery_codes': self,
  'factor.disable': self,
  'passkeys.list': signedIn,
  'passkeys.rename': { gate: 'own', of: 'passkey' },
  'passkeys.remove': { gate: 'own', of: 'passkey' },
  // What a browser takes along opens nothing by itself; without one there is no way in (its own tests try them all).
  'passkeys.begin': self,
  'passkeys.create': self,
  'session.begin_passkey': open,
  'session.passkey': open,
  'session.begin_factor_passkey': self,
  'session.factor_passkey': self,
  'session.begin_confirm_passkey': self,
  'session.confirm_passkey': self,
  'session.ways': open,
  'session.start_provider': open,
  'session.return_from_provider': open,
  'session.ended_by_provider': open,
  'session.provider': self,
  'session.start_proof': self,
  'session.take_saml': open,
  'session.finish_saml': open,
  'session.saml_metadata': open,
  'session.saml_sign_out': open,
  'session.saml_sign_out_form': open,
  'providers.list': any('roles.manage'),
  'providers.create': any('roles.manage'),
  'providers.create_saml': any('roles.manage'),
  'emergency.list': any('roles.manage', 'audit.read'),
  'emergency.own': signedIn,
  'emergency.create': any('roles.manage'),
  'emergency.edit': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'emergency.end': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'emergency.take': { gate: 'knock' },
  'emergency.give_back': signedIn,
  'emergency.review': { gate: 'permission', any: ['audit.read'], mayLackIt: true },
  'local_sign_in.switch': any('roles.manage'),
  'providers.read_metadata': any('roles.manage'),
  'providers.renew_key': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'providers.retire_key': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'providers.edit_saml': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'providers.edit': { gate: 'permission', any: ['roles.manage'], mayLackIt: true },
  'live.listen': knock,

  'organization.show': signedIn,
  'organization.structure': signedIn,
  'organization.edit': any('organization.manage'),
  'organization.set_second_factor': any('organization.manage'),
  'sites.create': any('organization.manage'),
  'sites.edit': on('site', 'organization.manage'),
  'departments.create': any('organization.manage'),
  'departments.edit': on('department', 'organization.manage'),
  'places.create': any('organization.manage'),
  'places.edit': on('place', 'organization.manage'),
  'workstations.list': signedIn,
  'workstations.create': any('organization.manage'),
  'workstations.edit': on('workstation', 'organization.manage'),
  'skills.create': any('teams.manage'),
  'skills.edit': on('skill', 'teams.manage'),

  'people.list': signedIn,
  'people.show': { gate: 'own', of: 'actor', or: 'people.read' },
  'people.edit_own': signedIn,
  'people.create': any('people.manage'),
  'people.edit': on('person', 'people.manage'),
  'people.invite': on('person', 'people.manage'),
  'people.deactivate': on('person', 'people.manage'),
  'people.reactivate': on('person', 'people.manage'),
  'people.reset_password': on('person', 'people.manage'),
  'people.reset_factor': on('person', 'people.manage'),
  'people.merge': on('person', 'people.merge'),
  'people.set_skill': on('person', 'teams.manage'),
  'people.import_preview': any('people.import'),
  'people.import': any('people.import'),
  'callers.start': any('callers.verify'),
  'callers.show': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.list': any('callers.verify', 'callers.alerts'),
  'callers.asked': signedIn,
  'callers.export': any('callers.alerts'),
  'callers.settings': any('callers.verify', 'callers.alerts', 'callers.manage'),
  'callers.edit_settings': any('callers.manage'),
  // One's own verifications, and those that one is asked about; nobody here has any (ways.test.ts tries them).
  'callers.called_back': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.saw_badge': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.ask': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.fail': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.abandon': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.ask_second': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.second': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  'callers.heard_code': { gate: 'permission', any: ['callers.verify'], mayLackIt: true },
  // A code that one shows oneself.
  'callers.make_code': signedIn,
  'callers.answer': knock,
  'teams.create': any('teams.manage'),
  'teams.edit': on('team', 'teams.manage'),
  'teams.show': on('team', 'people.read', 'teams.manage'),
  'teams.set_member': on('team', 'teams.manage'),
  'teams.remove_member': on('team', 'teams.manage'),
  'roles.create': any('roles.manage'),
  'roles.list': any('people.read', 'roles.manage'),
  'roles.show': on('role', 'people.read', 'roles.manage'),
  'roles.edit': on('role', 'roles.manage'),
  'roles.assign': on('person', 'roles.manage', 'people.manage'),
  'roles.unassign': on('person', 'roles.manage', 'people.manage'),
  'sessions.list': signedIn,
  'sessions.revoke': { gate: 'own', of: 'session', or: 'sessions.revoke' },
  'sessions.revoke_others': signedIn,
  'outbox.list': any('outbox.read'),
  'outbox.send_again': on('mail', 'outbox.read'),
  'audit.list': any('audit.read'),
  'audit.settings': any('audit.read', 'organization.manage'),
  'audit.edit_settings': { gate: 'permission', any: ['organization.manage'], and: ['audit.read'] },
  'audit.chain': any('audit.read', 'organization.manage'),
  'audit.export': any('audit.read'),
  'system.show': any('organization.manage'),

  'attachments.upload': knock,
  'attachments.link': { gate: 'own', of: 'file' },
  'attachments.image': { gate: 'own', of: 'file' },
  'attachments.serve': self,
  'drafts.save': signedIn,
  'drafts.show': self,
  'drafts.remove': self,
  'notifications.read': signedIn,
  'notifications.list': signedIn,
  'notifications.count': signedIn,
  'notices.list': signedIn,
  'notices.unread': { gate: 'knock' },
  'notices.settings': signedIn,
  'notices.save_settings': signedIn,
  'notices.mute_record': { gate: 'knock' },
  'notices.mute_kind': signedIn,
  'notices.calendar': signedIn,
  'notices.make_calendar': signedIn,
  'notices.change_calendar': signedIn,
  'notices.end_calendar': signedIn,
  'notices.calendar_file': open,
  'notices.mail_settings': open,
  'notices.save_mail_settings': open,
  'notices.unsubscribe': open,
  'notices.unsubscribe_page': open,
  'search.find': signedIn,
  'search.misses': any('knowledge.coach'),
  'synonyms.list': any('organization.manage'),
  'synonyms.try': any('organization.manage'),
  'synonyms.create': any('organization.manage'),
  'synonyms.edit': on('synonym', 'organization.manage'),
  'synonyms.remove': on('synonym', 'organization.manage'),

  'tickets.create': any('tickets.create'),
  'tickets.list': any(...readsTickets),
  'tickets.counts': any(...readsTickets),
  'tickets.show': { gate: 'ticket', side: 'party', reads: readsTickets },
  'tickets.presence': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'tickets.portal_home': any('tickets.create'),
  'tickets.export': any(...readsTickets),
  'tickets.bulk': any('tickets.bulk'),
  'tickets.reply': ticket('party', 'tickets.reply'),
  'tickets.note': inside('tickets.note'),
  'tickets.start': inside('tickets.work'),
  'tickets.ask': inside('tickets.work'),
  'tickets.wait_vendor': inside('tickets.work'),
  'tickets.schedule': inside('tickets.work'),
  'tickets.resume': inside('tickets.work'),
  'tickets.assign': inside('tickets.assign'),
  'tickets.take': inside('tickets.work'),
  'tickets.resolve': inside('tickets.resolve'),
  'tickets.close': inside('tickets.close'),
  'tickets.reopen': ticket('requester or inside', 'tickets.reopen'),
  'tickets.cancel': ticket('requester or inside', 'tickets.cancel'),
  'tickets.edit': inside('tickets.edit'),
  'tickets.answer': inside('tickets.edit'),
  'tickets.override_priority': inside('tickets.override_priority'),
  'tickets.lift_override': inside('tickets.override_priority'),
  'tickets.call_p1': inside('tickets.call_p1'),
  'tickets.decline_p1': inside('tickets.call_p1'),
  'tickets.weighing': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'priority.questions': any(...readsTickets),
  'priority.proposals': any(...worksOnTickets),
  'priority.weigh': any('tickets.create'),
  'priority.rules': any('organization.manage'),
  'priority.rules_before': any('organization.manage'),
  'priority.save_rules': any('organization.manage'),
  'tickets.tag': inside('tickets.tag'),
  'tickets.untag': inside('tickets.tag'),
  'tickets.watch': ticket('party', 'tickets.reply'),
  'tickets.unwatch': ticket('party', 'tickets.reply'),
  'tickets.add_participant': ticket('requester or inside', 'tickets.reply'),
  'tickets.remove_participant': ticket('requester or inside', 'tickets.reply'),
  'tickets.link': inside('tickets.link'),
  'tickets.unlink': inside('tickets.link'),
  'tickets.log_time': inside('tickets.log_time'),
  'tickets.rate': ticket('requester', 'tickets.rate'),
  'tickets.redact': inside('tickets.redact'),
  'tickets.merge': inside('tickets.merge'),
  'tickets.unmerge': inside('tickets.merge'),
  'tickets.split': {
    gate: 'ticket',
    side: 'inside',
    permission: 'tickets.merge',
    and: ['tickets.create', 'tickets.work'],
  },
  'tickets.merge_candidates': { gate: 'ticket', side: 'inside', reads: ['tickets.merge'] },
  'tickets.merge_preview': any('tickets.merge'),
  'tickets.escalate': inside('tickets.escalate'),
  'tickets.hand_back': inside('tickets.escalate'),
  'escalation.targets': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'escalation.packet': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'escalation.clocks': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'tickets.add_checklist': inside('tickets.work'),
  'tickets.change_checklist': inside('tickets.work'),
  'tickets.remove_checklist': inside('tickets.work'),
  'tickets.add_checklist_item': inside('tickets.work'),
  'tickets.change_checklist_item': inside('tickets.work'),
  'tickets.remove_checklist_item': inside('tickets.work'),
  'tickets.tick': inside('tickets.work'),
  'tickets.untick': inside('tickets.work'),
  'checklists.of_ticket': { gate: 'ticket', side: 'party', reads: readsTickets },
  'checklists.templates': any(...worksOnTickets, 'macros.manage'),
  'checklists.create_template': any('macros.manage'),
  'checklists.edit_template': on('checklist', 'macros.manage'),
  'checklists.archive_template': on('checklist', 'macros.manage'),
  'approvals.ask_approval': inside('tickets.work'),
  'approvals.withdraw_approval': inside('tickets.work'),
  'approvals.of_ticket': { gate: 'ticket', side: 'party', reads: readsTickets },
  'approvals.list': signedIn,
  // Who is asked, and nobody else whatever they may do.
  'approvals.show': { gate: 'own', of: 'approval' },
  'approvals.stuck': signedIn,
  'approvals.ask_again': knock,
  'approvals.approve': { gate: 'own', of: 'approval' },
  'approvals.decline': { gate: 'own', of: 'approval' },
  'approvals.ask_back': { gate: 'own', of: 'approval' },
  'approvals.delegate': { gate: 'own', of: 'approval' },
  'approvals.deputies': signedIn,
  'approvals.name_deputy': signedIn,
  'approvals.remove_deputy': { gate: 'own', of: 'deputy' },
  // A made-up link leads nowhere.
  'approvals.open_link': self,
  'calendars.list': any('organization.manage'),
  'calendars.create': any('organization.manage'),
  'calendars.edit': on('calendar', 'organization.manage'),
  'calendars.archive': on('calendar', 'organization.manage'),
  'calendars.read_holidays': any('organization.manage'),
  'policies.list': any('organization.manage'),
  'policies.try': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'policies.create': any('organization.manage'),
  'policies.edit': on('policy', 'organization.manage'),
  'policies.archive': on('policy', 'organization.manage'),
  'policies.order': any('organization.manage'),
  'policies.recount': any('organization.manage'),
  'macros.list': any(...worksOnTickets),
  'macros.create': any(...worksOnTickets),
  'macros.edit': knock,
  'macros.remove': knock,
  'macros.offered': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'macros.preview': knock,
  'macros.run': knock,
  'canned_replies.list': any(...worksOnTickets),
  'canned_replies.create': any(...worksOnTickets),
  'canned_replies.edit': knock,
  'canned_replies.remove': knock,
  'canned_replies.use': knock,
  'canned_replies.offered': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'ticket_templates.list': any(...worksOnTickets),
  'ticket_templates.create': any(...worksOnTickets),
  'ticket_templates.edit': knock,
  'ticket_templates.remove': knock,
  'signatures.list': any(...worksOnTickets),
  'signatures.save_own': any(...worksOnTickets),
  'signatures.save_team': on('team', 'macros.manage'),
  'tickets.schedule_reply': inside('tickets.reply'),
  'tickets.change_scheduled': knock,
  'tickets.discard_scheduled': knock,
  'tickets.follow_up': inside('tickets.work'),
  'tickets.finish_follow_up': knock,
  'calendars.works_at': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'tickets.merged_parts': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'scheduled.on_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'follow_ups.due': any(...worksOnTickets),
  'shared_drafts.show': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'shared_drafts.save': knock,
  'shared_drafts.discard': knock,
  'shared_drafts.send': knock,
  'tickets.correct_time': knock,
  'timer.show': any(...worksOnTickets),
  'timer.start': knock,
  'timer.cancel': { gate: 'permission', any: worksOnTickets, and: ['tickets.log_time'] },
  'timer.stop': { gate: 'permission', any: worksOnTickets, and: ['tickets.log_time'] },
  'time.on_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'time.mine': knock,
  'time.export': knock,

  'rules.list': any('rules.manage'),
  'rules.create': any('rules.manage'),
  'rules.edit': on('rule', 'rules.manage'),
  'rules.switch': on('rule', 'rules.manage'),
  'rules.archive': on('rule', 'rules.manage'),
  'rules.order': any('rules.manage'),
  'rules.try': any('rules.manage'),
  'rules.trial': on('trial', 'rules.manage'),
  'rules.firings': on('rule', 'rules.manage'),
  'rules.of_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'catalog.list': any('tickets.create'),
  'catalog.item': { gate: 'permission', any: ['tickets.create'], of: 'catalog item' },
  'catalog.request': { gate: 'permission', any: ['tickets.create'], of: 'catalog item' },
  'catalog.people': any('tickets.create'),
  'catalog.manage': any('catalog.manage'),
  'catalog.design': on('catalog item', 'catalog.manage'),
  'catalog.version': on('catalog item', 'catalog.manage'),
  'catalog.create': any('catalog.manage'),
  'catalog.add_picture': on('catalog item', 'catalog.manage'),
  'catalog.picture': knock,
  'catalog.edit': on('catalog item', 'catalog.manage'),
  'catalog.publish': on('catalog item', 'catalog.manage'),
  'catalog.switch': on('catalog item', 'catalog.manage'),
  'catalog.retire': on('catalog item', 'catalog.manage'),
  'catalog.order': any('catalog.manage'),
  'catalog.set_groups': any('catalog.manage'),
  'catalog.of_ticket': { gate: 'ticket', side: 'party', reads: readsTickets },
  'catalog.change_answers': inside('tickets.edit'),
  'ladders.list': any('organization.manage'),
  'ladders.create': any('organization.manage'),
  'ladders.edit': on('ladder', 'organization.manage'),
  'ladders.archive': on('ladder', 'organization.manage'),
  'ladders.order': any('organization.manage'),
  'ladders.set_bridge': any('organization.manage'),
  'ladders.start_step': inside('tickets.escalate'),
  'candidates.list': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'candidates.team': on('team', 'people.read'),
  // The lead of the team may too; nobody here leads one.
  'candidates.set': on('team', 'teams.manage'),
  'ladders.of_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'policies.reckon': any('organization.manage'),
  'escalation.page': inside('tickets.escalate'),
  'escalation.acknowledge': inside('tickets.work'),
  'escalation.pages': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'on_call.pages': signedIn,
  'on_call.now': any('people.read'),
  'on_call.mine': signedIn,
  'on_call.devices': signedIn,
  'on_call.add_device': signedIn,
  // One's own browsers alone; nobody here has one.
  'on_call.remove_device': knock,
  'on_call.try_device': knock,
  // Whoever has the secret link; a made-up one looks like none.
  'on_call.rota': on('team', 'people.read'),
  'on_call.shifts': on('team', 'people.read'),
  'on_call.note': on('team', 'people.read'),
  'on_call.remove_note': { gate: 'permission', any: ['people.read'], of: 'team', mayLackIt: true },
  'on_call.ask_swap': on('team', 'people.read'),
  'on_call.answer_swap': { gate: 'permission', any: ['people.read'], of: 'team', mayLackIt: true },
  // The lead of the team may too; nobody here leads one.
  'on_call.save': on('team', 'teams.manage'),
  'on_call.preview': on('team', 'teams.manage'),
  'on_call.cover': on('team', 'teams.manage'),
  'on_call.remove_cover': { gate: 'permission', any: ['teams.manage'], of: 'team', mayLackIt: true },
  'status.show': signedIn,
  'status.of_incident': { gate: 'incident', permissions: [], asks: 'status' },
  'incidents.propose': any('incidents.propose'),
  'incidents.list': any('incidents.propose'),
  'incidents.show': insideIncident(),
  'incidents.tickets': insideIncident(),
  'incidents.alike': insideIncident(),
  'incidents.link_tickets': insideIncident('tickets.link'),
  'incidents.unlink_tickets': insideIncident('tickets.link'),
  'incidents.of_ticket': { gate: 'ticket', side: 'party', reads: readsTickets },
  'incidents.declare': incident('incidents.propose', 'incidents.declare'),
  'incidents.decline': incident('incidents.propose', 'incidents.declare'),
  'incidents.cancel': incident('incidents.propose', 'incidents.declare'),
  'incidents.note': incident('incidents.propose'),
  'incidents.redact': incident('incidents.propose', 'tickets.redact'),
  'incidents.write_review': incident('incidents.propose'),
  'incidents.add_action': incident('incidents.propose'),
  'incidents.file_action': incident('incidents.propose'),
  'incidents.follow': incident(),
  'incidents.unfollow': incident(),
  // Who has a leading part in it may too; nobody here has one.
  'incidents.edit': incident('incidents.propose', 'incidents.declare'),
  'incidents.give_duty': incident('incidents.propose', 'incidents.declare'),
  'incidents.publish': incident('incidents.propose', 'incidents.declare'),
  'incidents.resolve': incident('incidents.propose', 'incidents.declare'),
  'incidents.reopen': incident('incidents.propose', 'incidents.declare'),
  'incidents.resolve_tickets': incident('incidents.propose', 'incidents.declare', 'tickets.resolve'),
  'incidents.review': incident('incidents.propose', 'incidents.declare'),
  'incidents.decline_action': incident('incidents.propose', 'incidents.declare'),
  'incidents.close': incident('incidents.propose', 'incidents.declare'),
  'on_call.webhook': on('team', 'teams.manage'),
  'on_call.set_webhook': on('team', 'teams.manage'),
  'on_call.remove_webhook': on('team', 'teams.manage'),
  'on_call.send_again': { gate: 'permission', any: ['teams.manage'], of: 'team', mayLackIt: true },
  'tickets.categories': any(...readsTickets, 'organization.manage'),
  'tickets.create_category': any('organization.manage'),
  'tickets.edit_category': on('category', 'organization.manage'),
  'tickets.views': any(...worksOnTickets),
  'views.save': any('views.save'),
  'views.change': { gate: 'own', of: 'view', permission: 'views.save' },
  'views.remove': { gate: 'own', of: 'view', permission: 'views.save' },
  'views.share': { gate: 'own', of: 'view', permission: 'views.share' },
  'views.order': any('views.save'),
  'reports.flow': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'reports.overrides': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'wallboard.show': { gate: 'permission', any: worksOnTickets },
  'reports.targets': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'reports.misses': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'reports.duty': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'reports.imported_targets': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'reports.teams': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },

  // Whoever sees a ticket may report; everything else is for those alone who work on patient safety.
  'safety.report': { gate: 'ticket', side: 'party' },
  'safety.reported': { gate: 'ticket', side: 'party' },
  'safety.list': any('safety.work'),
  'safety.settings': any('safety.work'),
  'safety.edit_settings': any('safety.work'),
  'safety.show': on('safety event', 'safety.work'),
  ...restricted('safety event', 'safety', [
    'take',
    'assign',
    'rename',
    'assess',
    'act',
    'watch',
    'close',
    'dismiss',
    'reopen',
    'note',
  ]),
  'hazards.list': any('safety.work'),
  'hazards.export': any('safety.work'),
  'hazards.create': any('safety.work'),
  'hazards.show': on('hazard', 'safety.work'),
  ...restricted('hazard', 'hazards', [
    'edit',
    'add_control',
    'edit_control',
    'remove_control',
    'link',
    'unlink',
    'control',
    'accept',
    'close',
    'reopen',
  ]),

  'imports.list': any('imports.run'),
  'imports.mappings': any('imports.run'),
  'imports.upload': knock,
  'imports.show': on('import', 'imports.run'),
  'imports.preview': on('import', 'imports.run'),
  'imports.run': on('import', 'imports.run'),
  'imports.stop': on('import', 'imports.run'),
  'imports.discard': on('import', 'imports.run'),
  // A run without bad rows has no file of them.
  'imports.bad_rows': { gate: 'permission', any: ['imports.run'], of: 'import', mayLackIt: true },

  // Whoever has the secret of a source; without one all look the same.
  'alerts.take_alertmanager': open,
  'alerts.take_alerts_of': open,
  'alerts.take_alerts': open,
  'alerts.take_icinga': open,
  'alerts.take_mapped': open,
  'alerts.sources': any('organization.manage'),
  'alerts.add_source': any('organization.manage'),
  'alerts.change_source': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'alerts.renew_secret': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'alerts.parked': any('organization.manage'),
  'alerts.show_parked': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'alerts.retry': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'alerts.discard': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'alerts.stale': any('organization.manage'),
  'alerts.end': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'changes.list': signedIn,
  'keys.list': any('keys.own', 'roles.manage'),
  // Who may not give it to others makes one of their own.
  'keys.create': any('keys.own', 'roles.manage'),
  'keys.revoke': {
    gate: 'permission',
    any: ['keys.own', 'roles.manage', 'sessions.revoke'],
    mayLackIt: true,
  },

  // What becomes of a mail is tested in channels/mail.
  'mail.list': { gate: 'permission', any: ['tickets.read_all'], and: ['tickets.work', 'tickets.create'] },
  'mail.show': knock,
  'mail.of_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },
  'mail.as_sent': knock,
  'mail.with_pictures': knock,
  'mail.accept': knock,
  'mail.discard': knock,
  'mail.discard_many': {
    gate: 'permission',
    any: ['tickets.read_all'],
    and: ['tickets.work', 'tickets.create'],
  },
  'mail.retry': knock,
  'form.show': open,
  'form.ask': open,
  'form.confirm': open,
  'files.held': any('organization.manage', 'security.work'),
  'files.release': { gate: 'permission', any: ['organization.manage', 'security.work'], mayLackIt: true },
  'files.discard': { gate: 'permission', any: ['organization.manage', 'security.work'], mayLackIt: true },
  'form.setting': any('organization.manage'),
  'form.set': any('organization.manage'),
  'channels.health': any('organization.manage'),
  'mail.mailboxes': any('organization.manage'),
  'mail.failing': any('organization.manage'),
  'mail.clear_failing': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'mail.add_mailbox': any('organization.manage'),
  'mail.change_mailbox': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'mail.sending': any('organization.manage'),
  'mail.change_sending': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'mail.new_dkim_key': any('organization.manage'),
  'mail.templates': any('organization.manage'),
  'mail.save_template': any('organization.manage'),
  'mail.remove_template': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'mail.preview_template': any('organization.manage'),
  'mail.test_template': any('organization.manage'),
  'webhooks.list': any('organization.manage'),
  'webhooks.preview': any('organization.manage'),
  // Whoever adds one must read tickets too.
  'webhooks.add': {
    gate: 'permission',
    any: ['organization.manage'],
    and: ['tickets.read_all'],
  },
  'webhooks.change': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.new_secret': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.remove': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.log': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.test': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.replay': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },
  'webhooks.replay_all': { gate: 'permission', any: ['organization.manage'], mayLackIt: true },

  'phone.callers': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
  },
  'phone.caller': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
    of: 'person',
  },
  'phone.recent': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
  },
  'phone.workstation': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
    of: 'workstation',
  },
  'phone.alike': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
  },
  'phone.add_caller': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
  },
  'phone.log_call': {
    gate: 'permission',
    any: worksOnTickets,
    and: ['people.read', 'tickets.create', 'tickets.work'],
  },
  'labels.list': { gate: 'permission', any: worksOnTickets, and: ['tickets.work'] },
  'labels.sheet': { gate: 'permission', any: worksOnTickets, and: ['tickets.work'] },
  // None of those who knock has a label.
  'labels.revoke': { gate: 'permission', any: worksOnTickets, and: ['tickets.work'], mayLackIt: true },
  'labels.open': { gate: 'permission', any: ['tickets.create'], mayLackIt: true },
  // Whoever has a signed link; a made-up one looks like one that is over.
  'privacy.settings': any('privacy.manage', 'privacy.review'),
  'privacy.edit_settings': any('privacy.manage'),
  'privacy.try_settings': any('privacy.manage'),
  'privacy.examine': signedIn,
  // Of masks that one may not know of nothing is answered; words.test.ts of privacy asks for those of others.
  'privacy.words': signedIn,
  'privacy.reveal': knock,
  'privacy.open_file': knock,
  'privacy.findings': any('privacy.review'),
  'privacy.person': on('person', 'privacy.manage'),
  'privacy.erasures': any('privacy.manage'),
  'privacy.export_person': on('person', 'privacy.manage'),
  'privacy.export_own': signedIn,
  'privacy.download_export': knock,
  'privacy.ask_erasure': { gate: 'permission', any: ['privacy.manage'], mayLackIt: true },
  'privacy.decide_erasure': { gate: 'permission', any: ['privacy.manage'], mayLackIt: true },
  'privacy.resume_erasure': { gate: 'permission', any: ['privacy.manage'], mayLackIt: true },
  'privacy.place_hold': { gate: 'permission', any: ['privacy.manage'], mayLackIt: true },
  'privacy.lift_hold': { gate: 'permission', any: ['privacy.manage'], mayLackIt: true },
  'privacy.decide': { gate: 'permission', any: ['privacy.review'], mayLackIt: true },
  // What is restricted, and to whom it opens, is asked in restricted-matrix.test.ts; here none is.
  'restriction.show': knock,
  'restriction.restrict': { gate: 'permission', any: ['records.restrict'], mayLackIt: true },
  'restriction.preview': { gate: 'permission', any: ['records.restrict'], mayLackIt: true },
  'restriction.grant': { gate: 'permission', any: ['records.restrict'], mayLackIt: true },
  'restriction.end_grant': { gate: 'permission', any: ['records.restrict'], mayLackIt: true },
  'restriction.door': { gate: 'permission', any: ['records.break_glass'], mayLackIt: true },
  'restriction.break_glass': { gate: 'permission', any: ['records.break_glass'], mayLackIt: true },
  'restriction.broken_glass': any('security.work', 'privacy.review'),
  'restriction.review': { gate: 'permission', any: ['security.work', 'privacy.review'], mayLackIt: true },
  'restriction.settings': any('security.work', 'privacy.review', 'organization.manage'),
  'restriction.edit_settings': any('organization.manage'),
  'training.frameworks': any('training.read_all'),
  'training.competencies': any('training.read_all'),
  'training.requirements': any('training.read_all'),
  'training.choices': any('training.read_all'),
  'training.gaps': any('training.read_own', 'training.read_all'),
  'training.export_gaps': any('training.read_own', 'training.read_all'),
  'training.records': any('training.read_own', 'training.read_all'),
  'training.export_records': any('training.read_own', 'training.read_all'),
  // Whose files they are stands in evidence.test.ts and claims.test.ts.
  'training.evidence': knock,
  'training.claim_file': knock,
  'training.own_claims': any('training.read_own', 'training.read_all'),
  'training.claims': any('training.record'),
  'training.claim': any('training.read_own', 'training.read_all'),
  'training.accept_claim': knock,
  'training.decline_claim': knock,
  'training.withdraw_claim': knock,
  'training.matrix': any('training.read_own', 'training.read_all'),
  'training.export_matrix': any('training.read_own', 'training.read_all'),
  'training.due': any('training.read_own', 'training.read_all'),
  'training.compliance': any('training.read_all'),
  'training.export_compliance': any('training.read_all'),
  'training.mine': any('training.read_own', 'training.read_all'),
  // Oneself and whom one leads as well; training.test.ts tries who may read of whom.
  'training.transcript': knock,
  'training.effect': any('training.read_all'),
  'training.effect_choices': any('training.read_all'),
  'training.effect_tickets': any('training.read_all'),
  'needs.list': any('training.read_all'),
  'needs.show': on('training need', 'training.read_all'),
  'needs.proposed_class': knock,
  'needs.plan_class': knock,
  // The learner, who leads them and who plans training; plans.test.ts tries who may do what.
  'learning_plans.list': any('training.read_own', 'training.read_all'),
  ...Object.fromEntries(
    [
      'show',
      'create',
      'propose',
      'submit',
      'review',
      'approve',
      'send_back',
      'withdraw',
      'edit',
      'confirm',
      'redact',
    ].map((verb) => [`learning_plans.${verb}`, knock]),
  ),
  ...onNeed(['confirm', 'decline', 'plan', 'deliver', 'evaluate', 'close']),
  'training.create_framework': any('training.manage'),
  'training.edit_framework': on('framework', 'training.manage'),
  'training.import_competencies': any('training.manage'),
  'training.create_competency': any('training.manage'),
  'training.edit_competency': on('competency', 'training.manage'),
  'training.require': any('training.manage'),
  'training.edit_requirement': on('requirement', 'training.manage'),
  'training.archive_requirement': on('requirement', 'training.manage'),
  'training.set_users': any('training.manage'),
  // Of oneself and whom one leads; certificates.test.ts tries who makes, shares and reads which.
  'training.certify': knock,
  'training.share_certificate': knock,
  'training.certificate_sheet': knock,
  'training.badge': knock,
  'training.check_certificate': open,
  'training.public_badge': open,
  'training.public_issuer': open,
  'training.public_achievement': open,
  'training.public_status': open,
  'training.public_key': open,
  'training.record': any('training.record'),
  'training.revoke': on('line of learning', 'training.record'),
  'training.redact': on('line of learning', 'training.record'),
  'training.preview_records': any('training.record'),
  'training.import_records': any('training.record'),
  'courses.list': any('training.read_own', 'training.read_all'),
  'courses.create': any('training.manage'),
  // Of a course those who learn see what is published: courses.test.ts tries who may read and do what.
  'courses.show': knock,
  'courses.sheet': knock,
  // Which of its files: materials.test.ts.
  'courses.material': knock,
  'courses.remove_material': knock,
  'courses.edit': knock,
  'courses.hand_over': knock,
  'courses.publish': knock,
  'courses.retire': knock,
  'courses.complete': knock,
  'courses.redact': knock,
  'classes.list': any('training.read_own', 'training.read_all'),
  'classes.waiting': any('training.read_own', 'training.read_all'),
  'classes.book_requester': inside('tickets.work'),
  'classes.send_lesson': inside('tickets.work'),
  'classes.of_ticket': { gate: 'ticket', side: 'inside', reads: ['tickets.work'] },
  // Who teaches, who leads and who learns sees and does different things: classes.test.ts tries them all.
  ...Object.fromEntries(
    [
      ...['plan', 'show', 'code', 'edit', 'open', 'cancel', 'start', 'hold', 'attend', 'walk_in', 'redact'],
      ...['book', 'decide', 'unbook', 'check_in', 'give_feedback'],
    ].map((verb) => [`classes.${verb}`, knock]),
  ),
  'training.packages': any('training.read_own', 'training.read_all'),
  // packages.test.ts tries who may do what with a course, and xapi.test.ts who may send statements of whom.
  'training.package_show': knock,
  'training.upload_package': knock,
  'training.edit_package': knock,
  'training.launch': knock,
  'training.begin_again': knock,
  'training.save_progress': knock,
  'training.questions': any('training.manage'),
  'training.create_question': any('training.manage'),
  'training.add_picture': any('training.manage'),
  'training.create_quiz': any('training.manage'),
  'training.quizzes': any('training.read_own', 'training.read_all'),
  'training.create_rubric': any('training.manage'),
  'training.create_needs_survey': any('training.manage'),
  'training.needs_surveys': any('training.read_all'),
  'training.my_needs_surveys': any('training.read_own', 'training.read_all'),
  // Who is asked, and what may be told; survey.test.ts tries it.
  'training.end_needs_survey': knock,
  'training.propose_need': knock,
  'training.needs_survey_results': knock,
  'training.needs_survey_form': knock,
  'training.answer_needs_survey': knock,
  'training.rubrics': any('training.record', 'training.manage'),
  // Of a course that is there: course-tests.test.ts.
  'training.set_course_tests': knock,
  'training.redact_assessment': knock,
  'training.redact_needs_survey': knock,
  'training.course_gain': knock,
  'training.check_offs': any('training.read_own', 'training.read_all'),
  // assessment/quizzes.test.ts tries who may see and do what with questions, quizzes and attempts.
  ...Object.fromEntries(
    [
      ...[
        'question_show',
        'edit_question',
        'archive_question',
        'picture',
        'edit_quiz',
        'open_quiz',
        'quiz_show',
      ],
      ...[
        'start_attempt',
        'save_answer',
        'hand_in',
        'attempt',
        'quiz_results',
        'edit_rubric',
        'archive_rubric',
        'sign_check_off',
      ],
    ].map((name) => [`training.${name}`, knock]),
  ),
  'xapi.post_statements': knock,
  'xapi.put_statement': knock,
  'xapi.statements': knock,
  'xapi.state': knock,
  'xapi.put_state': knock,
  'xapi.delete_state': knock,
  'xapi.agent_profile': knock,
  // By a token that cannot be guessed, which a person got for themselves.
  'training.opened': open,
  'training.opened_file': open,
  'training.opened_key': open,
  'surveys.open': open,
  'surveys.answer': open,
  'surveys.settings': any('surveys.manage'),
  'surveys.edit_settings': any('surveys.manage'),
  'surveys.results': { gate: 'permission', any: worksOnTickets, and: ['reports.read'] },
  'surveys.words': { gate: 'permission', any: worksOnTickets, and: ['surveys.manage'] },
  'surveys.of_ticket': { gate: 'ticket', side: 'inside', reads: worksOnTickets },

  'knowledge.list': signedIn,
  'knowledge.suggest': signedIn,
  'knowledge.show': article(),
  'knowledge.show_by_slug': self,
  'knowledge.versions': { gate: 'article', isForWriters: true },
  'knowledge.compare': { gate: 'article', isForWriters: true },
  'knowledge.timeline': { gate: 'article', isForWriters: true },
  'knowledge.create': any('knowledge.write'),
  'knowledge.edit': article('knowledge.write'),
  'knowledge.restore_version': article('knowledge.write'),
  'knowledge.submit': article('knowledge.write'),
  'knowledge.validate': article('knowledge.validate'),
  'knowledge.send_back': article('knowledge.validate'),
  'knowledge.publish': article('knowledge.publish'),
  'knowledge.unpublish': article('knowledge.publish'),
  'knowledge.archive': article('knowledge.archive'),
  'knowledge.revive': article('knowledge.archive'),
  'knowledge.rate': article(),
  'knowledge.review': article('knowledge.validate'),
  'knowledge.comment': article(),
  'knowledge.remove_comment': article(),
  'knowledge.flag': article(),
  'knowledge.answer_flag': article('knowledge.write'),
  'knowledge.did_not_help': article('tickets.link'),
  'knowledge.redact': article('knowledge.publish'),
  'knowledge.talk': article(),
  'knowledge.of_ticket': { gate: 'ticket', side: 'inside' },
  'knowledge.from_ticket': ticket('inside', 'knowledge.write'),
  'knowledge.public_list': open,
  'knowledge.public_show': open,
  'knowledge.public_picture': open,
  'knowledge.public_setting': any('organization.manage'),
  'knowledge.set_public': any('organization.manage'),
  'knowledge.work': any('knowledge.write'),
  'knowledge.applications': any('knowledge.read_internal', 'knowledge.write'),
  'knowledge.licenses': any('knowledge.coach'),
  'knowledge.templates': any('knowledge.write'),
  'knowledge.set_template': any('knowledge.coach'),
  'knowledge.imports': any('knowledge.write'),
  'knowledge.import_show': { gate: 'permission', any: ['knowledge.write'], mayLackIt: true },
  'knowledge.import': { gate: 'permission', any: ['knowledge.write'], mayLackIt: true },
  'knowledge.import_upload': knock,
  'knowledge.export': any('knowledge.read_internal'),
  'knowledge.measures': any('knowledge.write'),
  'knowledge.measure': { gate: 'permission', any: ['knowledge.write'], mayLackIt: true },
  'knowledge.set_measures': any('knowledge.coach', 'organization.manage'),
  'knowledge.note_form_read': signedIn,
  'knowledge.coach': any('knowledge.coach'),
  'knowledge.gaps': any('knowledge.coach'),
  'knowledge.gap': { gate: 'permission', any: ['knowledge.coach'], mayLackIt: true },
  'knowledge.dismiss_gap': { gate: 'permission', any: ['knowledge.coach'], mayLackIt: true },
  'knowledge.duplicates': any('knowledge.coach'),
  'knowledge.dismiss_duplicate': { gate: 'permission', any: ['knowledge.coach'], mayLackIt: true },
  'knowledge.merge_into': article('knowledge.archive'),
}

/** Bodies where the smallest one would name what is not there, or would lock somebody out. */
/** A time that is ahead, by the clocks of the organization. */
const nextYear = `${new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)}T09:00`

const mailbox = {
  name: 'Desk',
  address: 'desk@a.example',
  host: 'mail.a.example',
  port: 993,
  security: 'tls',
  username: 'desk',
  sign_in: 'password',
  secret: 'words',
  kept_days: 30,
  is_on: true,
}

const wording = { key: 'new_reply', language: 'en', subject: 'News', body: 'Hello', link_label: 'Read it' }

const webhook = {
  name: 'Monitor',
  format: 'wardline',
  url: 'https://hook.a.example/x',
  kinds: ['created'],
  team_ids: [],
  category_ids: [],
  priorities: [],
  sends_restricted: false,
  is_on: true,
  kept_days: 14,
}

const bodies: Record<string, (actor: Actor | undefined, subject: Subject) => unknown> = {
  'organization.set_second_factor': () => ({ second_factor: 'optional' }),
  'session.change_password': () => ({ old_password: 'not the right one', new_password: 'neither is this' }),
  // Switched off it would be offered to nobody any more.
  'catalog.switch': () => ({ is_on: true }),
  'training.import_records': () => ({ text: 'person', hash: 'a'.repeat(64) }),
  'people.import': () => ({ text: 'name', hash: 'a'.repeat(64) }),
  'callers.heard_code': () => ({ code: '123456' }),
  'callers.start': (actor) => ({ person_id: beside('companion', actor), act: 'password' }),
  'people.merge': (actor) => ({ into_id: beside('companion', actor) }),
  'people.set_skill': (actor) => ({ skill_id: beside('skill', actor), level: 1 }),
  'teams.set_member': (actor) => ({ person_id: beside('companion', actor) }),
  'teams.remove_member': (actor) => ({ person_id: beside('companion', actor) }),
  'roles.assign': (actor) => ({ role_id: beside('role', actor) }),
  'roles.unassign': (actor) => ({ assignment_id: beside('assignment', actor) }),
  'tickets.schedule_reply': () => ({ body: 'Good morning', at: nextYear }),
  'macros.create': () => ({
    name: 'Own',
    is_shared: false,
    content: { deeds: [{ do: 'take' }], offered: { kinds: [], states: [], category_ids: [] } },
  }),
  'canned_replies.create': () => ({ name: 'Own', is_shared: false, content: { en: 'Hello', es: '' } }),
  'ticket_templates.create': () => ({ name: 'Own', is_shared: false, content: { title: 'Phone' } }),
  'tickets.link': (_actor, { id }) => ({ type: 'relates_to', to_id: id }),
  'tickets.unlink': (_actor, { id }) => ({ type: 'relates_to', to_id: id }),
  'tickets.merge': (_actor, { id }) => ({ into_id: id }),
  'tickets.split': () => ({ title: 'One', body: 'Two', message_ids: [missingId] }),
  'hazards.edit_control': (actor) => ({ control_id: beside('control', actor) }),
  'hazards.remove_control': (actor) => ({ control_id: beside('control', actor) }),
  'imports.preview': () => ({ mapping }),
  'mail.add_mailbox': () => mailbox,
  'mail.clear_failing': () => ({ address: 'nobody@a.example' }),
  'mail.discard_many': () => ({ ids: ['00000000-0000-4000-8000-000000000000'] }),
  'mail.change_mailbox': () => ({ ...mailbox, version: 1 }),
  'mail.save_template': () => ({ ...wording, team_id: null, version: null }),
  'mail.preview_template': () => wording,
  'mail.test_template': () => wording,
  'webhooks.add': () => webhook,
  'webhooks.change': () => ({ ...webhook, version: 1 }),
  'imports.run': () => ({ mapping }),
  'on_call.add_device': () => ({
    name: 'Firefox',
    endpoint: 'https://push.example.org/anybody',
    p256dh: 'A'.repeat(87),
    auth: 'A'.repeat(22),
  }),
  'incidents.redact': (_actor, { message }) => ({ message_id: message ?? missingId }),
  'tickets.redact': (_actor, { message }) => ({ message_id: message ?? missingId, is_whole: true }),
}

const mapping = JSON.parse(
  readFileSync(
    join(import.meta.dirname, '../src/capabilities/channels/import/mappings/generic-snapshot.json'),
    'utf8',
  ),
)

/** What the organization of the actor has of a kind. */
function beside(kind: string, actor: Pick<Actor, 'org'> | undefined): string {
  return companions.get(`${kind} ${actor?.org}`) ?? missingId
}

/** Where the schema's pattern asks for more than any text. */
const parameters: Record<string, string> = {
  at: '2026-03-05T09:00',
  slug: '1-no-such-page',
  key: 'ticket-1',
  version: '0',
  token: 'A'.repeat(43),
  cover: missingId,
  note: missingId,
  swap: missingId,
}

/** Take away what others need, so they come after them. */
const last = [
  'calendars.archive',
  'policies.archive',
  'rules.archive',
  'checklists.archive_template',
  'catalog.retire',
  'training.archive_requirement',
  'people.merge',
  'views.remove',
  'synonyms.remove',
  'hazards.remove_control',
  'session.end',
]

/** Operations that are neither actions nor brought to success here, and where their line comes from. */
const toldElsewhere: Record<string, string> = {
  'mail.with_pictures': 'mail.with_pictures (capabilities/channels/mail/as-sent/as-sent.ts)',
  'learning_plans.propose':
    'learning_plans.create or .propose on the timeline of each plan (capabilities/training/plans/propose.ts)',
  'classes.plan':
    'classes.plan on the timeline of each class that was planned (capabilities/training/classes/plan.ts)',
  'passkeys.create': 'passkey_added (capabilities/sign-in/passkeys/register.ts)',
  'session.begin_passkey': 'A ceremony that was begun says nothing yet.',
  'session.passkey': 'signed_in (capabilities/sign-in/passkeys/use.ts)',
  'session.begin_factor_passkey': 'A ceremony that was begun says nothing yet.',
  'session.factor_passkey': 'signed_in (core/people/login)',
  'session.begin_confirm_passkey': 'A ceremony that was begun says nothing yet.',
  'session.confirm_passkey': 'confirmed (core/people/login)',
  'session.ended_by_provider': 'signed_out, one a session (capabilities/sign-in/providers/ended.ts)',
  'session.take_saml': 'signed_in, when the browser fetches it (capabilities/sign-in/providers/entering.ts)',
  'session.saml_sign_out_form': 'signed_out, one a session (capabilities/sign-in/providers/ended.ts)',
  'providers.read_metadata': 'It only reads.',
  'privacy.words': 'It only reads what needs no reason; with a reason it is privacy.reveal.',
  'restriction.preview': 'It only reads.',
  'session.link': 'It only reads.',
  'session.choose_password': 'password_chosen (core/people/login/link.test.ts)',
  'session.change_password': 'password_changed (core/people/login/step-up.test.ts)',
  'session.factor': 'signed_in (core/people/login/factor.test.ts)',
  'factor.confirm': 'factor_added (core/people/login/factor.test.ts)',
  'factor.recovery_codes': 'recovery_codes_made (core/people/login/factor.test.ts)',
  'factor.disable': 'factor_removed (core/people/login/factor.test.ts)',
  'providers.renew_key': 'providers.renew_key (capabilities/sign-in/saml/sign-out.test.ts)',
  'providers.retire_key': 'providers.retire_key (capabilities/sign-in/saml/sign-out.test.ts)',
  'callers.called_back': 'callers.called_back (capabilities/callers/ways.test.ts)',
  'callers.saw_badge': 'callers.saw_badge (capabilities/callers/ways.test.ts)',
  'callers.heard_code': 'callers.heard_code (capabilities/callers/ways.test.ts)',
  'callers.answer': 'callers.answer (capabilities/callers/ways.test.ts)',
  'people.import_preview': 'It only reads.',
  'people.import': 'people.import (core/people/import/import.test.ts)',
  'macros.run': 'The actions that it runs, each on the one write path.',
  'shared_drafts.send': 'tickets.reply, on the one write path.',
  'timer.stop': 'tickets.log_time, on the one write path.',
  'calendars.read_holidays': 'It only reads.',
  'on_call.preview': 'It only reads.',
  'on_call.try_device': 'It writes nothing.',
  'approvals.decline': 'approvals.decline in the timeline (capabilities/approvals)',
  'approvals.ask_back': 'approvals.ask_back in the timeline (capabilities/approvals)',
  'approvals.delegate': 'approvals.delegate in the timeline (capabilities/approvals)',
  'approvals.open_link': 'A link is used up; what is decided is told.',
  'form.ask':
    'Strangers have no name in the audit log; what becomes of it is told (capabilities/channels/form).',
  'form.confirm': 'What becomes of it is told, as of mail (capabilities/channels/form).',
  'surveys.open': 'It only reads.',
  'notices.mail_settings': 'It only reads.',
  'notices.save_mail_settings':
    'notices.save_mail_settings, where something changes (capabilities/notices/routes.ts)',
  'notices.unsubscribe': 'The same.',
  'surveys.answer': 'tickets.rate, on the one write path.',
  'training.preview_records': 'It only reads.',
  'training.check_certificate': 'It only reads.',
  'training.upload_package': 'training.upload_package (capabilities/training/packages/packages.test.ts)',
  'training.opened_key': 'It only reads.',
  'xapi.post_statements': 'xapi.post_statements (capabilities/training/xapi/xapi.test.ts)',
  'xapi.put_statement': 'xapi.put_statement (capabilities/training/xapi/xapi.test.ts)',
  'training.import_records': 'training.import_records (capabilities/training/training.test.ts)',
  'labels.sheet': 'labels.sheet (capabilities/tickets/labels)',
  'imports.upload': 'imports.upload (capabilities/channels)',
  'knowledge.import_upload': 'knowledge.import_upload (capabilities/knowledge/exchange)',
  'attachments.upload': 'attachments.upload (test/audit-trail.test.ts)',
  'setup.run': 'organization_created (core/people/setup.ts)',
}

type Actor = {
  name: string
  org: string
  id: string
  teams: string[]
  permissions: ReadonlySet<string>
  client: Client
  /** Comes with a key of somebody, which is not asked for what nobody needs a permission for. */
  isByKey?: true
}
type Ticket = { org: string; requester: string; team: string }
type Article = { org: string; isSeenBy: 'writers' | 'inner' | 'all' }
type Incident = { org: string; isDeclared: boolean }
type Thing = { org: string; owner?: string }
type Subject = {
  place: string
  id: string
  ticket?: Ticket
  article?: Article
  incident?: Incident
  thing?: Thing
  message?: string
}
type Outcome = 'allowed' | 'refused' | 401 | 403 | 404

let wardline: Wardline
let operations: Operation[]
let check: ReturnType<typeof responseChecker>
let actors: Actor[]
const tickets: Subject[] = []
const things = new Map<Kind, Subject[]>()
const companions = new Map<string, string>()
let otherOrg: string

before(async () => {
  wardline = await startWardline()
  const document = (await wardline.anonymous.get('/api/openapi.json')).body as Document
  operations = operationsOf(document).sort((a, b) => last.indexOf(a.id) - last.indexOf(b.id))
  check = responseChecker(document)
  otherOrg = (await wardline.organization('other')).orgId
  await makeActors()
  await makeTickets()
  await makeThings()
})
after(() => wardline?.close())

test('Every operation of the API is classified, and every class has its operation.', () => {
  const names = operations.map(({ id }) => id)
  assert.ok(names.length > 100)
  assert.deepEqual(
    names.filter((name) => !(name in rules)),
    [],
    'operations without a rule in this file',
  )
  assert.deepEqual(
    Object.keys(rules).filter((name) => !names.includes(name)),
    [],
    'rules without an operation',
  )
})

test('Everybody gets of every operation, on every record, exactly what the rules say.', async () => {
  const wrong: string[] = []
  let cells = 0
  let refused = 0
  for (const operation of operations) {
    const rule = rules[operation.id]
    if (!rule) continue
    for (const subject of await subjectsOf(operation, rule))
      for (const actor of [undefined, ...actors]) {
        if (rule.gate === 'knock' && actor) continue
        const expected = actor
          ? outcomeBy(operation, rule, actor, subject)
          : rule.gate === 'open'
            ? 'allowed'
            : 401
        const found = await ask(operation, actor, subject)
        cells++
        if (expected !== 'allowed') refused++
        const where = `${operation.id} by ${actor?.name ?? 'nobody'} on ${subject.place}`
        if (found.flaw) wrong.push(`${where}: ${found.flaw}`)
        if (!fits(rule, expected, found.status))
          wrong.push(`${where}: ${found.status} instead of ${expected}`)
      }
  }
  assert.equal(
    wrong.length,
    0,
    `${wrong.length} of ${cells} cells are wrong:\n  ${wrong.slice(0, 80).join('\n  ')}`,
  )
  assert.ok(refused > 1000 && cells - refused > 1000, `${cells} cells, ${refused} refused`)
})

test('Every operation that writes leaves a line in the timeline or the audit log, by itself or by the one write path.', () => {
  const { watch, composition } = wardline
  assertTold(watch)
  const { recordActions, plainActions } = composition.app.registry
  const writing = operations.filter(({ id, method }) => method !== 'GET' && !(id in silent))
  const proven = writing.filter(({ id }) => watch.told.has(id))
  assert.ok(proven.length > 90, `${proven.length} of ${writing.length} were seen to leave one`)
  // What the smallest body does not bring to success: actions on records are told by the one write path, others say
  // what they tell where they are declared, and their own tests hold them to it.
  const unknown = writing.filter(
    ({ id }) =>
      !watch.done.has(id) &&
      !recordActions.has(id) &&
      !/audit|created/.test(plainActions.get(id)?.run.toString() ?? '') &&
      !(id in toldElsewhere),
  )
  assert.deepEqual(
    unknown.map(({ id }) => id),
    [],
  )
})

// ---------------------------------------------------------------- the model

/** A key opens actions and reads alone, and of these no write for which nobody needs a permission. */
function outcomeBy(operation: Operation, rule: Rule, actor: Actor, subject: Subject): Outcome {
  if (!actor.isByKey || rule.gate === 'open') return outcomeFor(rule, actor, subject)
  if (!operation.isForKeys) return 401
  const isReading = operation.method === 'GET' || wardline.composition.app.registry.readers.has(operation.id)
  return isReading || needsPermission(rule) ? outcomeFor(rule, actor, subject) : 'refused'
}

function needsPermission(rule: Rule): boolean {
  if (rule.gate === 'permission' || (rule.gate === 'ticket' && rule.reads)) return true
  if (rule.gate === 'incident') return rule.permissions.length > 0
  return 'permission' in rule && rule.permission !== undefined
}

function outcomeFor(rule: Rule, actor: Actor, subject: Subject): Outcome {
  const holds = (permission: string | undefined) =>
    permission === undefined || actor.permissions.has(permission)
  switch (rule.gate) {
    case 'open':
    case 'self':
    case 'signed in':
    case 'knock':
      return 'allowed'
    case 'permission': {
      if (!rule.any.some(holds) || !(rule.and ?? []).every(holds)) return 403
      return rule.of && subject.thing?.org !== actor.org ? 404 : 'allowed'
    }
    case 'own': {
      if (!holds(rule.permission)) return 403
      const isOwn = subject.thing?.owner === actor.id
      const isOpened = rule.or !== undefined && holds(rule.or) && subject.thing?.org === actor.org
      if (!isOwn && !isOpened) return 404
      return holds(rule.needs) ? 'allowed' : 403
    }
    case 'ticket':
      return outcomeOnTicket(rule, actor, subject.ticket)
    case 'incident': {
      const isRight = rule.permissions.every(holds)
      const isHere = subject.incident?.org === actor.org
      const isDeclared = subject.incident?.isDeclared === true
      if (rule.asks === 'status') return isHere && isDeclared ? 'allowed' : 404
      if (rule.asks === 'right first' && !isRight) return 403
      if (!isHere || !(isDeclared || holds('incidents.propose'))) return 404
      return isRight ? 'allowed' : 403
    }
    case 'article': {
      const writes = holds('knowledge.write')
      const sees = subject.article?.org === actor.org && seesArticle(actor, subject.article)
      if (!sees || (rule.isForWriters && !writes)) return 404
      return holds(rule.permission) ? 'allowed' : 403
    }
  }
}

function outcomeOnTicket(rule: Rule & { gate: 'ticket' }, actor: Actor, record: Ticket | undefined): Outcome {
  const holds = (permission: string) => actor.permissions.has(permission)
  if (rule.reads && !rule.reads.some(holds)) return 403
  const isHere = record?.org === actor.org
  const isRequester = isHere && record.requester === actor.id
  const isInside =
    isHere && (holds('tickets.read_all') || (holds('tickets.read_team') && actor.teams.includes(record.team)))
  if (!isRequester && !isInside) return 404
  const isOnSide = {
    party: true,
    requester: isRequester,
    'requester or inside': true,
    inside: isInside,
  }[rule.side]
  if (rule.reads) return isOnSide ? 'allowed' : 404
  const isRight = (rule.permission === undefined || holds(rule.permission)) && (rule.and ?? []).every(holds)
  return isOnSide && isRight ? 'allowed' : 403
}

function seesArticle(actor: Actor, { isSeenBy }: Article): boolean {
  if (isSeenBy === 'all' || actor.permissions.has('knowledge.write')) return true
  return isSeenBy === 'inner' && actor.permissions.has('knowledge.read_internal')
}

function fits(rule: Rule, expected: Outcome, status: number): boolean {
  if (status >= 500) return false
  if (expected === 'refused') return status === 403 || status === 404
  if (expected !== 'allowed') return status === expected
  if (rule.gate === 'open' || rule.gate === 'self') return true
  if (rule.gate === 'permission' && rule.mayLackIt && status === 404) return true
  return status !== 401 && status !== 403 && status !== 404
}

// ---------------------------------------------------------------- asking

async function subjectsOf(operation: Operation, rule: Rule): Promise<Subject[]> {
  if (rule.gate === 'ticket') return tickets
  // Publishing and archiving change who sees an article.
  if (rule.gate === 'article') return makeArticles()
  // Each action moves one on.
  if (rule.gate === 'incident') return makeIncidents()
  if ((rule.gate === 'permission' || rule.gate === 'own') && rule.of)
    return things.get(rule.of) ?? assert.fail(operation.id)
  return [{ place: 'nothing', id: missingId }]
}

async function ask(
  operation: Operation,
  actor: Actor | undefined,
  subject: Subject,
): Promise<{ status: number; flaw?: string }> {
  const query = new URLSearchParams()
  let path = operation.path
  for (const parameter of operation.parameters) {
    const value =
      parameter.name === 'id'
        ? subject.id
        : (parameters[parameter.name] ?? String(sampleOf(parameter.schema)))
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(value))
    if (parameter.in === 'query' && parameter.required) query.set(parameter.name, value)
  }
  const body =
    bodies[operation.id]?.(actor, subject) ?? (operation.body ? sampleOf(operation.body) : undefined)
  const client = actor?.client ?? wardline.anonymous
  const answer = await client.send(operation.method, query.size ? `${path}?${query}` : path, body)
  const type = String(answer.headers['content-type'] ?? '')
  const flaw =
    check(operation, answer.status, type, answer.body) ?? flawOfProblem(answer.status, type, answer.body)
  return { status: answer.status, ...(flaw ? { flaw } : {}) }
}

function flawOfProblem(status: number, type: string, body: { detail?: string }): string | undefined {
  if (status < 400) return undefined
  if (!type.startsWith('application/problem+json')) return `the refusal ${status} is no problem document`
  return /^\S.+[.!?]$/s.test(body.detail ?? '') ? undefined : `the refusal ${status} has no sentence`
}

// ---------------------------------------------------------------- people and things

type Roles = { roles: { id: string; permissions: string[] }[] }

async function makeActors(): Promise<void> {
  const text = readFileSync(join(import.meta.dirname, '../src/core/people/roles.yaml'), 'utf8')
  const { roles } = parse(text) as Roles
  const permissionsOf = (...ids: string[]) =>
    new Set(
      ids.flatMap((id) => roles.find((role) => role.id === id)?.permissions ?? assert.fail(`no role ${id}`)),
    )
  const desk = await wardline.team('Service Desk', 1)
  const network = await wardline.team('Network', 2)
  const storage = await wardline.team('Storage', 2)
  const make = async (
    name: string,
    role: string | undefined,
    teams: string[],
    org = wardline.orgId,
  ): Promise<Actor> => {
    const client = await wardline.person(name, role ? [role] : [], teams, org)
    return {
      name,
      org,
      id: client.personId,
      teams,
      permissions: permissionsOf('requester', ...(role ? [role] : [])),
      client,
    }
  }
  const administrator = async (org: string, slug: string): Promise<Actor> => {
    const client = await wardline.signIn(`admin@${slug}.example`, slug)
    return {
      name: `administrator of ${slug}`,
      org,
      id: client.personId,
      teams: [],
      permissions: permissionsOf('administrator'),
      client,
    }
  }
  actors = [
    await make('requester', undefined, []),
    // Before those who declare an incident: from then on all staff see it.
    await make('safety officer', 'clinical-safety-officer', []),
    await make('help-desk agent', 'help-desk', [desk]),
    await make('network specialist', 'network-administrator', [network]),
    await make('storage specialist', 'storage-engineer', [storage]),
    await make('team lead', 'team-lead', [desk]),
    await make('privacy officer', 'privacy-security-specialist', []),
    await administrator(wardline.orgId, 'main'),
    await administrator(otherOrg, 'other'),
  ]
  // Privileged actions ask for a fresh proof, which is not what this test is about.
  for (const { client } of actors)
    assert.equal((await client.post('/api/session/confirm', { password })).status, 200)
  // Before the administrators, who take articles away from those after them.
  actors.splice(-2, 0, await keyOf(await make('owner of a key', 'team-lead', [desk])))
}

/** A key with a part of what its owner may. */
async function keyOf(owner: Actor): Promise<Actor> {
  const scopes = [
    'tickets.create',
    'tickets.read_all',
    'tickets.reply',
    'tickets.assign',
    'tickets.edit',
    'incidents.propose',
    'knowledge.read_internal',
    'views.save',
    'people.read',
    'reports.read',
  ]
  assert.equal((await owner.client.post('/api/session/confirm', { password })).status, 200)
  const made = await owner.client.post('/api/keys', {
    name: 'Matrix',
    scopes: [...scopes, 'everyday.read'],
    days: 1,
    minute_max: 6000,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const authorization = `Bearer ${made.body.secret}`
  const { send } = wardline.anonymous
  const client: Client = {
    ...owner.client,
    cookie: '',
    send: (method, path, body) => send(method, path, body, { authorization }),
    get: (path) => send('GET', path, undefined, { authorization }),
    post: (path, body = {}) => send('POST', path, body, { authorization }),
  }
  return { ...owner, name: 'a key of a team lead', permissions: new Set(scopes), client, isByKey: true }
}

async function makeTickets(): Promise<void> {
  const bystander = await wardline.person('bystander', [])
  const stranger = await wardline.person('stranger', [], [], otherOrg)
  const file = async (client: Client, place: string, org: string, team: string | null) => {
    const { status, body } = await client.post('/api/tickets', {
      title: 'I cannot log in',
      body: 'The reader blinks.',
    })
    assert.equal(status, 200, JSON.stringify(body))
    await wardline.owner.query('update core.record set team_id = $2 where id = $1', [body.id, team])
    const shown = await client.get(`/api/tickets/${body.id}`)
    const message = shown.body.messages[0].id
    tickets.push({
      place,
      id: body.id,
      message,
      ticket: { org, requester: client.personId, team: team ?? '' },
    })
  }
  for (const { name, client, org } of actors) await file(client, `a ticket of ${name}`, org, null)
  for (const team of new Set(actors.flatMap(({ teams }) => teams)))
    await file(
      bystander,
      `a ticket in the hands of ${actors.find(({ teams }) => teams.includes(team))?.name}`,
      wardline.orgId,
      team,
    )
  await file(bystander, 'a ticket in nobody’s hands', wardline.orgId, null)
  await file(stranger, 'a ticket of the other organization', otherOrg, null)
  tickets.push({ place: 'a ticket that is not there', id: missingId })
}

async function makeArticles(): Promise<Subject[]> {
  const write = async (who: string, audience: string, isPublished: boolean): Promise<Subject> => {
    const { client, org } = actors.find(({ name }) => name === who) as Actor
    const made = await client.post('/api/articles', {
      title: `For ${audience}`,
      // Without words nobody can hand it in, so that it stays the writers' own for all who knock.
      body: isPublished ? 'Turn it off and on.' : ' ',
      audience,
    })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    if (isPublished) assert.equal((await client.post(`/api/articles/${made.body.id}/publish`)).status, 200)
    const isSeenBy = isPublished ? (audience === 'internal' ? 'inner' : 'all') : 'writers'
    return {
      place: `an article for ${audience}${isPublished ? '' : ', not published'}`,
      id: made.body.id,
      article: { org, isSeenBy },
    }
  }
  return [
    await write('administrator of main', 'staff', false),
    await write('administrator of main', 'internal', true),
    await write('administrator of main', 'public', true),
    {
      ...(await write('administrator of other', 'public', true)),
      place: 'an article of another organization',
    },
    { place: 'an article that is not there', id: missingId },
  ]
}

async function makeIncidents(): Promise<Subject[]> {
  const make = async (who: string, isDeclared: boolean): Promise<Subject> => {
    const { client, org } = actors.find(({ name }) => name === who) as Actor
    const made = await client.post('/api/incidents', { title: 'All is slow', why: 'Everybody calls.' })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    const { id } = made.body
    if (isDeclared)
      assert.equal((await client.post(`/api/incidents/${id}/declare`, { title: 'Slow' })).status, 200)
    const { message_id: message } = (await client.post(`/api/incidents/${id}/note`, { body: 'So it is.' }))
      .body
    const place = `a major incident${isDeclared ? '' : ', only proposed'}`
    return { place, id, message, incident: { org, isDeclared } }
  }
  return [
    await make('administrator of main', false),
    await make('administrator of main', true),
    { ...(await make('administrator of other', true)), place: 'a major incident of another organization' },
    { place: 'a major incident that is not there', id: missingId },
  ]
}

type RestrictedKind = 'safety event' | 'hazard' | 'training need'
const insertRestricted: Record<RestrictedKind, string> = {
  hazard:
    "insert into safety.hazard (org_id, id, cause, effect, severity, likelihood) values ($1, $2, '', '', 1, 1)",
  'safety event': `insert into safety.event (org_id, id, ticket_id, outcome, description, reported_by, reported_at, due_at)
     select $1, $2, r.id, 'harm', 'It', r.requester_id, now(), now() from core.record r where r.org_id = $1 and r.kind = 'ticket' limit 1`,
  'training need': `insert into training.need (org_id, id, application, application_name, department_id, tickets, people, users, days, counted_at)
     select $1, $2, 'meridian', 'Meridian', d.id, 9, 5, 20, 90, now() from core.department d where d.org_id = $1 limit 1`,
}

/** A record that only some may know of. */
async function makeRestricted(kind: RestrictedKind, state: string, org: string): Promise<string> {
  const { rows } = await wardline.owner.query(
    `insert into core.record (org_id, id, kind, number, title, state, category, created_at, updated_at)
     values ($1, gen_random_uuid(), $2, 1001, 'It', $3, 'waiting', now(), now()) returning id`,
    [org, kind.replace(' ', '_'), state],
  )
  await wardline.owner.query(insertRestricted[kind], [org, rows[0].id])
  if (kind === 'hazard') {
    const control = await wardline.owner.query(
      "insert into safety.control (org_id, id, hazard_id, body, state, created_at) values ($1, gen_random_uuid(), $2, 'It', 'planned', now()) returning id",
      [org, rows[0].id],
    )
    companions.set(`control ${org}`, control.rows[0].id)
  }
  return rows[0].id
}

const anyItem = JSON.stringify({
  name: { en: 'Laptop' },
  summary: { en: 'A laptop.' },
  synonyms: [],
  icon: 'laptop',
  audience: { who: 'everybody', department_ids: [], role_ids: [] },
  expected: {},
  title: '{{item}}',
  preset: {},
  fields: [],
})
const anyRule = {
  name: 'Rule',
  when: { on: 'created' },
  if: { match: 'all', conditions: [], groups: [] },
  is_for_all: true,
  actions: [{ do: 'add_tags', tags: ['seen'] }],
  ticket_hour_max: 10,
  hour_max: 1000,
}

/** One of each kind in each organization, and one of each person where things have an owner. */
/** On a ticket of somebody else, which the approver may see or not. */
async function makeApproval({ org, id }: Actor): Promise<string> {
  const { rows } = await wardline.owner.query(
    `with ticket as (
       insert into core.record (org_id, id, kind, number, title, state, category, requester_id, created_at, updated_at)
       values ($1, gen_random_uuid(), 'ticket', nextval('core.record_number'), 'A laptop', 'waiting_on_approval', 'paused', $3, now(), now()) returning id),
     fields as (
       insert into tickets.ticket (org_id, id, ticket_kind, channel, impact, urgency) select $1, id, 'service_request', 'portal', 3, 3 from ticket),
     round as (
       insert into approvals.round (org_id, id, ticket_id, plan, state, was_new, asked_by_id, began_at)
       select $1, gen_random_uuid(), id, '{"steps": [{"name": "Manager", "who": "manager", "needs": "any"}]}', 'waiting', true, $3, now() from ticket returning id)
     insert into approvals.approval (org_id, id, round_id, step, approver_id, because, state, began_at)
     select $1, gen_random_uuid(), id, 0, $2, 'named', 'open', now() from round returning id`,
    [org, id, beside('companion', { org })],
  )
  return rows[0].id
}

async function makeThings(): Promise<void> {
  const columns: Record<string, string> = {
    site: "core.site (org_id, id, name) values ($1, gen_random_uuid(), 'North')",
    department: "core.department (org_id, id, name) values ($1, gen_random_uuid(), 'Ward 4')",
    place: "core.place (org_id, id, name) values ($1, gen_random_uuid(), 'Room 12')",
    workstation: "core.workstation (org_id, id, name) values ($1, gen_random_uuid(), 'WS-1')",
    skill: "core.skill (org_id, id, name) values ($1, gen_random_uuid(), 'Cabling')",
    synonym: "core.synonym (org_id, id, words) values ($1, gen_random_uuid(), '{ward,unit}')",
    team: "core.team (org_id, id, name) values ($1, gen_random_uuid(), 'Someone')",
    role: "core.role (org_id, id, key, title) values ($1, gen_random_uuid(), 'porter', 'Porter')",
    category: "tickets.category (org_id, id, name) values ($1, gen_random_uuid(), 'Printing')",
    mail: "core.outbox (org_id, id, to_address, subject, body_text, body_html, state, created_at) values ($1, gen_random_uuid(), 'a@b.example', 's', 't', 'h', 'failed', now())",
    import:
      'channels.import_run (org_id, id, kind, file_name, size_bytes, sha256, state, shape, created_at, updated_at) values ($1, gen_random_uuid(), \'tickets\', \'a.csv\', 0, repeat(\'a\', 64), \'uploaded\', \'{"format": "csv", "encoding": "utf-8", "delimiter": ",", "columns": []}\', now(), now())',
    person: "core.person (org_id, id, name) values ($1, gen_random_uuid(), 'Someone else')",
    calendar: "escalation.calendar (org_id, id, name) values ($1, gen_random_uuid(), 'Hours')",
    policy: "escalation.policy (org_id, id, name, position) values ($1, gen_random_uuid(), 'Promise', 1)",
    rule: "rules.rule (org_id, id, name, position, keeper_id) select $1, gen_random_uuid(), 'Rule', 1, (select id from core.person where org_id = $1 limit 1)",
    trial:
      "rules.trial (org_id, id, statement, since, started_by, started_at) select $1, gen_random_uuid(), '{}', now(), (select id from core.person where org_id = $1 limit 1), now()",
    checklist:
      "tickets.checklist_template (org_id, id, name, steps) values ($1, gen_random_uuid(), 'Starter', '[]')",
    'catalog item': `catalog.item (org_id, id, owner_id, drafted_by, position, is_on, version, draft, drafted_at) select $1, gen_random_uuid(), p.id, p.id, 1, true, 1, '${anyItem}', now() from core.person p where p.org_id = $1 limit 1`,
    framework:
      "training.framework (org_id, id, name, levels, created_at) values ($1, gen_random_uuid(), 'Own', '{Low}', now())",
    competency:
      "training.competency (org_id, id, framework_id, code, kind, name) select $1, gen_random_uuid(), f.id, 'C1', 'skill', 'Skill' from training.framework f where f.org_id = $1",
    requirement:
      "training.requirement (org_id, id, competency_id, level, subject, named, starts_on) select $1, gen_random_uuid(), c.id, 1, 'job', 'nurse', '2026-01-01' from training.competency c where c.org_id = $1",
    'line of learning':
      "training.learning_record (org_id, id, person_id, verb, origin, happened_on, recorded_by, recorded_at) select $1, gen_random_uuid(), p.id, 'completed', 'outside', '2026-01-01', p.id, now() from core.person p where p.org_id = $1 and p.name = 'Someone else'",
    ladder: "escalation.ladder (org_id, id, name, position) values ($1, gen_random_uuid(), 'Watch', 1)",
  }
  const insert = async (sql: string, values: unknown[]) =>
    (await wardline.owner.query(`insert into ${sql} returning id`, values)).rows[0].id as string
  const absent = { place: 'what is not there', id: missingId }
  for (const [kind, sql] of Object.entries(columns)) {
    const subjects: Subject[] = [absent]
    for (const [place, org] of [
      ['what is here', wardline.orgId],
      ['what another organization has', otherOrg],
    ] as const)
      subjects.push({ place, id: await insert(sql, [org]), thing: { org } })
    things.set(kind as Kind, subjects)
    for (const { id, thing } of subjects) if (thing) companions.set(`${kind} ${thing.org}`, id)
  }
  await wardline.owner.query(
    `insert into escalation.calendar_version (org_id, id, calendar_id, number, rules, created_at) select org_id, gen_random_uuid(), id, 1, '{"time_zone": "UTC", "week": [[["08:00", "17:00"]], [], [], [], [], [], []], "holidays": []}', now() from escalation.calendar`,
  )
  for (const [kind, state] of [
    ['safety event', 'reported'],
    ['hazard', 'open'],
    ['training need', 'proposed'],
  ] as const) {
    const subjects = [absent as Subject]
    for (const [place, org] of [
      ['what is here', wardline.orgId],
      ['what another organization has', otherOrg],
    ] as const)
      subjects.push({ place, id: await makeRestricted(kind, state, org), thing: { org } })
    things.set(kind, subjects)
  }
  await wardline.owner.query(
    'insert into catalog.item_version (org_id, id, item_id, number, content, published_at) select org_id, gen_random_uuid(), id, 1, draft, now() from catalog.item',
  )
  await wardline.owner.query(
    "insert into training.record_words (org_id, line_id, person_id, title) select org_id, id, person_id, 'Class' from training.learning_record",
  )
  await wardline.owner.query(
    'insert into rules.rule_version (org_id, id, rule_id, number, statement, created_at) select org_id, gen_random_uuid(), id, 1, $1, now() from rules.rule',
    [JSON.stringify(anyRule)],
  )
  await wardline.owner.query(
    `insert into escalation.ladder_version (org_id, id, ladder_id, number, rules, created_at) select org_id, gen_random_uuid(), id, 1, '{"name": "Watch", "when": {"kinds": [], "priorities": [], "category_ids": [], "applications": [], "team_ids": [], "department_ids": [], "role_ids": []}, "steps": []}', now() from escalation.ladder`,
  )
  for (const org of [wardline.orgId, otherOrg]) {
    companions.set(
      `companion ${org}`,
      await insert("core.person (org_id, id, name) values ($1, gen_random_uuid(), 'Companion')", [org]),
    )
    companions.set(
      `assignment ${org}`,
      await insert(
        "core.role_assignment (org_id, id, person_id, role_id, valid_from) values ($1, gen_random_uuid(), $2, $3, now() - interval '1 day')",
        [org, beside('person', { org }), beside('role', { org })],
      ),
    )
  }
  // Apart from the person on whom others act: whoever is deactivated or merged could not ask any more.
  const people = actors.map(({ name, id, org }) => ({
    place: `the person of ${name}`,
    id,
    thing: { org, owner: id },
  }))
  things.set('actor', [absent, ...people])
  const owned: [Kind, (actor: Actor) => Promise<string>][] = [
    [
      'view',
      ({ org, id }) =>
        insert(
          "core.saved_view (org_id, id, kind, name, filter, owner_id, created_at) values ($1, gen_random_uuid(), 'ticket', 'Mine', '{}', $2, now())",
          [org, id],
        ),
    ],
    [
      'file',
      async ({ org, id }) => {
        const picture = Readable.from([Buffer.from('a picture')])
        const { key } = await wardline.composition.app.files.put(picture, { size_bytes_max: 100 })
        return insert(
          "core.attachment (org_id, id, uploaded_by, name, media_type, size_bytes, sha256, storage_key, is_inline, created_at) values ($1, gen_random_uuid(), $2, 'a.png', 'image/png', 9, '', $3, true, now())",
          [org, id, key],
        )
      },
    ],
    [
      'deputy',
      ({ org, id }) =>
        insert(
          "approvals.deputy (org_id, id, person_id, deputy_id, from_at, until_at) values ($1, gen_random_uuid(), $2, $3, now() + interval '1 day', now() + interval '2 days')",
          [org, id, beside('companion', { org })],
        ),
    ],
    ['approval', makeApproval],
    [
      'passkey',
      ({ org, id }) =>
        insert(
          "core.passkey (org_id, id, person_id, credential_id, public_key, rp_id, is_synced, name, created_at) values ($1, gen_random_uuid(), $2, md5(random()::text), '', 'example.org', false, 'Key', now())",
          [org, id],
        ),
    ],
    [
      'session',
      ({ org, id }) =>
        insert(
          "core.session (org_id, id, token_hash, person_id, idle_minutes, created_at, last_active_at, expires_at) values ($1, gen_random_uuid(), decode(md5(random()::text), 'hex'), $2, 15, now(), now(), now() + interval '1 hour')",
          [org, id],
        ),
    ],
  ]
  for (const [kind, make] of owned) {
    const subjects: Subject[] = [absent]
    for (const actor of actors)
      subjects.push({
        place: `the ${kind} of ${actor.name}`,
        id: await make(actor),
        thing: { org: actor.org, owner: actor.id },
      })
    things.set(kind, subjects)
  }
}
