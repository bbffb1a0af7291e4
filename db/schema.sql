-- Generated from the migrations by `npm run generate`. Not run by anything: for reading and review.

-- Columns
approvals.approval.org_id uuid not null
approvals.approval.id uuid not null
approvals.approval.round_id uuid not null
approvals.approval.step integer not null
approvals.approval.approver_id uuid not null
approvals.approval.because text not null
approvals.approval.instead_of text
approvals.approval.state text not null
approvals.approval.began_at timestamp with time zone not null
approvals.approval.decided_at timestamp with time zone
approvals.approval.decided_by_id uuid
approvals.approval.question_id uuid
approvals.approval.answer_id uuid
approvals.approval.delegated_from_id uuid
approvals.approval.remind_hours integer
approvals.approval.remind_at timestamp with time zone
approvals.approval.reminded_at timestamp with time zone
approvals.approval.escalated_to_id uuid
approvals.approval.stuck_at timestamp with time zone
approvals.approval.named_by_id uuid
approvals.deputy.org_id uuid not null
approvals.deputy.id uuid not null
approvals.deputy.person_id uuid not null
approvals.deputy.deputy_id uuid not null
approvals.deputy.from_at timestamp with time zone not null
approvals.deputy.until_at timestamp with time zone not null
approvals.link.org_id uuid not null
approvals.link.id uuid not null
approvals.link.approval_id uuid not null
approvals.link.person_id uuid not null
approvals.link.token_hash text not null
approvals.link.expires_at timestamp with time zone not null
approvals.link.used_at timestamp with time zone
approvals.round.org_id uuid not null
approvals.round.id uuid not null
approvals.round.ticket_id uuid not null
approvals.round.plan jsonb not null
approvals.round.step integer not null default 0
approvals.round.state text not null
approvals.round.was_new boolean not null
approvals.round.owner_id uuid
approvals.round.asked_by_id uuid not null
approvals.round.began_at timestamp with time zone not null
approvals.round.ended_at timestamp with time zone
approvals.round.is_by_hand boolean not null default false
approvals.round.answers jsonb
callers.code.org_id uuid not null
callers.code.person_id uuid not null
callers.code.act text not null
callers.code.code_hash bytea not null
callers.code.ends_at timestamp with time zone not null
callers.code.tries integer not null default 0
callers.code.used_at timestamp with time zone
callers.contact.org_id uuid not null
callers.contact.person_id uuid not null
callers.contact.field text not null
callers.contact.since timestamp with time zone not null
callers.contact.value_hash bytea not null
callers.role_risk.org_id uuid not null
callers.role_risk.role_id uuid not null
callers.role_risk.is_high boolean not null
callers.role_risk.permissions text[] not null
callers.setting.org_id uuid not null
callers.setting.version integer not null default 1
callers.setting.methods jsonb not null
callers.setting.valid_minutes integer not null
callers.setting.hold_hours integer not null
callers.setting.contact_days integer not null
callers.setting.is_import_trusted boolean not null
callers.setting.scripts jsonb not null default '{}'::jsonb
callers.verification.org_id uuid not null
callers.verification.id uuid not null
callers.verification.person_id uuid not null
callers.verification.agent_id uuid not null
callers.verification.act text not null
callers.verification.role_id uuid
callers.verification.ticket_id uuid
callers.verification.state text not null default 'started'::text
callers.verification.method text
callers.verification.evidence jsonb not null default '{}'::jsonb
callers.verification.failure text
callers.verification.asked_id uuid
callers.verification.caller_hash bytea
callers.verification.started_at timestamp with time zone not null
callers.verification.ends_at timestamp with time zone not null
callers.verification.decided_at timestamp with time zone
callers.verification.second_id uuid
callers.verification.second_how text
callers.verification.seconded_at timestamp with time zone
callers.verification.uses integer not null default 0
callers.verification.used_at timestamp with time zone
callers.verification.told text
catalog.item.org_id uuid not null
catalog.item.id uuid not null
catalog.item.group_id uuid
catalog.item.owner_id uuid not null
catalog.item.position integer not null
catalog.item.is_on boolean not null default false
catalog.item.version integer
catalog.item.draft jsonb not null
catalog.item.drafted_by uuid not null
catalog.item.drafted_at timestamp with time zone not null
catalog.item.retired_at timestamp with time zone
catalog.item_group.org_id uuid not null
catalog.item_group.id uuid not null
catalog.item_group.name jsonb not null
catalog.item_group.position integer not null
catalog.item_version.org_id uuid not null
catalog.item_version.id uuid not null
catalog.item_version.item_id uuid not null
catalog.item_version.number integer not null
catalog.item_version.content jsonb not null
catalog.item_version.published_by uuid
catalog.item_version.published_at timestamp with time zone not null
catalog.picture.org_id uuid not null
catalog.picture.id uuid not null
catalog.picture.media_type text not null
catalog.picture.content bytea not null
catalog.picture.added_at timestamp with time zone not null
catalog.request.org_id uuid not null
catalog.request.ticket_id uuid not null
catalog.request.item_id uuid not null
catalog.request.version_id uuid not null
catalog.request.answers jsonb not null
catalog.request.entry_id uuid not null
channels.alert.org_id uuid not null
channels.alert.source_id uuid not null
channels.alert.fingerprint bytea not null
channels.alert.group_id uuid not null
channels.alert.is_firing boolean not null
channels.alert.starts_at timestamp with time zone not null
channels.alert.seen_at timestamp with time zone not null
channels.alert.expires_at timestamp with time zone
channels.alert.is_presumed_over boolean not null default false
channels.alert_batch.org_id uuid not null
channels.alert_batch.id uuid not null
channels.alert_batch.source_id uuid not null
channels.alert_batch.form text not null
channels.alert_batch.body_sealed bytea not null
channels.alert_batch.state text not null
channels.alert_batch.reason text
channels.alert_batch.received_at timestamp with time zone not null
channels.alert_batch.tries integer not null default 0
channels.alert_group.org_id uuid not null
channels.alert_group.id uuid not null
channels.alert_group.source_id uuid not null
channels.alert_group.key_hash bytea not null
channels.alert_group.is_storm boolean not null
channels.alert_group.record_id uuid not null
channels.alert_group.is_open boolean not null
channels.alert_group.opened_at timestamp with time zone not null
channels.alert_group.returns integer not null default 0
channels.alert_group.is_untold boolean not null default false
channels.alert_group.noted_at timestamp with time zone not null
channels.alert_group.changed_at timestamp with time zone not null
channels.alert_group.over_reason text
channels.alert_source.org_id uuid not null
channels.alert_source.id uuid not null
channels.alert_source.name text not null
channels.alert_source.prefix text not null
channels.alert_source.token_hash bytea not null
channels.alert_source.team_id uuid
channels.alert_source.category_id uuid
channels.alert_source.severities jsonb not null
channels.alert_source.group_by text[] not null
channels.alert_source.mapping jsonb
channels.alert_source.on_over text not null
channels.alert_source.quiet_minutes integer not null
channels.alert_source.storm_max integer not null
channels.alert_source.is_on boolean not null
channels.alert_source.last_at timestamp with time zone
channels.alert_source.version integer not null default 1
channels.alert_source.created_at timestamp with time zone not null
channels.api_key.org_id uuid not null
channels.api_key.id uuid not null
channels.api_key.person_id uuid not null
channels.api_key.name text not null
channels.api_key.prefix text not null
channels.api_key.token_hash bytea not null
channels.api_key.scopes text[] not null
channels.api_key.minute_max integer not null
channels.api_key.created_by uuid not null
channels.api_key.created_at timestamp with time zone not null
channels.api_key.expires_at timestamp with time zone not null
channels.api_key.last_used_at timestamp with time zone
channels.api_key.last_address text
channels.api_key.revoked_at timestamp with time zone
channels.api_key.revoked_by uuid
channels.failing_address.org_id uuid not null
channels.failing_address.address text not null
channels.failing_address.reason text not null
channels.failing_address.failed_at timestamp with time zone not null
channels.form_entry.org_id uuid not null
channels.form_entry.id uuid not null
channels.form_entry.topic_id uuid not null
channels.form_entry.puzzle_hash bytea not null
channels.form_entry.storage_key text
channels.form_entry.size_bytes bigint not null
channels.form_entry.created_at timestamp with time zone not null
channels.form_entry.confirmed_at timestamp with time zone
channels.form_entry.expires_at timestamp with time zone not null
channels.form_topic.org_id uuid not null
channels.form_topic.id uuid not null
channels.form_topic.name text not null
channels.form_topic.team_id uuid
channels.form_topic.category_id uuid
channels.form_topic.is_offered boolean not null
channels.form_topic.position integer not null
channels.import_run.org_id uuid not null
channels.import_run.id uuid not null
channels.import_run.kind text not null
channels.import_run.file_name text not null
channels.import_run.size_bytes bigint not null
channels.import_run.sha256 text not null
channels.import_run.has_file boolean not null default false
channels.import_run.state text not null
channels.import_run.shape jsonb not null default '{}'::jsonb
channels.import_run.mapping jsonb
channels.import_run.rows_done integer not null default 0
channels.import_run.rows_total integer not null default 0
channels.import_run.report jsonb
channels.import_run.reconciliation jsonb
channels.import_run.failure text
channels.import_run.wants_stop boolean not null default false
channels.import_run.created_by uuid
channels.import_run.created_at timestamp with time zone not null
channels.import_run.started_at timestamp with time zone
channels.import_run.finished_at timestamp with time zone
channels.import_run.updated_at timestamp with time zone not null
channels.import_run.settings jsonb
channels.import_run.article_report jsonb
channels.import_run.is_cleared boolean not null default false
channels.mail_in.org_id uuid not null
channels.mail_in.id uuid not null
channels.mail_in.mailbox_id uuid
channels.mail_in.uid_validity bigint
channels.mail_in.uid bigint
channels.mail_in.mail_hash bytea not null
channels.mail_in.message_id_hash bytea
channels.mail_in.storage_key text
channels.mail_in.size_bytes bigint not null
channels.mail_in.state text not null
channels.mail_in.reason text
channels.mail_in.sender text
channels.mail_in.sender_id uuid
channels.mail_in.record_id uuid
channels.mail_in.received_at timestamp with time zone not null
channels.mail_in.decided_at timestamp with time zone
channels.mail_in.decided_by uuid
channels.mail_in.remove_at timestamp with time zone not null
channels.mail_in.about_id uuid
channels.mail_in.begun integer not null default 0
channels.mail_in.whole_file_id uuid
channels.mail_in.topic_id uuid
channels.mail_in.has_html boolean not null default false
channels.mail_sending.org_id uuid not null
channels.mail_sending.per_address_hour integer
channels.mail_sending.per_minute integer
channels.mail_sending.dkim_selector text
channels.mail_sending.dkim_sealed bytea
channels.mail_sending.dkim_public text
channels.mail_sending.dkim_is_on boolean not null default false
channels.mail_sending.version integer not null default 1
channels.mail_template.org_id uuid not null
channels.mail_template.id uuid not null
channels.mail_template.key text not null
channels.mail_template.team_id uuid
channels.mail_template.language text not null
channels.mail_template.subject text not null
channels.mail_template.body text not null
channels.mail_template.link_label text not null
channels.mail_template.version integer not null default 1
channels.mail_template.updated_by uuid not null
channels.mail_template.updated_at timestamp with time zone not null
channels.mailbox.org_id uuid not null
channels.mailbox.id uuid not null
channels.mailbox.name text not null
channels.mailbox.address text not null
channels.mailbox.host text not null
channels.mailbox.port integer not null
channels.mailbox.security text not null
channels.mailbox.username text not null
channels.mailbox.sign_in text not null
channels.mailbox.secret_sealed bytea not null
channels.mailbox.team_id uuid
channels.mailbox.category_id uuid
channels.mailbox.kept_days integer not null default 30
channels.mailbox.is_on boolean not null
channels.mailbox.uid_validity bigint
channels.mailbox.uid_done bigint not null default 0
channels.mailbox.looked_at timestamp with time zone
channels.mailbox.last_mail_at timestamp with time zone
channels.mailbox.failing_since timestamp with time zone
channels.mailbox.failure text
channels.mailbox.version integer not null default 1
channels.mailbox.created_at timestamp with time zone not null
channels.mailbox.watcher uuid
channels.mailbox.watched_until timestamp with time zone
channels.mailbox.token_url text
channels.mailbox.client_id text
channels.mailbox.scope text
channels.mailbox.client_secret_sealed bytea
channels.mailbox.access_sealed bytea
channels.mailbox.access_until timestamp with time zone
channels.mailbox.refreshing_until timestamp with time zone
channels.mailbox.secret_number integer not null default 1
channels.public_form.org_id uuid not null
channels.public_form.is_on boolean not null
channels.public_form.takes_files boolean not null
channels.public_form.mails_an_hour integer not null
channels.public_form.version integer not null default 1
channels.webhook.org_id uuid not null
channels.webhook.id uuid not null
channels.webhook.name text not null
channels.webhook.owner_id uuid not null
channels.webhook.format text not null
channels.webhook.url_sealed bytea not null
channels.webhook.host text not null
channels.webhook.secret_sealed bytea not null
channels.webhook.former_sealed bytea
channels.webhook.former_until timestamp with time zone
channels.webhook.kinds text[] not null
channels.webhook.team_ids uuid[] not null default '{}'::uuid[]
channels.webhook.category_ids uuid[] not null default '{}'::uuid[]
channels.webhook.priorities integer[] not null default '{}'::integer[]
channels.webhook.sends_restricted boolean not null default false
channels.webhook.is_on boolean not null default true
channels.webhook.paused_at timestamp with time zone
channels.webhook.paused_because text
channels.webhook.failing_since timestamp with time zone
channels.webhook.failures integer not null default 0
channels.webhook.rest_until timestamp with time zone
channels.webhook.sent_at timestamp with time zone
channels.webhook.kept_days integer not null default 14
channels.webhook.version integer not null default 1
channels.webhook.created_at timestamp with time zone not null
channels.webhook_delivery.org_id uuid not null
channels.webhook_delivery.id uuid not null
channels.webhook_delivery.webhook_id uuid not null
channels.webhook_delivery.record_id uuid
channels.webhook_delivery.at timestamp with time zone not null
channels.webhook_delivery.event_id uuid not null
channels.webhook_delivery.kind text not null
channels.webhook_delivery.facts jsonb not null default '{}'::jsonb
channels.webhook_delivery.state text not null
channels.webhook_delivery.tries integer not null default 0
channels.webhook_delivery.due_at timestamp with time zone not null
channels.webhook_delivery.claimed_until timestamp with time zone
channels.webhook_delivery.status integer
channels.webhook_delivery.took_ms integer
channels.webhook_delivery.size_bytes integer
channels.webhook_delivery.failure text
channels.webhook_delivery.ended_at timestamp with time zone
core.admission.org_id uuid not null
core.admission.id uuid not null
core.admission.record_id uuid not null
core.admission.person_id uuid
core.admission.team_id uuid
core.admission.way text not null
core.admission.given_by_id uuid not null
core.admission.given_at timestamp with time zone not null
core.admission.until timestamp with time zone
core.admission.ended_at timestamp with time zone
core.admission.ended_by_id uuid
core.attachment.org_id uuid not null
core.attachment.id uuid not null
core.attachment.record_id uuid
core.attachment.message_id uuid
core.attachment.uploaded_by uuid not null
core.attachment.name text not null
core.attachment.media_type text not null
core.attachment.size_bytes bigint not null
core.attachment.sha256 bytea not null
core.attachment.storage_key text not null
core.attachment.is_inline boolean not null default false
core.attachment.created_at timestamp with time zone not null
core.attachment.removed_at timestamp with time zone
core.attachment.removed_by uuid
core.attachment.scan text
core.attachment.scan_found text
core.attachment.scan_reason text
core.attachment.scan_released_by uuid
core.attachment.scan_at timestamp with time zone
core.attachment.is_held boolean not null default COALESCE((scan = ANY (ARRAY['waiting'::text, 'infected'::text])), false)
core.attachment.about_person_id uuid
core.attachment.scan_tries smallint not null default 0
core.attachment.scan_again_at timestamp with time zone
core.audit.org_id uuid not null
core.audit.at timestamp with time zone not null
core.audit.id uuid not null
core.audit.actor_id uuid
core.audit.action text not null
core.audit.record_id uuid
core.audit.address text
core.audit.data jsonb not null default '{}'::jsonb
core.audit.tx bigint not null default ((pg_current_xact_id())::text)::bigint
core.automation.org_id uuid not null
core.automation.person_id uuid not null
core.credential_reset.org_id uuid not null
core.credential_reset.id uuid not null
core.credential_reset.person_id uuid not null
core.credential_reset.by_id uuid not null
core.credential_reset.what text not null
core.credential_reset.verified_by text
core.credential_reset.reason text not null
core.credential_reset.created_at timestamp with time zone not null
core.department.org_id uuid not null
core.department.id uuid not null
core.department.parent_id uuid
core.department.site_id uuid
core.department.name text not null
core.department.archived_at timestamp with time zone
core.draft.org_id uuid not null
core.draft.person_id uuid not null
core.draft.key text not null
core.draft.body text not null
core.draft.updated_at timestamp with time zone not null
core.emergency_account.org_id uuid not null
core.emergency_account.person_id uuid not null
core.emergency_account.owner_id uuid not null
core.emergency_account.role_ids uuid[] not null
core.emergency_account.hours_max integer not null
core.emergency_account.created_at timestamp with time zone not null
core.emergency_account.tried_at timestamp with time zone
core.emergency_account.ended_at timestamp with time zone
core.emergency_use.org_id uuid not null
core.emergency_use.id uuid not null
core.emergency_use.person_id uuid not null
core.emergency_use.role_id uuid not null
core.emergency_use.assignment_id uuid not null
core.emergency_use.reason text not null
core.emergency_use.began_at timestamp with time zone not null
core.emergency_use.until timestamp with time zone not null
core.emergency_use.ended_at timestamp with time zone
core.emergency_use.reviewed_at timestamp with time zone
core.emergency_use.reviewed_by uuid
core.emergency_use.review text
core.emergency_use.owner_id uuid not null
core.event.org_id uuid not null
core.event.record_id uuid not null
core.event.at timestamp with time zone not null
core.event.id uuid not null
core.event.actor_id uuid
core.event.action text not null
core.event.data jsonb not null default '{}'::jsonb
core.event.tx bigint not null default ((pg_current_xact_id())::text)::bigint
core.event_words.org_id uuid not null
core.event_words.record_id uuid not null
core.event_words.event_id uuid not null
core.event_words.words jsonb not null
core.event_words.salt uuid
core.event_words.commitment bytea
core.file_link.org_id uuid not null
core.file_link.token_hash bytea not null
core.file_link.attachment_id uuid not null
core.file_link.person_id uuid not null
core.file_link.expires_at timestamp with time zone not null
core.file_link.used_at timestamp with time zone
core.idempotency.org_id uuid not null
core.idempotency.person_id uuid not null
core.idempotency.key text not null
core.idempotency.fingerprint bytea not null
core.idempotency.answer jsonb not null
core.idempotency.created_at timestamp with time zone not null
core.identity.org_id uuid not null
core.identity.provider_id uuid not null
core.identity.subject text not null
core.identity.person_id uuid not null
core.identity.created_at timestamp with time zone not null
core.identity.last_used_at timestamp with time zone not null
core.identity_provider.org_id uuid not null
core.identity_provider.id uuid not null
core.identity_provider.name text not null
core.identity_provider.issuer text not null
core.identity_provider.client_id text not null
core.identity_provider.secret_sealed bytea not null
core.identity_provider.groups_claim text not null
core.identity_provider.group_roles jsonb not null default '[]'::jsonb
core.identity_provider.makes_people boolean not null
core.identity_provider.links_by_email boolean not null
core.identity_provider.domains text[] not null default '{}'::text[]
core.identity_provider.factor text not null
core.identity_provider.asks_again boolean not null
core.identity_provider.is_on boolean not null
core.identity_provider.version integer not null default 1
core.identity_provider.created_at timestamp with time zone not null
core.identity_provider.kind text not null default 'oidc'::text
core.link.org_id uuid not null
core.link.from_id uuid not null
core.link.type text not null
core.link.to_id uuid not null
core.link.created_by uuid
core.link.created_at timestamp with time zone not null
core.login_token.org_id uuid not null
core.login_token.token_hash bytea not null
core.login_token.person_id uuid not null
core.login_token.purpose text not null
core.login_token.created_at timestamp with time zone not null
core.login_token.expires_at timestamp with time zone not null
core.login_token.used_at timestamp with time zone
core.message.org_id uuid not null
core.message.id uuid not null
core.message.record_id uuid not null
core.message.author_id uuid
core.message.is_internal boolean not null
core.message.channel text not null default 'web'::text
core.message.body text not null
core.message.created_at timestamp with time zone not null
core.message.redacted_at timestamp with time zone
core.notification.org_id uuid not null
core.notification.id uuid not null
core.notification.person_id uuid not null
core.notification.record_id uuid
core.notification.reason text not null
core.notification.data jsonb not null default '{}'::jsonb
core.notification.created_at timestamp with time zone not null
core.notification.read_at timestamp with time zone
core.organization.id uuid not null
core.organization.name text not null
core.organization.slug text not null
core.organization.time_zone text not null default 'UTC'::text
core.organization.language text not null default 'en'::text
core.organization.settings jsonb not null default '{}'::jsonb
core.organization.created_at timestamp with time zone not null default now()
core.outbox.org_id uuid not null
core.outbox.id uuid not null
core.outbox.to_person_id uuid
core.outbox.to_address text not null
core.outbox.subject text not null
core.outbox.body_text text not null
core.outbox.body_html text not null
core.outbox.state text not null default 'queued'::text
core.outbox.tries integer not null default 0
core.outbox.last_error text
core.outbox.created_at timestamp with time zone not null
core.outbox.sent_at timestamp with time zone
core.outbox.message_id text
core.outbox.is_secret boolean not null default false
core.outbox.expires_at timestamp with time zone
core.outbox.claimed_until timestamp with time zone
core.outbox.next_try_at timestamp with time zone
core.outbox.issued_by uuid
core.outbox.about_id uuid
core.outbox.calendar_method text
core.outbox.calendar text
core.outbox.is_urgent boolean not null default false
core.outbox.unsubscribe_url text
core.passkey.org_id uuid not null
core.passkey.id uuid not null
core.passkey.person_id uuid not null
core.passkey.credential_id text not null
core.passkey.public_key bytea not null
core.passkey.counter bigint not null default 0
core.passkey.rp_id text not null
core.passkey.transports text[] not null default '{}'::text[]
core.passkey.is_synced boolean not null
core.passkey.name text not null
core.passkey.created_at timestamp with time zone not null
core.passkey.last_used_at timestamp with time zone
core.password.org_id uuid not null
core.password.person_id uuid not null
core.password.hash text not null
core.password.changed_at timestamp with time zone not null default now()
core.person.org_id uuid not null
core.person.id uuid not null
core.person.kind text not null default 'staff'::text
core.person.name text not null
core.person.email text
core.person.phone text
core.person.title text
core.person.department_id uuid
core.person.site_id uuid
core.person.place_id uuid
core.person.manager_id uuid
core.person.custodian_id uuid
core.person.language text
core.person.external_key text
core.person.is_active boolean not null default true
core.person.merged_into_id uuid
core.person.created_at timestamp with time zone not null default now()
core.person.updated_at timestamp with time zone not null default now()
core.person.sort_name text default core.fold(name)
core.person.extension text
core.person.badge text
core.person.words text default (((((((((' '::text || core.fold(name)) || ' '::text) || core.fold(COALESCE(email, ''::text))) || ' '::text) || regexp_replace(COALESCE(phone, ''::text), '[^0-9]'::text, ''::text, 'g'::text)) || ' '::text) || core.fold(COALESCE(extension, "substring"(phone, '(?i)(?:ext|x)[. ]*([0-9]{2,10}) *$'::text), ''::text))) || ' '::text) || core.fold(COALESCE(badge, ''::text)))
core.person.erased_at timestamp with time zone
core.person_skill.org_id uuid not null
core.person_skill.person_id uuid not null
core.person_skill.skill_id uuid not null
core.person_skill.level smallint not null default 1
core.place.org_id uuid not null
core.place.id uuid not null
core.place.site_id uuid
core.place.department_id uuid
core.place.name text not null
core.place.archived_at timestamp with time zone
core.provider_answer.org_id uuid not null
core.provider_answer.token_hash bytea not null
core.provider_answer.provider_id uuid not null
core.provider_answer.sealed bytea not null
core.provider_answer.expires_at timestamp with time zone not null
core.provider_session.org_id uuid not null
core.provider_session.session_id uuid not null
core.provider_session.provider_id uuid not null
core.provider_session.subject text not null
core.provider_session.sid text
core.provider_session.id_token_sealed bytea not null
core.record.org_id uuid not null
core.record.id uuid not null
core.record.kind text not null
core.record.number bigint not null
core.record.title text not null
core.record.state text not null
core.record.category text not null
core.record.priority smallint
core.record.team_id uuid
core.record.owner_id uuid
core.record.requester_id uuid
core.record.tags text[] not null default '{}'::text[]
core.record.audience text not null default 'parties'::text
core.record.due_at timestamp with time zone
core.record.version integer not null default 1
core.record.created_at timestamp with time zone not null
core.record.updated_at timestamp with time zone not null
core.record.outer_version integer
core.record.outer_updated_at timestamp with time zone
core.record.restriction text
core.recovery_code.org_id uuid not null
core.recovery_code.person_id uuid not null
core.recovery_code.code_hash bytea not null
core.recovery_code.used_at timestamp with time zone
core.role.org_id uuid not null
core.role.id uuid not null
core.role.key text not null
core.role.title text not null
core.role.family text not null default 'own'::text
core.role.summary text not null default ''::text
core.role.home text not null default 'portal'::text
core.role.permissions text[] not null default '{}'::text[]
core.role.duties jsonb not null default '[]'::jsonb
core.role.idle_minutes integer
core.role.is_builtin boolean not null default false
core.role.archived_at timestamp with time zone
core.role.needs_factor boolean not null default false
core.role_assignment.org_id uuid not null
core.role_assignment.id uuid not null
core.role_assignment.person_id uuid not null
core.role_assignment.role_id uuid not null
core.role_assignment.department_id uuid
core.role_assignment.valid_from timestamp with time zone not null default now()
core.role_assignment.valid_to timestamp with time zone
core.role_assignment.provider_id uuid
core.saml_provider.org_id uuid not null
core.saml_provider.provider_id uuid not null
core.saml_provider.sign_in_url text not null
core.saml_provider.sign_out_url text
core.saml_provider.certificates text[] not null
core.saml_provider.own_certificate text not null
core.saml_provider.signs_requests boolean not null
core.saml_provider.takes_unasked boolean not null
core.saml_provider.name_attribute text not null
core.saml_provider.email_attribute text not null
core.saml_provider.trusts_addresses boolean not null
core.saml_provider.next_certificate text
core.saved_view.org_id uuid not null
core.saved_view.id uuid not null
core.saved_view.kind text not null
core.saved_view.name text not null
core.saved_view.filter jsonb not null
core.saved_view.columns text[] not null default '{}'::text[]
core.saved_view.owner_id uuid not null
core.saved_view.is_shared boolean not null default false
core.saved_view.position integer not null default 0
core.saved_view.created_at timestamp with time zone not null
core.saved_view.sort text
core.saved_view.is_reversed boolean not null default false
core.search_entry.org_id uuid not null
core.search_entry.entry_id uuid not null
core.search_entry.record_id uuid not null
core.search_entry.kind text not null
core.search_entry.is_internal boolean not null
core.search_entry.at timestamp with time zone not null
core.search_entry.words tsvector not null
core.search_entry.seq bigint not null default nextval('core.search_entry_seq'::regclass)
core.search_miss.org_id uuid not null
core.search_miss.words text not null
core.search_miss.times integer not null default 1
core.search_miss.first_at timestamp with time zone not null
core.search_miss.last_at timestamp with time zone not null
core.search_miss_word.org_id uuid not null
core.search_miss_word.hash bytea not null
core.search_miss_word.people smallint[] not null
core.search_miss_word.last_at timestamp with time zone not null
core.search_progress.is_only boolean not null default true
core.search_progress.counted_seq bigint not null default 0
core.search_progress.seen_seq bigint not null default 0
core.search_total.org_id uuid not null
core.search_total.entries bigint not null
core.search_total.few_entries bigint not null default 0
core.search_total.lengths bigint not null default 0
core.search_total.few_lengths bigint not null default 0
core.search_word.org_id uuid not null
core.search_word.word text not null
core.search_word.uses integer not null
core.search_word.few_uses integer not null default 0
core.searched.org_id uuid not null
core.searched.line_id uuid not null
core.searched.at timestamp with time zone not null
core.searched.words text not null
core.searched.sealed_by text[] not null default '{}'::text[]
core.second_factor.org_id uuid not null
core.second_factor.person_id uuid not null
core.second_factor.secret_sealed bytea not null
core.second_factor.confirmed_at timestamp with time zone
core.second_factor.last_step bigint not null default 0
core.session.org_id uuid not null
core.session.id uuid not null
core.session.token_hash bytea not null
core.session.person_id uuid not null
core.session.user_agent text not null default ''::text
core.session.address text not null default ''::text
core.session.idle_minutes integer not null
core.session.created_at timestamp with time zone not null
core.session.last_active_at timestamp with time zone not null
core.session.expires_at timestamp with time zone not null
core.session.stepped_up_at timestamp with time zone
core.session.is_pending boolean not null default false
core.session.ended_at timestamp with time zone
core.session.is_strong boolean not null default false
core.shown_message.org_id uuid not null
core.shown_message.record_id uuid not null
core.shown_message.message_id uuid not null
core.shown_message.shown_at timestamp with time zone not null
core.site.org_id uuid not null
core.site.id uuid not null
core.site.name text not null
core.site.archived_at timestamp with time zone
core.skill.org_id uuid not null
core.skill.id uuid not null
core.skill.name text not null
core.skill.archived_at timestamp with time zone
core.spent_challenge.org_id uuid not null
core.spent_challenge.hash bytea not null
core.spent_challenge.expires_at timestamp with time zone not null
core.synonym.org_id uuid not null
core.synonym.id uuid not null
core.synonym.words text[] not null
core.team.org_id uuid not null
core.team.id uuid not null
core.team.name text not null
core.team.tier smallint not null default 1
core.team.email text
core.team.archived_at timestamp with time zone
core.team_member.org_id uuid not null
core.team_member.team_id uuid not null
core.team_member.person_id uuid not null
core.team_member.is_lead boolean not null default false
core.team_skill.org_id uuid not null
core.team_skill.team_id uuid not null
core.team_skill.skill_id uuid not null
core.throttle.org_id uuid not null
core.throttle.key text not null
core.throttle.window_at timestamp with time zone not null
core.throttle.tries integer not null default 1
core.watcher.org_id uuid not null
core.watcher.record_id uuid not null
core.watcher.person_id uuid not null
core.watcher.is_participant boolean not null default false
core.watcher.created_at timestamp with time zone not null
core.workstation.org_id uuid not null
core.workstation.id uuid not null
core.workstation.place_id uuid
core.workstation.name text not null
core.workstation.is_shared boolean not null default false
core.workstation.archived_at timestamp with time zone
escalation.alarm.org_id uuid not null
escalation.alarm.wakes_at timestamp with time zone not null
escalation.calendar.org_id uuid not null
escalation.calendar.id uuid not null
escalation.calendar.name text not null
escalation.calendar.version integer not null default 1
escalation.calendar.archived_at timestamp with time zone
escalation.calendar_use.org_id uuid not null
escalation.calendar_use.scope_id uuid not null
escalation.calendar_use.calendar_id uuid not null
escalation.calendar_use.site_id uuid
escalation.calendar_use.team_id uuid
escalation.calendar_version.org_id uuid not null
escalation.calendar_version.id uuid not null
escalation.calendar_version.calendar_id uuid not null
escalation.calendar_version.number integer not null
escalation.calendar_version.rules jsonb not null
escalation.calendar_version.created_by uuid
escalation.calendar_version.created_at timestamp with time zone not null
escalation.climb.org_id uuid not null
escalation.climb.ticket_id uuid not null
escalation.climb.version_id uuid
escalation.climb.filed_at timestamp with time zone not null
escalation.climb.team_at timestamp with time zone not null
escalation.climb.filings integer not null
escalation.climb.movings integer not null
escalation.clock.org_id uuid not null
escalation.clock.ticket_id uuid not null
escalation.clock.kind text not null
escalation.clock.round integer not null
escalation.clock.state text not null
escalation.clock.policy_version_id uuid not null
escalation.clock.calendar_version_id uuid not null
escalation.clock.target_minutes integer not null
escalation.clock.warn_percent integer
escalation.clock.started_at timestamp with time zone not null
escalation.clock.ended_at timestamp with time zone
escalation.clock.due_at timestamp with time zone
escalation.clock.warn_at timestamp with time zone
escalation.clock.warned_at timestamp with time zone
escalation.clock.breached_at timestamp with time zone
escalation.clock.is_warning_fired boolean not null
escalation.clock.is_breach_fired boolean not null
escalation.clock.fires_at timestamp with time zone
escalation.clock.spans jsonb not null
escalation.clock.judged_at timestamp with time zone default COALESCE(breached_at,
CASE
    WHEN (state = 'met'::text) THEN ended_at
    ELSE NULL::timestamp with time zone
END)
escalation.cover.org_id uuid not null
escalation.cover.id uuid not null
escalation.cover.layer_id uuid not null
escalation.cover.person_id uuid not null
escalation.cover.starts_at timestamp with time zone not null
escalation.cover.ends_at timestamp with time zone not null
escalation.cover.swap_id uuid
escalation.cover.created_by uuid
escalation.cover.created_at timestamp with time zone not null
escalation.following.org_id uuid not null
escalation.following.ticket_id uuid not null
escalation.following.policy_version_id uuid
escalation.following.calendar_version_id uuid
escalation.following.has_response boolean not null
escalation.following.is_awaited boolean not null
escalation.handover_note.org_id uuid not null
escalation.handover_note.id uuid not null
escalation.handover_note.team_id uuid not null
escalation.handover_note.author_id uuid not null
escalation.handover_note.body text not null
escalation.handover_note.created_at timestamp with time zone not null
escalation.ladder.org_id uuid not null
escalation.ladder.id uuid not null
escalation.ladder.name text not null
escalation.ladder.position integer not null
escalation.ladder.version integer not null default 1
escalation.ladder.archived_at timestamp with time zone
escalation.ladder_alarm.org_id uuid not null
escalation.ladder_alarm.wakes_at timestamp with time zone not null
escalation.ladder_version.org_id uuid not null
escalation.ladder_version.id uuid not null
escalation.ladder_version.ladder_id uuid not null
escalation.ladder_version.number integer not null
escalation.ladder_version.rules jsonb not null
escalation.ladder_version.created_by uuid
escalation.ladder_version.created_at timestamp with time zone not null
escalation.page.org_id uuid not null
escalation.page.id uuid not null
escalation.page.record_id uuid not null
escalation.page.team_id uuid not null
escalation.page.by_id uuid not null
escalation.page.message_id uuid not null
escalation.page.state text not null
escalation.page.acknowledge_minutes integer not null
escalation.page.step integer not null default 1
escalation.page.due_at timestamp with time zone
escalation.page.created_at timestamp with time zone not null
escalation.page.acknowledged_by uuid
escalation.page.acknowledged_at timestamp with time zone
escalation.page_call.org_id uuid not null
escalation.page_call.page_id uuid not null
escalation.page_call.person_id uuid not null
escalation.page_call.step integer not null
escalation.page_call.because text not null
escalation.page_call.layer text
escalation.page_call.called_at timestamp with time zone not null
escalation.policy.org_id uuid not null
escalation.policy.id uuid not null
escalation.policy.name text not null
escalation.policy.position integer not null
escalation.policy.version integer not null default 1
escalation.policy.calendar_id uuid
escalation.policy.archived_at timestamp with time zone
escalation.policy_version.org_id uuid not null
escalation.policy_version.id uuid not null
escalation.policy_version.policy_id uuid not null
escalation.policy_version.number integer not null
escalation.policy_version.rules jsonb not null
escalation.policy_version.created_by uuid
escalation.policy_version.created_at timestamp with time zone not null
escalation.push_device.org_id uuid not null
escalation.push_device.id uuid not null
escalation.push_device.person_id uuid not null
escalation.push_device.endpoint text not null
escalation.push_device.p256dh text not null
escalation.push_device.auth text not null
escalation.push_device.name text not null
escalation.push_device.created_at timestamp with time zone not null
escalation.push_device.rung_at timestamp with time zone
escalation.recount.org_id uuid not null
escalation.recount.id uuid not null
escalation.recount.total integer not null default 0
escalation.recount.done integer not null default 0
escalation.recount.changed integer not null default 0
escalation.recount.after_id uuid
escalation.recount.started_by uuid
escalation.recount.started_at timestamp with time zone not null
escalation.recount.finished_at timestamp with time zone
escalation.recount.covers text not null default 'open'::text
escalation.rota.org_id uuid not null
escalation.rota.team_id uuid not null
escalation.rota.is_always boolean not null default true
escalation.rota.acknowledge_minutes integer not null default 10
escalation.rota.version integer not null default 1
escalation.rota.updated_by uuid
escalation.rota.updated_at timestamp with time zone not null
escalation.rota.calendar_id uuid
escalation.rota.changes integer not null default 0
escalation.rota_layer.org_id uuid not null
escalation.rota_layer.id uuid not null
escalation.rota_layer.team_id uuid not null
escalation.rota_layer.position smallint not null
escalation.rota_layer.name text not null
escalation.rota_layer.time_zone text not null
escalation.rota_layer.hours jsonb not null default '[]'::jsonb
escalation.rota_layer.on_holidays text not null default 'always'::text
escalation.rotation.org_id uuid not null
escalation.rotation.id uuid not null
escalation.rotation.layer_id uuid not null
escalation.rotation.from_date date not null
escalation.rotation.to_date date
escalation.rotation.handover_weekday smallint
escalation.rotation.handover_minute smallint not null
escalation.rotation.length_days smallint not null
escalation.rotation_person.org_id uuid not null
escalation.rotation_person.rotation_id uuid not null
escalation.rotation_person.position smallint not null
escalation.rotation_person.person_id uuid not null
escalation.rung.org_id uuid not null
escalation.rung.ticket_id uuid not null
escalation.rung.step_id uuid not null
escalation.rung.cause text not null
escalation.rung.version_id uuid not null
escalation.rung.position integer not null
escalation.rung.state text not null
escalation.rung.due_at timestamp with time zone not null
escalation.rung.is_by_hand boolean not null default false
escalation.rung.tries integer not null default 0
escalation.rung.why text
escalation.rung.ended_at timestamp with time zone
escalation.self_assignment.org_id uuid not null
escalation.self_assignment.ticket_id uuid not null
escalation.self_assignment.cause text not null
escalation.self_assignment.person_id uuid
escalation.self_assignment.created_at timestamp with time zone not null
escalation.swap.org_id uuid not null
escalation.swap.id uuid not null
escalation.swap.layer_id uuid not null
escalation.swap.asker_id uuid not null
escalation.swap.asked_id uuid not null
escalation.swap.starts_at timestamp with time zone not null
escalation.swap.ends_at timestamp with time zone not null
escalation.swap.back_starts_at timestamp with time zone
escalation.swap.back_ends_at timestamp with time zone
escalation.swap.state text not null
escalation.swap.created_at timestamp with time zone not null
escalation.swap.answered_at timestamp with time zone
escalation.team_assignment.org_id uuid not null
escalation.team_assignment.team_id uuid not null
escalation.team_assignment.mode text not null
escalation.team_assignment.open_max integer
escalation.team_assignment.updated_by uuid
escalation.team_assignment.updated_at timestamp with time zone not null
escalation.webhook.org_id uuid not null
escalation.webhook.team_id uuid not null
escalation.webhook.url text not null
escalation.webhook.secret bytea not null
escalation.webhook.updated_by uuid not null
escalation.webhook.updated_at timestamp with time zone not null
escalation.webhook_delivery.org_id uuid not null
escalation.webhook_delivery.id uuid not null
escalation.webhook_delivery.team_id uuid not null
escalation.webhook_delivery.page_id uuid not null
escalation.webhook_delivery.step integer not null
escalation.webhook_delivery.state text not null
escalation.webhook_delivery.tries integer not null default 0
escalation.webhook_delivery.due_at timestamp with time zone
escalation.webhook_delivery.last_error text
escalation.webhook_delivery.created_at timestamp with time zone not null
escalation.webhook_delivery.ended_at timestamp with time zone
incidents.affected_place.org_id uuid not null
incidents.affected_place.incident_id uuid not null
incidents.affected_place.place_id uuid not null
incidents.duty.org_id uuid not null
incidents.duty.id uuid not null
incidents.duty.incident_id uuid not null
incidents.duty.role text not null
incidents.duty.person_id uuid not null
incidents.duty.given_by uuid not null
incidents.duty.began_at timestamp with time zone not null
incidents.duty.ended_at timestamp with time zone
incidents.incident.org_id uuid not null
incidents.incident.id uuid not null
incidents.incident.proposed_by uuid not null
incidents.incident.why text not null
incidents.incident.ended_why text
incidents.incident.applications text[] not null default '{}'::text[]
incidents.incident.category_id uuid
incidents.incident.bridge_url text
incidents.incident.began_at timestamp with time zone not null
incidents.incident.declared_at timestamp with time zone
incidents.incident.resolved_at timestamp with time zone
incidents.incident.closed_at timestamp with time zone
incidents.incident.next_update_at timestamp with time zone
incidents.incident.reminded_of timestamp with time zone
incidents.incident.what_happened text not null default ''::text
incidents.incident.impact text not null default ''::text
incidents.incident.went_well text not null default ''::text
incidents.review_action.org_id uuid not null
incidents.review_action.id uuid not null
incidents.review_action.incident_id uuid not null
incidents.review_action.title text not null
incidents.review_action.owner_id uuid not null
incidents.review_action.due_on date
incidents.review_action.ticket_id uuid
incidents.review_action.declined_why text
incidents.review_action.created_at timestamp with time zone not null
incidents.round.org_id uuid not null
incidents.round.id uuid not null
incidents.round.incident_id uuid not null
incidents.round.body text not null
incidents.round.code text
incidents.round.made_by uuid not null
incidents.round.created_at timestamp with time zone not null
incidents.round_ticket.org_id uuid not null
incidents.round_ticket.round_id uuid not null
incidents.round_ticket.ticket_id uuid not null
incidents.round_ticket.told_at timestamp with time zone
incidents.round_ticket.ended_at timestamp with time zone
incidents.round_ticket.refused text
incidents.round_ticket.is_done boolean not null default false
incidents.update.org_id uuid not null
incidents.update.id uuid not null
incidents.update.incident_id uuid not null
incidents.update.reporter_body text not null
incidents.update.state text not null
incidents.update.created_at timestamp with time zone not null
knowledge.article.org_id uuid not null
knowledge.article.id uuid not null
knowledge.article.audience text not null
knowledge.article.application text
knowledge.article.category text
knowledge.article.body text not null
knowledge.article.published_version integer
knowledge.article.latest_version integer not null default 1
knowledge.article.review_at timestamp with time zone
knowledge.article.imported_key text
knowledge.article.draft_entry_id uuid not null default gen_random_uuid()
knowledge.article.published_at timestamp with time zone
knowledge.article.validated_version integer
knowledge.article.article_kind text not null default 'how_to'::text
knowledge.article.category_id uuid
knowledge.article.role_ids uuid[] not null default '{}'::uuid[]
knowledge.article.department_ids uuid[] not null default '{}'::uuid[]
knowledge.article.review_interval_days integer not null default 365
knowledge.article.reviewed_at timestamp with time zone
knowledge.article.reminded smallint not null default 0
knowledge.article.is_from_ticket boolean not null default false
knowledge.comment.org_id uuid not null
knowledge.comment.id uuid not null
knowledge.comment.article_id uuid not null
knowledge.comment.author_id uuid not null
knowledge.comment.purpose text not null
knowledge.comment.is_internal boolean not null
knowledge.comment.body text not null
knowledge.comment.created_at timestamp with time zone not null
knowledge.comment.removed_at timestamp with time zone
knowledge.comment.removed_by uuid
knowledge.duplicate.org_id uuid not null
knowledge.duplicate.article_id uuid not null
knowledge.duplicate.other_id uuid not null
knowledge.duplicate.likeness real not null
knowledge.duplicate.dismissed_by uuid
knowledge.duplicate.dismissed_at timestamp with time zone
knowledge.duplicate.found_at timestamp with time zone not null
knowledge.exchange_file.org_id uuid not null
knowledge.exchange_file.article_id uuid not null
knowledge.exchange_file.key text
knowledge.exchange_file.source text not null
knowledge.exchange_file.path text not null
knowledge.exchange_file.foreign_front_matter text not null default ''::text
knowledge.exchange_file.assets jsonb not null default '{}'::jsonb
knowledge.exchange_file.sha256 text not null
knowledge.exchange_file.broken_links integer not null default 0
knowledge.exchange_file.imported_version integer not null
knowledge.exchange_file.imported_at timestamp with time zone not null
knowledge.exchange_run.org_id uuid not null
knowledge.exchange_run.id uuid not null
knowledge.exchange_run.file_name text not null
knowledge.exchange_run.size_bytes bigint not null
knowledge.exchange_run.source text not null
knowledge.exchange_run.state text not null
knowledge.exchange_run.settings jsonb not null default '{}'::jsonb
knowledge.exchange_run.report jsonb not null default '{}'::jsonb
knowledge.exchange_run.done integer not null default 0
knowledge.exchange_run.total integer not null default 0
knowledge.exchange_run.failure text
knowledge.exchange_run.created_by uuid not null
knowledge.exchange_run.created_at timestamp with time zone not null
knowledge.exchange_run.updated_at timestamp with time zone not null
knowledge.feedback.org_id uuid not null
knowledge.feedback.article_id uuid not null
knowledge.feedback.person_id uuid not null
knowledge.feedback.is_helpful boolean not null
knowledge.feedback.comment text not null default ''::text
knowledge.feedback.created_at timestamp with time zone not null
knowledge.flag.org_id uuid not null
knowledge.flag.id uuid not null
knowledge.flag.article_id uuid not null
knowledge.flag.version integer not null
knowledge.flag.reporter_id uuid not null
knowledge.flag.reason text not null
knowledge.flag.body text not null default ''::text
knowledge.flag.created_at timestamp with time zone not null
knowledge.flag.answer text
knowledge.flag.answered_by uuid
knowledge.flag.answered_at timestamp with time zone
knowledge.form_read.org_id uuid not null
knowledge.form_read.form_id uuid not null
knowledge.form_read.article_id uuid not null
knowledge.form_read.person_id uuid not null
knowledge.form_read.at timestamp with time zone not null
knowledge.gap.org_id uuid not null
knowledge.gap.id uuid not null
knowledge.gap.title text not null
knowledge.gap.terms text[] not null
knowledge.gap.tickets integer not null
knowledge.gap.first_at timestamp with time zone not null
knowledge.gap.last_at timestamp with time zone not null
knowledge.gap.state text not null
knowledge.gap.reason text
knowledge.gap.dismissed_by uuid
knowledge.gap.dismissed_at timestamp with time zone
knowledge.gap.found_at timestamp with time zone not null
knowledge.gap_ticket.org_id uuid not null
knowledge.gap_ticket.gap_id uuid not null
knowledge.gap_ticket.ticket_id uuid not null
knowledge.look.org_id uuid not null
knowledge.look.article_id uuid not null
knowledge.look.version integer not null
knowledge.look.person_id uuid not null
knowledge.look.at timestamp with time zone not null
knowledge.measure.org_id uuid not null
knowledge.measure.article_id uuid not null
knowledge.measure.views_90_days integer not null
knowledge.measure.last_viewed_on date
knowledge.measure.form_reads integer not null
knowledge.measure.deflections integer not null
knowledge.measure.links integer not null
knowledge.measure.judged integer not null
knowledge.measure.kept integer not null
knowledge.measure.judged_before integer not null
knowledge.measure.kept_before integer not null
knowledge.measure.did_not_help integer not null
knowledge.measure.computed_at timestamp with time zone not null
knowledge.measure_setting.org_id uuid not null
knowledge.measure_setting.reopen_days integer not null
knowledge.measure_setting.updated_by uuid not null
knowledge.measure_setting.updated_at timestamp with time zone not null
knowledge.moved.org_id uuid not null
knowledge.moved.article_id uuid not null
knowledge.moved.into_id uuid not null
knowledge.moved.moved_by uuid not null
knowledge.moved.moved_at timestamp with time zone not null
knowledge.template.org_id uuid not null
knowledge.template.article_kind text not null
knowledge.template.body text not null
knowledge.template.updated_by uuid not null
knowledge.template.updated_at timestamp with time zone not null
knowledge.use.org_id uuid not null
knowledge.use.ticket_id uuid not null
knowledge.use.article_id uuid not null
knowledge.use.version integer not null
knowledge.use.person_id uuid not null
knowledge.use.verdict text not null
knowledge.use.at timestamp with time zone not null
knowledge.version.org_id uuid not null
knowledge.version.article_id uuid not null
knowledge.version.version integer not null
knowledge.version.title text not null
knowledge.version.body text not null
knowledge.version.author_id uuid
knowledge.version.note text not null default ''::text
knowledge.version.created_at timestamp with time zone not null
knowledge.view.org_id uuid not null
knowledge.view.article_id uuid not null
knowledge.view.day date not null
knowledge.view.views integer not null default 1
notices.calendar_feed.org_id uuid not null
notices.calendar_feed.person_id uuid not null
notices.calendar_feed.token_hash bytea not null
notices.calendar_feed.parts text[] not null
notices.calendar_feed.created_at timestamp with time zone not null
notices.calendar_feed.used_at timestamp with time zone
notices.choice.org_id uuid not null
notices.choice.person_id uuid not null
notices.choice.kind text not null
notices.choice.in_app boolean not null
notices.choice.mail text not null
notices.choice.push boolean not null
notices.event_choice.org_id uuid not null
notices.event_choice.person_id uuid not null
notices.event_choice.kind text not null
notices.event_choice.reason text not null
notices.event_choice.in_app boolean not null
notices.event_choice.mail text not null
notices.event_choice.push boolean not null
notices.muted_record.org_id uuid not null
notices.muted_record.person_id uuid not null
notices.muted_record.record_id uuid not null
notices.muted_record.muted_at timestamp with time zone not null
notices.setting.org_id uuid not null
notices.setting.person_id uuid not null
notices.setting.time_zone text
notices.setting.quiet_from smallint
notices.setting.quiet_to smallint
notices.setting.quiet_days smallint[] not null default '{1,2,3,4,5,6,7}'::smallint[]
notices.setting.digest text not null default 'daily'::text
notices.setting.digest_at smallint not null default 420
notices.waiting.org_id uuid not null
notices.waiting.notification_id uuid not null
notices.waiting.channel text not null
notices.waiting.person_id uuid not null
notices.waiting.kind text not null
notices.waiting.due_at timestamp with time zone not null
notices.waiting.done_at timestamp with time zone
notices.waiting.outcome text
notices.waiting.mail_id uuid
platform.backup.at timestamp with time zone not null
platform.backup.size_bytes bigint not null
platform.backup.product text not null
platform.epoch.is_only boolean not null default true
platform.epoch.epoch integer not null
platform.epoch.server text not null
platform.migration.name text not null
platform.migration.sha256 text not null
platform.migration.applied_at timestamp with time zone not null default now()
privacy.allowed.org_id uuid not null
privacy.allowed.phrase text not null
privacy.allowed.kind text not null
privacy.allowed.created_by uuid
privacy.allowed.created_at timestamp with time zone not null
privacy.covered.org_id uuid not null
privacy.covered.finding_id uuid not null
privacy.covered.words text not null
privacy.erasure.org_id uuid not null
privacy.erasure.id uuid not null
privacy.erasure.number integer not null
privacy.erasure.person_id uuid not null
privacy.erasure.reason text not null
privacy.erasure.state text not null
privacy.erasure.asked_by uuid not null
privacy.erasure.asked_at timestamp with time zone not null
privacy.erasure.decided_by uuid
privacy.erasure.decided_at timestamp with time zone
privacy.erasure.place uuid
privacy.erasure.records integer not null default 0
privacy.erasure.left_in jsonb
privacy.erasure.done_at timestamp with time zone
privacy.erasure.stage text not null default 'own'::text
privacy.erasure.sealed bytea
privacy.erasure.kept integer not null default 0
privacy.erasure.looked jsonb
privacy.erasure.holds uuid[] default '{}'::uuid[]
privacy.erasure.failed_at timestamp with time zone
privacy.export.org_id uuid not null
privacy.export.id uuid not null
privacy.export.person_id uuid not null
privacy.export.asked_by uuid not null
privacy.export.reason text
privacy.export.asked_at timestamp with time zone not null
privacy.file.org_id uuid not null
privacy.file.attachment_id uuid not null
privacy.file.state text not null
privacy.file.examined_at timestamp with time zone
privacy.finding.org_id uuid not null
privacy.finding.id uuid not null
privacy.finding.mask text
privacy.finding.kind text not null
privacy.finding.score real not null
privacy.finding.state text not null default 'suspected'::text
privacy.finding.record_id uuid
privacy.finding.attachment_id uuid
privacy.finding.is_internal boolean not null
privacy.finding.action text not null
privacy.finding.field text not null
privacy.finding.span_from integer not null
privacy.finding.span_to integer not null
privacy.finding.writer_id uuid
privacy.finding.created_at timestamp with time zone not null
privacy.finding.decided_at timestamp with time zone
privacy.finding.decided_by uuid
privacy.finding.team_id uuid
privacy.hold.org_id uuid not null
privacy.hold.id uuid not null
privacy.hold.person_id uuid
privacy.hold.record_id uuid
privacy.hold.reason text not null
privacy.hold.placed_by uuid not null
privacy.hold.placed_at timestamp with time zone not null
privacy.hold.lifted_by uuid
privacy.hold.lifted_at timestamp with time zone
privacy.reveal.org_id uuid not null
privacy.reveal.id uuid not null
privacy.reveal.person_id uuid not null
privacy.reveal.record_id uuid
privacy.reveal.attachment_id uuid
privacy.reveal.reason text not null
privacy.reveal.created_at timestamp with time zone not null
privacy.reveal.team_id uuid
privacy.setting.org_id uuid not null
privacy.setting.version integer not null default 1
privacy.setting.is_on boolean not null
privacy.setting.kinds text[] not null
privacy.setting.threshold real not null
privacy.setting.formats text[] not null
privacy.setting.context_words text[] not null
privacy.setting.needs_second boolean not null default false
privacy.setting.harmless_words text[] not null default '{}'::text[]
privacy.setting.second_off_by uuid
privacy.setting.second_off_at timestamp with time zone
reporting.article_topic.org_id uuid
reporting.article_topic.article_id uuid
reporting.article_topic.application text
reporting.article_topic.category_id uuid
reporting.call.org_id uuid
reporting.call.ticket_id uuid
reporting.call.page_id uuid
reporting.call.person_id uuid
reporting.call.called_at timestamp with time zone
reporting.call.acknowledged_at timestamp with time zone
reporting.hand.org_id uuid
reporting.hand.ticket_id uuid
reporting.hand.direction text
reporting.hand.from_team_id uuid
reporting.hand.to_team_id uuid
reporting.hand.created_at timestamp with time zone
reporting.imported_ticket.org_id uuid
reporting.imported_ticket.ticket_id uuid
reporting.imported_ticket.origin text
reporting.imported_ticket.made_target text
reporting.outage.org_id uuid
reporting.outage.incident_id uuid
reporting.outage.category_id uuid
reporting.outage.began_at timestamp with time zone
reporting.outage.resolved_at timestamp with time zone
reporting.outage.applications text[]
reporting.request.org_id uuid
reporting.request.ticket_id uuid
reporting.request.item_id uuid
reporting.resolution.org_id uuid
reporting.resolution.ticket_id uuid
reporting.resolution.resolved_at timestamp with time zone
reporting.solution.org_id uuid
reporting.solution.ticket_id uuid
reporting.solution.resolved_at timestamp with time zone
reporting.solution.rating smallint
reporting.solution.is_asked boolean
reporting.solution.is_answered boolean
reporting.solution.reopened_count integer
reporting.solution.team_id uuid
reporting.solution_article.org_id uuid
reporting.solution_article.ticket_id uuid
reporting.solution_article.reopened_count integer
reporting.solution_article.article_id uuid
reporting.target.org_id uuid
reporting.target.ticket_id uuid
reporting.target.kind text
reporting.target.round integer
reporting.target.policy_id uuid
reporting.target.state text
reporting.target.due_at timestamp with time zone
reporting.target.judged_at timestamp with time zone
reporting.target.is_missed boolean
reporting.target.was_unassigned boolean
reporting.target.was_untouched boolean
reporting.target.had_waited boolean
reporting.target.was_passed_on boolean
reporting.target.was_bounced boolean
reporting.target.was_outside_hours boolean
reporting.ticket_category.org_id uuid
reporting.ticket_category.id uuid
reporting.ticket_category.name text
reporting.ticket_topic.org_id uuid
reporting.ticket_topic.ticket_id uuid
reporting.ticket_topic.ticket_kind text
reporting.ticket_topic.resolution_code text
reporting.ticket_topic.application text
reporting.ticket_topic.category_id uuid
reporting.ticket_topic.application_name text
restriction.glass.org_id uuid not null
restriction.glass.id uuid not null
restriction.glass.record_id uuid not null
restriction.glass.person_id uuid not null
restriction.glass.admission_id uuid not null
restriction.glass.broken_at timestamp with time zone not null
restriction.glass.review_due_at timestamp with time zone not null
restriction.glass.reminded_at timestamp with time zone
restriction.glass.verdict text
restriction.glass.note text
restriction.glass.reviewed_by_id uuid
restriction.glass.reviewed_at timestamp with time zone
restriction.reason.org_id uuid not null
restriction.reason.id uuid not null
restriction.reason.record_id uuid not null
restriction.reason.admission_id uuid
restriction.reason.level text
restriction.reason.by_id uuid not null
restriction.reason.at timestamp with time zone not null
restriction.reason.body text not null
restriction.setting.org_id uuid not null
restriction.setting.version integer not null default 1
restriction.setting.glass_minutes integer not null
restriction.setting.review_hours integer not null
rules.alarm.org_id uuid not null
rules.alarm.wakes_at timestamp with time zone not null
rules.deed.org_id uuid not null
rules.deed.firing_id uuid not null
rules.deed.position smallint not null
rules.deed.outcome text not null
rules.deed.why text
rules.deed.done_at timestamp with time zone not null
rules.firing.org_id uuid not null
rules.firing.id uuid not null
rules.firing.rule_id uuid not null
rules.firing.version_id uuid not null
rules.firing.ticket_id uuid not null
rules.firing.task_id uuid not null
rules.firing.happened text not null
rules.firing.chain uuid[] not null default '{}'::uuid[]
rules.firing.held integer[] not null default '{}'::integer[]
rules.firing.fired_at timestamp with time zone not null
rules.firing.finished_at timestamp with time zone
rules.rule.org_id uuid not null
rules.rule.id uuid not null
rules.rule.name text not null
rules.rule.position integer not null
rules.rule.version integer not null default 1
rules.rule.is_on boolean not null default false
rules.rule.keeper_id uuid not null
rules.rule.stopped_at timestamp with time zone
rules.rule.stopped_because text
rules.rule.archived_at timestamp with time zone
rules.rule.daily_at timestamp with time zone
rules.rule.daily_after uuid
rules.rule_version.org_id uuid not null
rules.rule_version.id uuid not null
rules.rule_version.rule_id uuid not null
rules.rule_version.number integer not null
rules.rule_version.statement jsonb not null
rules.rule_version.created_by uuid
rules.rule_version.created_at timestamp with time zone not null
rules.task.org_id uuid not null
rules.task.id uuid not null
rules.task.ticket_id uuid not null
rules.task.happened text[] not null
rules.task.rule_id uuid
rules.task.due_at timestamp with time zone
rules.task.chain uuid[] not null default '{}'::uuid[]
rules.task.looked uuid[] not null default '{}'::uuid[]
rules.task.created_at timestamp with time zone not null
rules.timer.org_id uuid not null
rules.timer.rule_id uuid not null
rules.timer.ticket_id uuid not null
rules.timer.due_at timestamp with time zone not null
rules.timer.chain uuid[] not null default '{}'::uuid[]
rules.trial.org_id uuid not null
rules.trial.id uuid not null
rules.trial.rule_id uuid
rules.trial.statement jsonb not null
rules.trial.since timestamp with time zone not null
rules.trial.total integer not null default 0
rules.trial.done integer not null default 0
rules.trial.firings integer not null default 0
rules.trial.tickets integer not null default 0
rules.trial.hits jsonb not null default '[]'::jsonb
rules.trial.after_id uuid
rules.trial.started_by uuid not null
rules.trial.started_at timestamp with time zone not null
rules.trial.finished_at timestamp with time zone
safety.control.org_id uuid not null
safety.control.id uuid not null
safety.control.hazard_id uuid not null
safety.control.body text not null
safety.control.state text not null
safety.control.owner_id uuid
safety.control.due_on date
safety.control.created_at timestamp with time zone not null
safety.event.org_id uuid not null
safety.event.id uuid not null
safety.event.ticket_id uuid not null
safety.event.outcome text not null
safety.event.description text not null
safety.event.reported_by uuid not null
safety.event.reported_at timestamp with time zone not null
safety.event.due_at timestamp with time zone not null
safety.event.is_late_told boolean not null default false
safety.event.assessed_at timestamp with time zone
safety.event.severity smallint
safety.event.likelihood smallint
safety.event.findings text
safety.event.reason text
safety.hazard.org_id uuid not null
safety.hazard.id uuid not null
safety.hazard.cause text not null
safety.hazard.effect text not null
safety.hazard.severity smallint not null
safety.hazard.likelihood smallint not null
safety.hazard.severity_after smallint
safety.hazard.likelihood_after smallint
safety.hazard.reason text
safety.hazard_record.org_id uuid not null
safety.hazard_record.hazard_id uuid not null
safety.hazard_record.record_id uuid not null
safety.note.org_id uuid not null
safety.note.id uuid not null
safety.note.event_id uuid not null
safety.note.author_id uuid not null
safety.note.body text not null
safety.note.created_at timestamp with time zone not null
safety.numbering.org_id uuid not null
safety.numbering.kind text not null
safety.numbering.last integer not null
safety.setting.org_id uuid not null
safety.setting.version integer not null default 1
safety.setting.hours jsonb not null
safety.setting.matrix jsonb not null
safety.setting.owner_id uuid
surveys.invitation.org_id uuid not null
surveys.invitation.id uuid not null
surveys.invitation.ticket_id uuid not null
surveys.invitation.person_id uuid not null
surveys.invitation.due_at timestamp with time zone not null
surveys.invitation.sent_at timestamp with time zone
surveys.invitation.expires_at timestamp with time zone
surveys.invitation.answered_at timestamp with time zone
surveys.invitation.dropped text
surveys.invitation.reopened_count integer not null
surveys.low_answer.org_id uuid not null
surveys.low_answer.ticket_id uuid not null
surveys.low_answer.reopened_count integer not null
surveys.low_answer.deed text not null
surveys.low_answer.created_at timestamp with time zone not null
surveys.low_answer.done_at timestamp with time zone
surveys.setting.org_id uuid not null
surveys.setting.version integer not null default 1
surveys.setting.is_on boolean not null
surveys.setting.delay_hours integer not null
surveys.setting.share_percent smallint not null
surveys.setting.shares jsonb not null default '[]'::jsonb
surveys.setting.person_days integer not null
surveys.setting.link_days integer not null
surveys.setting.low_score smallint not null
surveys.setting.low_deed text not null
surveys.solution.org_id uuid not null
surveys.solution.ticket_id uuid not null
surveys.solution.reopened_count integer not null
surveys.solution.rating smallint
surveys.solution.resolved_at timestamp with time zone not null
surveys.solution.team_id uuid
surveys.solution.owner_id uuid
surveys.solution.category_id uuid
surveys.solution.article_ids uuid[] not null default '{}'::uuid[]
tickets.category.org_id uuid not null
tickets.category.id uuid not null
tickets.category.parent_id uuid
tickets.category.name text not null
tickets.category.archived_at timestamp with time zone
tickets.checklist.org_id uuid not null
tickets.checklist.id uuid not null
tickets.checklist.ticket_id uuid not null
tickets.checklist.title text not null
tickets.checklist.is_shown boolean not null default false
tickets.checklist.created_at timestamp with time zone not null
tickets.checklist_item.org_id uuid not null
tickets.checklist_item.id uuid not null
tickets.checklist_item.checklist_id uuid not null
tickets.checklist_item.ticket_id uuid not null
tickets.checklist_item.position integer not null
tickets.checklist_item.title text not null
tickets.checklist_item.is_task boolean not null default false
tickets.checklist_item.team_id uuid
tickets.checklist_item.assigned_to_id uuid
tickets.checklist_item.due_at timestamp with time zone
tickets.checklist_item.after_ids uuid[] not null default '{}'::uuid[]
tickets.checklist_item.task_id uuid
tickets.checklist_item.done_at timestamp with time zone
tickets.checklist_item.done_by_id uuid
tickets.checklist_template.org_id uuid not null
tickets.checklist_template.id uuid not null
tickets.checklist_template.name text not null
tickets.checklist_template.steps jsonb not null
tickets.checklist_template.is_shown boolean not null default false
tickets.checklist_template.archived_at timestamp with time zone
tickets.flow_day.org_id uuid not null
tickets.flow_day.day date not null
tickets.flow_day.tickets integer not null
tickets.flow_day.versions bigint not null
tickets.flow_day.resolved_last timestamp with time zone
tickets.flow_day.names uuid[] not null
tickets.flow_day.cells bytea not null
tickets.flow_fold.org_id uuid not null
tickets.flow_fold.time_zone text not null
tickets.flow_fold.folded_at timestamp with time zone not null
tickets.follow_up.org_id uuid not null
tickets.follow_up.id uuid not null
tickets.follow_up.ticket_id uuid not null
tickets.follow_up.person_id uuid not null
tickets.follow_up.team_id uuid
tickets.follow_up.due_at timestamp with time zone not null
tickets.follow_up.note text not null default ''::text
tickets.follow_up.created_at timestamp with time zone not null
tickets.follow_up.told_at timestamp with time zone
tickets.follow_up.done_at timestamp with time zone
tickets.follow_up.done_by uuid
tickets.fulfilment.org_id uuid not null
tickets.fulfilment.ticket_id uuid not null
tickets.fulfilment.steps jsonb not null
tickets.hand.org_id uuid not null
tickets.hand.id uuid not null
tickets.hand.ticket_id uuid not null
tickets.hand.direction text not null
tickets.hand.from_team_id uuid
tickets.hand.to_team_id uuid not null
tickets.hand.by_id uuid
tickets.hand.reason text not null
tickets.hand.tried text not null default ''::text
tickets.hand.created_at timestamp with time zone not null
tickets.heard_word.org_id uuid not null
tickets.heard_word.message_id uuid not null
tickets.label.org_id uuid not null
tickets.label.id uuid not null
tickets.label.code text not null
tickets.label.place_id uuid
tickets.label.workstation_id uuid
tickets.label.issued_at timestamp with time zone not null
tickets.label.revoked_at timestamp with time zone
tickets.merged_follower.org_id uuid not null
tickets.merged_follower.id uuid not null default gen_random_uuid()
tickets.merged_follower.ticket_id uuid not null
tickets.merged_follower.person_id uuid not null
tickets.merged_follower.was_watcher boolean not null
tickets.merged_follower.is_participant boolean not null default false
tickets.merging.org_id uuid not null
tickets.merging.ticket_id uuid not null
tickets.merging.state_before text not null
tickets.merging.merged_at timestamp with time zone not null
tickets.person_signature.org_id uuid not null
tickets.person_signature.person_id uuid not null
tickets.person_signature.en text not null default ''::text
tickets.person_signature.es text not null default ''::text
tickets.phone_call.org_id uuid not null
tickets.phone_call.id uuid not null
tickets.phone_call.ticket_id uuid not null
tickets.phone_call.agent_id uuid not null
tickets.phone_call.seconds integer not null
tickets.phone_call.logged_at timestamp with time zone not null
tickets.preset.org_id uuid not null
tickets.preset.id uuid not null
tickets.preset.kind text not null
tickets.preset.name text not null
tickets.preset.owner_id uuid
tickets.preset.team_id uuid
tickets.preset.content jsonb not null
tickets.preset.uses integer not null default 0
tickets.preset.used_at timestamp with time zone
tickets.preset.updated_by uuid not null
tickets.preset.updated_at timestamp with time zone not null
tickets.preset.archived_at timestamp with time zone
tickets.priority_override.org_id uuid not null
tickets.priority_override.id uuid not null
tickets.priority_override.ticket_id uuid not null
tickets.priority_override.answered smallint not null
tickets.priority_override.priority smallint not null
tickets.priority_override.by_id uuid not null
tickets.priority_override.message_id uuid not null
tickets.priority_override.created_at timestamp with time zone not null
tickets.priority_override.ended_at timestamp with time zone
tickets.priority_rules.org_id uuid not null
tickets.priority_rules.number integer not null
tickets.priority_rules.rules jsonb not null
tickets.priority_rules.created_by uuid not null
tickets.priority_rules.created_at timestamp with time zone not null
tickets.scheduled_reply.org_id uuid not null
tickets.scheduled_reply.id uuid not null
tickets.scheduled_reply.ticket_id uuid not null
tickets.scheduled_reply.author_id uuid not null
tickets.scheduled_reply.body text not null
tickets.scheduled_reply.send_at timestamp with time zone not null
tickets.scheduled_reply.state text not null
tickets.scheduled_reply.why text
tickets.scheduled_reply.created_at timestamp with time zone not null
tickets.scheduled_reply.updated_at timestamp with time zone not null
tickets.shared_draft.org_id uuid not null
tickets.shared_draft.ticket_id uuid not null
tickets.shared_draft.body text not null
tickets.shared_draft.version integer not null
tickets.shared_draft.updated_by uuid not null
tickets.shared_draft.updated_at timestamp with time zone not null
tickets.shared_draft.ready_by uuid
tickets.team_signature.org_id uuid not null
tickets.team_signature.team_id uuid not null
tickets.team_signature.en text not null default ''::text
tickets.team_signature.es text not null default ''::text
tickets.ticket.org_id uuid not null
tickets.ticket.id uuid not null
tickets.ticket.ticket_kind text not null
tickets.ticket.channel text not null
tickets.ticket.category_id uuid
tickets.ticket.application text
tickets.ticket.device text
tickets.ticket.impact smallint not null default 3
tickets.ticket.urgency smallint not null default 3
tickets.ticket.reported_by_id uuid
tickets.ticket.place_id uuid
tickets.ticket.workstation_id uuid
tickets.ticket.shared_login text
tickets.ticket.resolution_code text
tickets.ticket.cause text
tickets.ticket.resume_at timestamp with time zone
tickets.ticket.first_response_at timestamp with time zone
tickets.ticket.resolved_at timestamp with time zone
tickets.ticket.closed_at timestamp with time zone
tickets.ticket.reopened_count integer not null default 0
tickets.ticket.reassigned_count integer not null default 0
tickets.ticket.minutes_spent integer not null default 0
tickets.ticket.last_word_at timestamp with time zone
tickets.ticket.last_word_by_id uuid
tickets.ticket.rating smallint
tickets.ticket.rating_comment text
tickets.ticket.merged_into_id uuid
tickets.ticket.imported_key text
tickets.ticket.imported jsonb
tickets.time_correction.org_id uuid not null
tickets.time_correction.id uuid not null
tickets.time_correction.entry_id uuid not null
tickets.time_correction.minutes integer not null
tickets.time_correction.note text not null default ''::text
tickets.time_correction.created_at timestamp with time zone not null
tickets.time_entry.org_id uuid not null
tickets.time_entry.id uuid not null
tickets.time_entry.ticket_id uuid not null
tickets.time_entry.person_id uuid not null
tickets.time_entry.minutes integer not null
tickets.time_entry.note text not null default ''::text
tickets.time_entry.created_at timestamp with time zone not null
tickets.timer.org_id uuid not null
tickets.timer.person_id uuid not null
tickets.timer.ticket_id uuid not null
tickets.timer.started_at timestamp with time zone not null
tickets.weighing.org_id uuid not null
tickets.weighing.ticket_id uuid not null
tickets.weighing.version integer
tickets.weighing.set_id uuid
tickets.weighing.answers jsonb
tickets.weighing.criticality smallint not null default 0
tickets.weighing.p1 text
tickets.weighing.p1_by uuid
tickets.weighing.p1_at timestamp with time zone
trail.checkpoint.org_id uuid not null
trail.checkpoint.seq bigint not null
trail.checkpoint.at timestamp with time zone not null
trail.checkpoint.total bigint not null
trail.checkpoint.was_sent boolean
trail.link.org_id uuid not null
trail.link.seq bigint not null
trail.link.at timestamp with time zone not null
trail.link.lines integer not null
trail.link.total bigint not null
trail.link.to_tx bigint not null
trail.link.to_id uuid not null
trail.link.entries bytea not null
trail.link.hash bytea not null
training.activity.org_id uuid not null
training.activity.course_id uuid not null
training.activity.version integer not null
training.activity.position smallint not null
training.activity.activity_kind text not null
training.activity.title text not null
training.activity.minutes smallint not null
training.activity.objective_position smallint
training.activity.material text not null default ''::text
training.activity.verification text not null default ''::text
training.application_user.org_id uuid not null
training.application_user.application text not null
training.application_user.person_id uuid not null
training.badge_key.org_id uuid not null
training.badge_key.id uuid not null
training.badge_key.public_key text not null
training.badge_key.private_sealed bytea not null
training.badge_key.created_at timestamp with time zone not null
training.booking.org_id uuid not null
training.booking.class_id uuid not null
training.booking.person_id uuid not null
training.booking.state text not null
training.booking.way text not null
training.booking.booked_by uuid not null
training.booking.queued_at timestamp with time zone not null
training.booking.is_late boolean not null default false
training.booking.attendance text
training.booking.attended_by_code boolean not null default false
training.booking.record_id uuid
training.booking.gave_feedback boolean not null default false
training.booking.reminded_for timestamp with time zone
training.booking.starts_at timestamp with time zone not null
training.booking.ends_at timestamp with time zone not null
training.booking.is_off boolean not null default false
training.certificate.org_id uuid not null
training.certificate.line_id uuid not null
training.certificate.person_id uuid not null
training.certificate.number integer not null
training.certificate.token text not null
training.certificate.is_public boolean not null default true
training.certificate.valid_until date
training.certificate.issued_at timestamp with time zone not null
training.check_off.org_id uuid not null
training.check_off.id uuid not null
training.check_off.rubric_id uuid not null
training.check_off.version integer not null
training.check_off.person_id uuid not null
training.check_off.assessor_id uuid not null
training.check_off.levels smallint[] not null
training.check_off.is_passed boolean not null
training.check_off.signature text not null
training.check_off.signed_at timestamp with time zone not null
training.check_off.record_id uuid not null
training.claim.org_id uuid not null
training.claim.id uuid not null
training.claim.person_id uuid not null
training.claim.state text not null default 'waiting'::text
training.claim.origin text not null
training.claim.happened_on date not null
training.claim.competency_id uuid
training.claim.level smallint
training.claim.duration_minutes integer
training.claim.title text not null
training.claim.provider text not null default ''::text
training.claim.evidence text not null default ''::text
training.claim.evidence_link text
training.claim.reason text not null default ''::text
training.claim.created_at timestamp with time zone not null
training.claim.decided_by uuid
training.claim.decided_at timestamp with time zone
training.claim_file.org_id uuid not null
training.claim_file.claim_id uuid not null
training.claim_file.attachment_id uuid not null
training.class.org_id uuid not null
training.class.id uuid not null
training.class.course_id uuid not null
training.class.version integer not null
training.class.starts_at timestamp with time zone not null
training.class.ends_at timestamp with time zone not null
training.class.time_zone text not null
training.class.place_id uuid
training.class.virtual_link text not null default ''::text
training.class.capacity smallint not null
training.class.needs_approval boolean not null
training.class.cost numeric(10,2)
training.class.series_id uuid
training.class.sequence integer not null default 0
training.class.is_off boolean not null default false
training.class.cancel_reason text not null default ''::text
training.class_feedback.org_id uuid not null
training.class_feedback.id uuid not null default gen_random_uuid()
training.class_feedback.class_id uuid not null
training.class_feedback.rating smallint not null
training.class_feedback.words text not null default ''::text
training.class_feedback.is_told boolean not null default false
training.class_trainer.org_id uuid not null
training.class_trainer.class_id uuid not null
training.class_trainer.person_id uuid not null
training.class_trainer.starts_at timestamp with time zone not null
training.class_trainer.ends_at timestamp with time zone not null
training.class_trainer.is_off boolean not null default false
training.competency.org_id uuid not null
training.competency.id uuid not null
training.competency.framework_id uuid not null
training.competency.code text not null
training.competency.kind text not null
training.competency.name text not null
training.competency.description text not null default ''::text
training.competency.archived_at timestamp with time zone
training.compliance_day.org_id uuid not null
training.compliance_day.id uuid not null
training.compliance_day.day date not null
training.compliance_day.department_id uuid
training.compliance_day.people integer not null
training.compliance_day.complete integer not null
training.compliance_day.asked integer not null
training.compliance_day.met integer not null
training.course.org_id uuid not null
training.course.id uuid not null
training.course_completion.org_id uuid not null
training.course_completion.record_id uuid not null
training.course_completion.course_id uuid not null
training.course_completion.version integer not null
training.course_material.org_id uuid not null
training.course_material.course_id uuid not null
training.course_material.version integer not null
training.course_material.position smallint not null
training.course_material.attachment_id uuid not null
training.course_material.is_for_learners boolean not null
training.course_test.org_id uuid not null
training.course_test.course_id uuid not null
training.course_test.before_quiz_id uuid not null
training.course_test.after_quiz_id uuid not null
training.course_version.org_id uuid not null
training.course_version.course_id uuid not null
training.course_version.version integer not null
training.course_version.title text not null
training.course_version.course_kind text not null
training.course_version.applications text[] not null default '{}'::text[]
training.course_version.audience text not null default ''::text
training.course_version.summary text not null default ''::text
training.course_version.needs_approval boolean not null default false
training.course_version.published_at timestamp with time zone
training.course_version.published_by uuid
training.credential.org_id uuid not null
training.credential.requirement_id uuid not null
training.credential.person_id uuid not null
training.credential.competency_id uuid not null
training.credential.department_id uuid
training.credential.since date not null
training.credential.due_on date not null
training.credential.achieved_on date
training.credential.expires_on date
training.credential.window_on date
training.credential.is_begun boolean not null default false
training.credential.is_revoked boolean not null default false
training.credential.gap_on date not null
training.credential.asked_on date not null
training.credential.told_for date
training.credential.told_stage text
training.evidence_file.org_id uuid not null
training.evidence_file.line_id uuid not null
training.evidence_file.attachment_id uuid not null
training.framework.org_id uuid not null
training.framework.id uuid not null
training.framework.name text not null
training.framework.levels text[] not null
training.framework.created_at timestamp with time zone not null
training.imported_line.org_id uuid not null
training.imported_line.line_hash bytea not null
training.imported_line.line_id uuid not null
training.imported_line.person_id uuid not null
training.launch.org_id uuid not null
training.launch.token_hash bytea not null
training.launch.registration_id uuid not null
training.launch.unit_id uuid not null
training.launch.made_at timestamp with time zone not null
training.launch.expires_at timestamp with time zone not null
training.launch.told_seconds integer not null default 0
training.launch.counted_seconds integer not null default 0
training.learning_grant.org_id uuid not null
training.learning_grant.line_id uuid not null
training.learning_grant.competency_id uuid not null
training.learning_grant.person_id uuid not null
training.learning_grant.level smallint not null
training.learning_grant.achieved_on date not null
training.learning_record.org_id uuid not null
training.learning_record.id uuid not null
training.learning_record.person_id uuid not null
training.learning_record.verb text not null
training.learning_record.origin text not null
training.learning_record.happened_on date not null
training.learning_record.score_percent numeric(5,2)
training.learning_record.duration_minutes integer
training.learning_record.assessor_id uuid
training.learning_record.revokes_id uuid
training.learning_record.recorded_by uuid not null
training.learning_record.recorded_at timestamp with time zone not null
training.need.org_id uuid not null
training.need.id uuid not null
training.need.application text
training.need.application_name text
training.need.category_id uuid
training.need.department_id uuid
training.need.tickets integer not null
training.need.people integer not null
training.need.users integer not null
training.need.days integer not null
training.need.counted_at timestamp with time zone not null
training.need.reason text
training.need.ended_at timestamp with time zone
training.need.survey_id uuid
training.need.competency_id uuid
training.need.below integer
training.need_class.org_id uuid not null
training.need_class.need_id uuid not null
training.need_class.class_id uuid not null
training.need_ticket.org_id uuid not null
training.need_ticket.need_id uuid not null
training.need_ticket.ticket_id uuid not null
training.needs_survey.org_id uuid not null
training.needs_survey.id uuid not null
training.needs_survey.title text not null
training.needs_survey.subject text not null
training.needs_survey.role_id uuid
training.needs_survey.department_id uuid
training.needs_survey.named text
training.needs_survey.starts_on date not null
training.needs_survey.ends_on date not null
training.needs_survey.key_sealed bytea
training.needs_survey.begun_at timestamp with time zone
training.needs_survey.ended_at timestamp with time zone
training.needs_survey.made_by uuid not null
training.needs_survey.made_at timestamp with time zone not null
training.needs_survey.reminded_at timestamp with time zone
training.needs_survey_answer.org_id uuid not null
training.needs_survey_answer.survey_id uuid not null
training.needs_survey_answer.answer_key bytea not null
training.needs_survey_answer.competency_id uuid not null
training.needs_survey_answer.department_id uuid
training.needs_survey_answer.wanted_level smallint
training.needs_survey_answer.self_level smallint
training.needs_survey_competency.org_id uuid not null
training.needs_survey_competency.survey_id uuid not null
training.needs_survey_competency.competency_id uuid not null
training.needs_survey_competency.position smallint not null
training.needs_survey_person.org_id uuid not null
training.needs_survey_person.survey_id uuid not null
training.needs_survey_person.person_id uuid not null
training.needs_survey_person.department_id uuid
training.needs_survey_person.has_answered boolean not null default false
training.needs_survey_wish.org_id uuid not null
training.needs_survey_wish.survey_id uuid not null
training.needs_survey_wish.answer_key bytea not null
training.needs_survey_wish.words text not null
training.objective.org_id uuid not null
training.objective.course_id uuid not null
training.objective.version integer not null
training.objective.position smallint not null
training.objective.statement text not null
training.objective.competency_id uuid
training.objective.level smallint
training.package.org_id uuid not null
training.package.id uuid not null
training.package.format text not null
training.package.identifier text not null
training.package.title text not null
training.package.size_bytes bigint not null
training.package.uploaded_by uuid not null
training.package.uploaded_at timestamp with time zone not null
training.package.retired_at timestamp with time zone
training.package.has_rules boolean not null default false
training.package_file.org_id uuid not null
training.package_file.package_id uuid not null
training.package_file.path text not null
training.package_file.storage_key text not null
training.package_file.size_bytes bigint not null
training.package_grant.org_id uuid not null
training.package_grant.package_id uuid not null
training.package_grant.competency_id uuid not null
training.package_grant.level smallint not null
training.package_unit.org_id uuid not null
training.package_unit.id uuid not null
training.package_unit.package_id uuid not null
training.package_unit.position smallint not null
training.package_unit.identifier text not null
training.package_unit.title text not null
training.package_unit.path text not null
training.package_unit.parameters text not null default ''::text
training.package_unit.launch_data text not null default ''::text
training.package_unit.mastery_percent numeric(5,2)
training.package_unit.move_on text not null
training.picture.org_id uuid not null
training.picture.id uuid not null
training.picture.media_type text not null
training.picture.content bytea not null
training.picture.added_by uuid not null
training.picture.added_at timestamp with time zone not null
training.plan.org_id uuid not null
training.plan.id uuid not null
training.plan.reason text
training.plan.person_id uuid not null
training.plan_failure.org_id uuid not null
training.plan_failure.line_id uuid not null
training.plan_failure.plan_id uuid not null
training.plan_item.org_id uuid not null
training.plan_item.id uuid not null
training.plan_item.plan_id uuid not null
training.plan_item.position smallint not null
training.plan_item.competency_id uuid
training.plan_item.level smallint
training.plan_item.course_id uuid
training.plan_item.class_id uuid
training.plan_item.package_id uuid
training.plan_item.quiz_id uuid
training.plan_item.words text
training.plan_item.due_on date not null
training.plan_item.origin text not null
training.plan_item.added_at timestamp with time zone not null
training.plan_item.newer_than date
training.plan_item.confirmed_at timestamp with time zone
training.plan_item.confirmed_by uuid
training.plan_item.person_id uuid not null
training.question.org_id uuid not null
training.question.id uuid not null
training.question.archived_at timestamp with time zone
training.question_version.org_id uuid not null
training.question_version.question_id uuid not null
training.question_version.version integer not null
training.question_version.question_kind text not null
training.question_version.prompt text not null
training.question_version.body jsonb not null
training.question_version.answer_key jsonb not null
training.question_version.explanation text not null default ''::text
training.question_version.picture_id uuid
training.question_version.competency_id uuid
training.question_version.course_id uuid
training.question_version.course_version integer
training.question_version.objective_position smallint
training.question_version.made_by uuid not null
training.question_version.made_at timestamp with time zone not null
training.quiz.org_id uuid not null
training.quiz.id uuid not null
training.quiz.is_open boolean not null default false
training.quiz_answer.org_id uuid not null
training.quiz_answer.attempt_id uuid not null
training.quiz_answer.place smallint not null
training.quiz_answer.question_id uuid not null
training.quiz_answer.question_version integer not null
training.quiz_answer.shown smallint[] not null
training.quiz_answer.answer jsonb
training.quiz_answer.answered_at timestamp with time zone
training.quiz_answer.is_right boolean
training.quiz_attempt.org_id uuid not null
training.quiz_attempt.id uuid not null
training.quiz_attempt.quiz_id uuid not null
training.quiz_attempt.version integer not null
training.quiz_attempt.person_id uuid not null
training.quiz_attempt.nth smallint not null
training.quiz_attempt.is_trial boolean not null
training.quiz_attempt.seed text not null
training.quiz_attempt.started_at timestamp with time zone not null
training.quiz_attempt.ends_at timestamp with time zone
training.quiz_attempt.handed_in_at timestamp with time zone
training.quiz_attempt.right_count smallint
training.quiz_attempt.item_count smallint not null
training.quiz_attempt.is_passed boolean
training.quiz_attempt.record_id uuid
training.quiz_grant.org_id uuid not null
training.quiz_grant.quiz_id uuid not null
training.quiz_grant.version integer not null
training.quiz_grant.competency_id uuid not null
training.quiz_grant.level smallint not null
training.quiz_item.org_id uuid not null
training.quiz_item.quiz_id uuid not null
training.quiz_item.version integer not null
training.quiz_item.position smallint not null
training.quiz_item.question_id uuid not null
training.quiz_item.question_version integer not null
training.quiz_version.org_id uuid not null
training.quiz_version.quiz_id uuid not null
training.quiz_version.version integer not null
training.quiz_version.title text not null
training.quiz_version.instructions text not null default ''::text
training.quiz_version.attempts_max smallint
training.quiz_version.minutes smallint
training.quiz_version.pass_percent smallint not null
training.quiz_version.is_shuffled boolean not null
training.quiz_version.feedback text not null
training.quiz_version.made_by uuid not null
training.quiz_version.made_at timestamp with time zone not null
training.reckoning.org_id uuid not null
training.reckoning.reckoned_at timestamp with time zone not null
training.record_words.org_id uuid not null
training.record_words.line_id uuid not null
training.record_words.title text not null default ''::text
training.record_words.version text not null default ''::text
training.record_words.provider text not null default ''::text
training.record_words.assessor text not null default ''::text
training.record_words.evidence text not null default ''::text
training.record_words.evidence_link text
training.record_words.person_id uuid not null
training.registration.org_id uuid not null
training.registration.id uuid not null
training.registration.package_id uuid not null
training.registration.person_id uuid not null
training.registration.started_at timestamp with time zone not null
training.registration.recorded text
training.registration.record_id uuid
training.registration.ended_at timestamp with time zone
training.requirement.org_id uuid not null
training.requirement.id uuid not null
training.requirement.competency_id uuid not null
training.requirement.level smallint not null
training.requirement.subject text not null
training.requirement.role_id uuid
training.requirement.department_id uuid
training.requirement.person_id uuid
training.requirement.named text
training.requirement.valid_months smallint
training.requirement.ends_on_day text
training.requirement.active_days_min smallint not null default 0
training.requirement.renewal_days smallint not null default 90
training.requirement.grace_days smallint not null default 30
training.requirement.starts_on date not null
training.requirement.version integer not null default 1
training.requirement.archived_at timestamp with time zone
training.rubric.org_id uuid not null
training.rubric.id uuid not null
training.rubric.archived_at timestamp with time zone
training.rubric_version.org_id uuid not null
training.rubric_version.rubric_id uuid not null
training.rubric_version.version integer not null
training.rubric_version.title text not null
training.rubric_version.levels text[] not null
training.rubric_version.criteria jsonb not null
training.rubric_version.competency_id uuid
training.rubric_version.competency_level smallint
training.rubric_version.made_by uuid not null
training.rubric_version.made_at timestamp with time zone not null
training.statement.org_id uuid not null
training.statement.id uuid not null
training.statement.person_id uuid
training.statement.registration_id uuid
training.statement.verb text not null
training.statement.activity text
training.statement.voids_id uuid
training.statement.sent_by uuid not null
training.statement.stored_at timestamp with time zone not null
training.statement_words.org_id uuid not null
training.statement_words.statement_id uuid not null
training.statement_words.document jsonb not null
training.unit_progress.org_id uuid not null
training.unit_progress.registration_id uuid not null
training.unit_progress.unit_id uuid not null
training.unit_progress.kept jsonb not null default '{}'::jsonb
training.unit_progress.is_completed boolean not null default false
training.unit_progress.success text
training.unit_progress.score_percent numeric(5,2)
training.unit_progress.saved_at timestamp with time zone not null
training.unit_progress.time_seconds integer not null default 0

-- Constraints
approvals.approval approval_because_check: CHECK ((because = ANY (ARRAY['manager'::text, 'head'::text, 'owner'::text, 'named'::text, 'team'::text, 'delegated'::text])))
approvals.approval approval_check: CHECK (((state = ANY (ARRAY['open'::text, 'asked'::text, 'withdrawn'::text])) = (decided_at IS NULL)))
approvals.approval approval_check1: CHECK (((decided_at IS NULL) = (decided_by_id IS NULL)))
approvals.approval approval_instead_of_check: CHECK ((instead_of = ANY (ARRAY['manager'::text, 'requester'::text])))
approvals.approval approval_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'asked'::text, 'approved'::text, 'declined'::text, 'delegated'::text, 'withdrawn'::text])))
approvals.approval approval_step_check: CHECK (((step >= 0) AND (step <= 9)))
approvals.approval approval_org_id_answer_id_fkey: FOREIGN KEY (org_id, answer_id) REFERENCES core.message(org_id, id)
approvals.approval approval_org_id_approver_id_fkey: FOREIGN KEY (org_id, approver_id) REFERENCES core.person(org_id, id)
approvals.approval approval_org_id_decided_by_id_fkey: FOREIGN KEY (org_id, decided_by_id) REFERENCES core.person(org_id, id)
approvals.approval approval_org_id_delegated_from_id_fkey: FOREIGN KEY (org_id, delegated_from_id) REFERENCES approvals.approval(org_id, id)
approvals.approval approval_org_id_escalated_to_id_fkey: FOREIGN KEY (org_id, escalated_to_id) REFERENCES core.person(org_id, id)
approvals.approval approval_org_id_named_by_id_fkey: FOREIGN KEY (org_id, named_by_id) REFERENCES core.person(org_id, id)
approvals.approval approval_org_id_question_id_fkey: FOREIGN KEY (org_id, question_id) REFERENCES core.message(org_id, id)
approvals.approval approval_org_id_round_id_fkey: FOREIGN KEY (org_id, round_id) REFERENCES approvals.round(org_id, id)
approvals.approval approval_pkey: PRIMARY KEY (org_id, id)
approvals.deputy deputy_check: CHECK ((until_at > from_at))
approvals.deputy deputy_org_id_deputy_id_fkey: FOREIGN KEY (org_id, deputy_id) REFERENCES core.person(org_id, id)
approvals.deputy deputy_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
approvals.deputy deputy_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
approvals.deputy deputy_pkey: PRIMARY KEY (org_id, id)
approvals.link link_token_hash_check: CHECK ((length(token_hash) = 64))
approvals.link link_org_id_approval_id_fkey: FOREIGN KEY (org_id, approval_id) REFERENCES approvals.approval(org_id, id)
approvals.link link_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
approvals.link link_pkey: PRIMARY KEY (org_id, id)
approvals.link link_org_id_token_hash_key: UNIQUE (org_id, token_hash)
approvals.round round_check: CHECK (((state = 'waiting'::text) = (ended_at IS NULL)))
approvals.round round_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text])))
approvals.round round_org_id_asked_by_id_fkey: FOREIGN KEY (org_id, asked_by_id) REFERENCES core.person(org_id, id)
approvals.round round_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
approvals.round round_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
approvals.round round_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
approvals.round round_pkey: PRIMARY KEY (org_id, id)
callers.code code_act_check: CHECK ((act = ANY (ARRAY['password'::text, 'factor'::text, 'contact'::text, 'access'::text, 'role'::text, 'merge'::text])))
callers.code code_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
callers.code code_pkey: PRIMARY KEY (org_id, person_id)
callers.contact contact_field_check: CHECK ((field = ANY (ARRAY['phone'::text, 'extension'::text, 'badge'::text, 'email'::text, 'manager'::text])))
callers.contact contact_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
callers.contact contact_pkey: PRIMARY KEY (org_id, person_id, field, since)
callers.role_risk role_risk_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
callers.role_risk role_risk_pkey: PRIMARY KEY (org_id, role_id)
callers.setting setting_contact_days_check: CHECK (((contact_days >= 1) AND (contact_days <= 90)))
callers.setting setting_hold_hours_check: CHECK (((hold_hours >= 1) AND (hold_hours <= 168)))
callers.setting setting_valid_minutes_check: CHECK (((valid_minutes >= 5) AND (valid_minutes <= 240)))
callers.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
callers.setting setting_pkey: PRIMARY KEY (org_id)
callers.verification verification_act_check: CHECK ((act = ANY (ARRAY['password'::text, 'factor'::text, 'contact'::text, 'access'::text, 'role'::text, 'merge'::text])))
callers.verification verification_check: CHECK (((state = 'failed'::text) = (failure IS NOT NULL)))
callers.verification verification_check1: CHECK (((method IS NOT NULL) OR (state <> 'passed'::text)))
callers.verification verification_check2: CHECK ((person_id <> agent_id))
callers.verification verification_failure_check: CHECK ((failure = ANY (ARRAY['wrong_badge'::text, 'not_reached'::text, 'manager_declined'::text, 'person_declined'::text, 'wrong_number'::text, 'unsure'::text, 'refused'::text])))
callers.verification verification_method_check: CHECK ((method = ANY (ARRAY['call_back'::text, 'manager'::text, 'badge'::text, 'session'::text, 'server'::text])))
callers.verification verification_second_how_check: CHECK ((second_how = ANY (ARRAY['joined'::text, 'called'::text, 'saw'::text])))
callers.verification verification_state_check: CHECK ((state = ANY (ARRAY['started'::text, 'passed'::text, 'failed'::text, 'abandoned'::text])))
callers.verification verification_told_check: CHECK ((told = ANY (ARRAY['failed'::text, 'pattern'::text])))
callers.verification verification_org_id_agent_id_fkey: FOREIGN KEY (org_id, agent_id) REFERENCES core.person(org_id, id)
callers.verification verification_org_id_asked_id_fkey: FOREIGN KEY (org_id, asked_id) REFERENCES core.person(org_id, id)
callers.verification verification_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
callers.verification verification_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
callers.verification verification_org_id_second_id_fkey: FOREIGN KEY (org_id, second_id) REFERENCES core.person(org_id, id)
callers.verification verification_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
callers.verification verification_pkey: PRIMARY KEY (org_id, id)
catalog.item item_check: CHECK (((NOT is_on) OR (version IS NOT NULL)))
catalog.item item_check1: CHECK (((retired_at IS NULL) OR (NOT is_on)))
catalog.item item_version_check: CHECK ((version > 0))
catalog.item item_org_id_drafted_by_fkey: FOREIGN KEY (org_id, drafted_by) REFERENCES core.person(org_id, id)
catalog.item item_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
catalog.item item_org_id_group_id_fkey: FOREIGN KEY (org_id, group_id) REFERENCES catalog.item_group(org_id, id)
catalog.item item_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
catalog.item item_pkey: PRIMARY KEY (org_id, id)
catalog.item_group item_group_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
catalog.item_group item_group_pkey: PRIMARY KEY (org_id, id)
catalog.item_version item_version_number_check: CHECK ((number > 0))
catalog.item_version item_version_org_id_item_id_fkey: FOREIGN KEY (org_id, item_id) REFERENCES catalog.item(org_id, id)
catalog.item_version item_version_pkey: PRIMARY KEY (org_id, id)
catalog.item_version item_version_org_id_item_id_number_key: UNIQUE (org_id, item_id, number)
catalog.picture picture_content_check: CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 524288)))
catalog.picture picture_media_type_check: CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text])))
catalog.picture picture_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
catalog.picture picture_pkey: PRIMARY KEY (org_id, id)
catalog.request request_org_id_item_id_fkey: FOREIGN KEY (org_id, item_id) REFERENCES catalog.item(org_id, id)
catalog.request request_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
catalog.request request_org_id_version_id_fkey: FOREIGN KEY (org_id, version_id) REFERENCES catalog.item_version(org_id, id)
catalog.request request_pkey: PRIMARY KEY (org_id, ticket_id)
channels.alert alert_check: CHECK ((NOT (is_firing AND is_presumed_over)))
channels.alert alert_fingerprint_check: CHECK ((length(fingerprint) = 32))
channels.alert alert_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.alert alert_org_id_group_id_fkey: FOREIGN KEY (org_id, group_id) REFERENCES channels.alert_group(org_id, id)
channels.alert alert_org_id_source_id_fkey: FOREIGN KEY (org_id, source_id) REFERENCES channels.alert_source(org_id, id)
channels.alert alert_pkey: PRIMARY KEY (org_id, source_id, fingerprint)
channels.alert_batch alert_batch_check: CHECK (((state = 'parked'::text) = (reason IS NOT NULL)))
channels.alert_batch alert_batch_form_check: CHECK ((form = ANY (ARRAY['alertmanager'::text, 'api_v2'::text, 'mapped'::text, 'icinga'::text])))
channels.alert_batch alert_batch_reason_check: CHECK ((reason = ANY (ARRAY['no_alerts'::text, 'not_mapped'::text, 'not_filed'::text, 'no_automation'::text])))
channels.alert_batch alert_batch_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'parked'::text])))
channels.alert_batch alert_batch_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.alert_batch alert_batch_org_id_source_id_fkey: FOREIGN KEY (org_id, source_id) REFERENCES channels.alert_source(org_id, id)
channels.alert_batch alert_batch_pkey: PRIMARY KEY (org_id, id)
channels.alert_group alert_group_key_hash_check: CHECK ((length(key_hash) = 32))
channels.alert_group alert_group_over_reason_check: CHECK (((length(over_reason) >= 3) AND (length(over_reason) <= 500)))
channels.alert_group alert_group_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.alert_group alert_group_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
channels.alert_group alert_group_org_id_source_id_fkey: FOREIGN KEY (org_id, source_id) REFERENCES channels.alert_source(org_id, id)
channels.alert_group alert_group_pkey: PRIMARY KEY (org_id, id)
channels.alert_source alert_source_group_by_check: CHECK ((cardinality(group_by) <= 10))
channels.alert_source alert_source_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
channels.alert_source alert_source_on_over_check: CHECK ((on_over = ANY (ARRAY['note'::text, 'resolve'::text])))
channels.alert_source alert_source_prefix_check: CHECK ((length(prefix) = 6))
channels.alert_source alert_source_quiet_minutes_check: CHECK (((quiet_minutes >= 0) AND (quiet_minutes <= 1440)))
channels.alert_source alert_source_storm_max_check: CHECK (((storm_max >= 1) AND (storm_max <= 1000)))
channels.alert_source alert_source_token_hash_check: CHECK ((length(token_hash) = 32))
channels.alert_source alert_source_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
channels.alert_source alert_source_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.alert_source alert_source_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
channels.alert_source alert_source_pkey: PRIMARY KEY (org_id, id)
channels.api_key api_key_check: CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
channels.api_key api_key_minute_max_check: CHECK (((minute_max >= 1) AND (minute_max <= 6000)))
channels.api_key api_key_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
channels.api_key api_key_prefix_check: CHECK ((length(prefix) = 6))
channels.api_key api_key_scopes_check: CHECK (((cardinality(scopes) >= 1) AND (cardinality(scopes) <= 100)))
channels.api_key api_key_token_hash_check: CHECK ((length(token_hash) = 32))
channels.api_key api_key_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
channels.api_key api_key_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.api_key api_key_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
channels.api_key api_key_org_id_revoked_by_fkey: FOREIGN KEY (org_id, revoked_by) REFERENCES core.person(org_id, id)
channels.api_key api_key_pkey: PRIMARY KEY (org_id, id)
channels.failing_address failing_address_address_check: CHECK (((length(address) >= 3) AND (length(address) <= 320)))
channels.failing_address failing_address_reason_check: CHECK ((reason = ANY (ARRAY['unknown'::text, 'full'::text, 'disabled'::text, 'refused'::text, 'expired'::text, 'other'::text])))
channels.failing_address failing_address_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.failing_address failing_address_pkey: PRIMARY KEY (org_id, address)
channels.form_entry form_entry_check: CHECK (((confirmed_at IS NULL) = (storage_key IS NOT NULL)))
channels.form_entry form_entry_puzzle_hash_check: CHECK ((length(puzzle_hash) = 32))
channels.form_entry form_entry_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.form_entry form_entry_org_id_topic_id_fkey: FOREIGN KEY (org_id, topic_id) REFERENCES channels.form_topic(org_id, id)
channels.form_entry form_entry_pkey: PRIMARY KEY (org_id, id)
channels.form_entry form_entry_org_id_puzzle_hash_key: UNIQUE (org_id, puzzle_hash)
channels.form_topic form_topic_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
channels.form_topic form_topic_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
channels.form_topic form_topic_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.form_topic form_topic_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
channels.form_topic form_topic_pkey: PRIMARY KEY (org_id, id)
channels.import_run import_run_failure_check: CHECK ((length(failure) <= 2000))
channels.import_run import_run_file_name_check: CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255)))
channels.import_run import_run_kind_check: CHECK ((kind = ANY (ARRAY['tickets'::text, 'articles'::text])))
channels.import_run import_run_sha256_check: CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
channels.import_run import_run_size_bytes_check: CHECK ((size_bytes >= 0))
channels.import_run import_run_state_check: CHECK ((state = ANY (ARRAY['uploaded'::text, 'previewing'::text, 'previewed'::text, 'running'::text, 'done'::text, 'stopped'::text, 'failed'::text])))
channels.import_run import_run_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
channels.import_run import_run_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.import_run import_run_pkey: PRIMARY KEY (org_id, id)
channels.mail_in mail_in_check: CHECK (((state = 'received'::text) = (decided_at IS NULL)))
channels.mail_in mail_in_mail_hash_check: CHECK ((length(mail_hash) = 32))
channels.mail_in mail_in_state_check: CHECK ((state = ANY (ARRAY['received'::text, 'taken_in'::text, 'quarantined'::text, 'parked'::text, 'discarded'::text])))
channels.mail_in mail_in_org_id_about_id_fkey: FOREIGN KEY (org_id, about_id) REFERENCES core.record(org_id, id)
channels.mail_in mail_in_org_id_decided_by_fkey: FOREIGN KEY (org_id, decided_by) REFERENCES core.person(org_id, id)
channels.mail_in mail_in_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.mail_in mail_in_org_id_mailbox_id_fkey: FOREIGN KEY (org_id, mailbox_id) REFERENCES channels.mailbox(org_id, id)
channels.mail_in mail_in_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
channels.mail_in mail_in_org_id_sender_id_fkey: FOREIGN KEY (org_id, sender_id) REFERENCES core.person(org_id, id)
channels.mail_in mail_in_org_id_topic_id_fkey: FOREIGN KEY (org_id, topic_id) REFERENCES channels.form_topic(org_id, id)
channels.mail_in mail_in_pkey: PRIMARY KEY (org_id, id)
channels.mail_sending mail_sending_check: CHECK ((((dkim_sealed IS NULL) = (dkim_selector IS NULL)) AND ((dkim_sealed IS NULL) = (dkim_public IS NULL))))
channels.mail_sending mail_sending_check1: CHECK (((NOT dkim_is_on) OR (dkim_sealed IS NOT NULL)))
channels.mail_sending mail_sending_dkim_selector_check: CHECK ((dkim_selector ~ '^[a-z0-9]{1,40}$'::text))
channels.mail_sending mail_sending_per_address_hour_check: CHECK (((per_address_hour >= 1) AND (per_address_hour <= 10000)))
channels.mail_sending mail_sending_per_minute_check: CHECK (((per_minute >= 1) AND (per_minute <= 10000)))
channels.mail_sending mail_sending_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.mail_sending mail_sending_pkey: PRIMARY KEY (org_id)
channels.mail_template mail_template_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 5000)))
channels.mail_template mail_template_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 60)))
channels.mail_template mail_template_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
channels.mail_template mail_template_link_label_check: CHECK (((length(link_label) >= 1) AND (length(link_label) <= 100)))
channels.mail_template mail_template_subject_check: CHECK (((length(subject) >= 1) AND (length(subject) <= 200)))
channels.mail_template mail_template_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.mail_template mail_template_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
channels.mail_template mail_template_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
channels.mail_template mail_template_pkey: PRIMARY KEY (org_id, id)
channels.mail_template mail_template_org_id_key_team_id_language_key: UNIQUE NULLS NOT DISTINCT (org_id, key, team_id, language)
channels.mailbox mailbox_address_check: CHECK (((address = lower(address)) AND ((length(address) >= 3) AND (length(address) <= 320))))
channels.mailbox mailbox_check: CHECK (((sign_in = ANY (ARRAY['refresh'::text, 'client'::text])) = ((token_url IS NOT NULL) AND (client_id IS NOT NULL))))
channels.mailbox mailbox_check1: CHECK (((access_sealed IS NULL) = (access_until IS NULL)))
channels.mailbox mailbox_client_id_check: CHECK (((length(client_id) >= 1) AND (length(client_id) <= 320)))
channels.mailbox mailbox_host_check: CHECK (((length(host) >= 1) AND (length(host) <= 253)))
channels.mailbox mailbox_kept_days_check: CHECK (((kept_days >= 1) AND (kept_days <= 365)))
channels.mailbox mailbox_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
channels.mailbox mailbox_port_check: CHECK (((port >= 1) AND (port <= 65535)))
channels.mailbox mailbox_scope_check: CHECK (((length(scope) >= 1) AND (length(scope) <= 1000)))
channels.mailbox mailbox_security_check: CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text])))
channels.mailbox mailbox_sign_in_check: CHECK ((sign_in = ANY (ARRAY['password'::text, 'token'::text, 'refresh'::text, 'client'::text])))
channels.mailbox mailbox_token_url_check: CHECK (((length(token_url) >= 1) AND (length(token_url) <= 2000)))
channels.mailbox mailbox_username_check: CHECK (((length(username) >= 1) AND (length(username) <= 320)))
channels.mailbox mailbox_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
channels.mailbox mailbox_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.mailbox mailbox_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
channels.mailbox mailbox_pkey: PRIMARY KEY (org_id, id)
channels.public_form public_form_mails_an_hour_check: CHECK (((mails_an_hour >= 1) AND (mails_an_hour <= 1000)))
channels.public_form public_form_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.public_form public_form_pkey: PRIMARY KEY (org_id)
channels.webhook webhook_check: CHECK (((paused_at IS NULL) = (paused_because IS NULL)))
channels.webhook webhook_check1: CHECK (((former_sealed IS NULL) = (former_until IS NULL)))
channels.webhook webhook_format_check: CHECK ((format = ANY (ARRAY['wardline'::text, 'slack'::text, 'teams'::text])))
channels.webhook webhook_host_check: CHECK (((length(host) >= 1) AND (length(host) <= 260)))
channels.webhook webhook_kept_days_check: CHECK (((kept_days >= 1) AND (kept_days <= 90)))
channels.webhook webhook_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
channels.webhook webhook_paused_because_check: CHECK ((paused_because = ANY (ARRAY['failing'::text, 'owner'::text, 'sealed'::text])))
channels.webhook webhook_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.webhook webhook_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
channels.webhook webhook_pkey: PRIMARY KEY (org_id, id)
channels.webhook_delivery webhook_delivery_check: CHECK (((state = 'waiting'::text) = (ended_at IS NULL)))
channels.webhook_delivery webhook_delivery_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'dead'::text, 'withheld'::text])))
channels.webhook_delivery webhook_delivery_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
channels.webhook_delivery webhook_delivery_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
channels.webhook_delivery webhook_delivery_org_id_webhook_id_fkey: FOREIGN KEY (org_id, webhook_id) REFERENCES channels.webhook(org_id, id) ON DELETE CASCADE
channels.webhook_delivery webhook_delivery_pkey: PRIMARY KEY (org_id, id)
core.admission admission_check: CHECK (((person_id IS NULL) <> (team_id IS NULL)))
core.admission admission_check1: CHECK (((way = 'named'::text) = (until IS NULL)))
core.admission admission_check2: CHECK (((way <> 'glass'::text) OR (person_id IS NOT NULL)))
core.admission admission_way_check: CHECK ((way = ANY (ARRAY['named'::text, 'granted'::text, 'glass'::text])))
core.admission admission_org_id_ended_by_id_fkey: FOREIGN KEY (org_id, ended_by_id) REFERENCES core.person(org_id, id)
core.admission admission_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.admission admission_org_id_given_by_id_fkey: FOREIGN KEY (org_id, given_by_id) REFERENCES core.person(org_id, id)
core.admission admission_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.admission admission_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.admission admission_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
core.admission admission_pkey: PRIMARY KEY (org_id, id)
core.attachment attachment_check: CHECK ((((scan = 'released'::text) = (scan_released_by IS NOT NULL)) OR (scan IS NULL)))
core.attachment attachment_check1: CHECK (((about_person_id IS NULL) OR (record_id IS NULL)))
core.attachment attachment_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 255)))
core.attachment attachment_scan_check: CHECK ((scan = ANY (ARRAY['waiting'::text, 'clean'::text, 'infected'::text, 'released'::text])))
core.attachment attachment_scan_found_check: CHECK ((length(scan_found) <= 200))
core.attachment attachment_scan_reason_check: CHECK ((length(scan_reason) <= 500))
core.attachment attachment_scan_tries_check: CHECK ((scan_tries >= 0))
core.attachment attachment_size_bytes_check: CHECK ((size_bytes >= 0))
core.attachment attachment_org_id_about_person_id_fkey: FOREIGN KEY (org_id, about_person_id) REFERENCES core.person(org_id, id)
core.attachment attachment_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.attachment attachment_org_id_message_id_fkey: FOREIGN KEY (org_id, message_id) REFERENCES core.message(org_id, id)
core.attachment attachment_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.attachment attachment_org_id_removed_by_fkey: FOREIGN KEY (org_id, removed_by) REFERENCES core.person(org_id, id)
core.attachment attachment_org_id_scan_released_by_fkey: FOREIGN KEY (org_id, scan_released_by) REFERENCES core.person(org_id, id)
core.attachment attachment_org_id_uploaded_by_fkey: FOREIGN KEY (org_id, uploaded_by) REFERENCES core.person(org_id, id)
core.attachment attachment_pkey: PRIMARY KEY (org_id, id)
core.audit audit_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.audit audit_pkey: PRIMARY KEY (org_id, at, id)
core.automation automation_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.automation automation_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.automation automation_pkey: PRIMARY KEY (org_id)
core.credential_reset credential_reset_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
core.credential_reset credential_reset_verified_by_check: CHECK ((verified_by = ANY (ARRAY['call_back'::text, 'manager'::text, 'in_person'::text])))
core.credential_reset credential_reset_what_check: CHECK ((what = ANY (ARRAY['password'::text, 'factor'::text])))
core.credential_reset credential_reset_org_id_by_id_fkey: FOREIGN KEY (org_id, by_id) REFERENCES core.person(org_id, id)
core.credential_reset credential_reset_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.credential_reset credential_reset_pkey: PRIMARY KEY (org_id, id)
core.department department_check: CHECK ((parent_id <> id))
core.department department_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.department department_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.department department_org_id_parent_id_fkey: FOREIGN KEY (org_id, parent_id) REFERENCES core.department(org_id, id)
core.department department_org_id_site_id_fkey: FOREIGN KEY (org_id, site_id) REFERENCES core.site(org_id, id)
core.department department_pkey: PRIMARY KEY (org_id, id)
core.department department_org_id_name_key: UNIQUE (org_id, name)
core.draft draft_body_check: CHECK ((length(body) <= 100000))
core.draft draft_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 200)))
core.draft draft_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.draft draft_pkey: PRIMARY KEY (org_id, person_id, key)
core.emergency_account emergency_account_hours_max_check: CHECK (((hours_max >= 1) AND (hours_max <= 24)))
core.emergency_account emergency_account_role_ids_check: CHECK (((cardinality(role_ids) >= 1) AND (cardinality(role_ids) <= 10)))
core.emergency_account emergency_account_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
core.emergency_account emergency_account_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.emergency_account emergency_account_pkey: PRIMARY KEY (org_id, person_id)
core.emergency_use emergency_use_reason_check: CHECK (((length(reason) >= 10) AND (length(reason) <= 1000)))
core.emergency_use emergency_use_review_check: CHECK ((length(review) <= 2000))
core.emergency_use emergency_use_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
core.emergency_use emergency_use_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.emergency_account(org_id, person_id)
core.emergency_use emergency_use_org_id_reviewed_by_fkey: FOREIGN KEY (org_id, reviewed_by) REFERENCES core.person(org_id, id)
core.emergency_use emergency_use_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
core.emergency_use emergency_use_pkey: PRIMARY KEY (org_id, id)
core.event event_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.event event_pkey: PRIMARY KEY (org_id, record_id, at, id)
core.event_words event_words_commitment_check: CHECK ((length(commitment) = 32))
core.event_words event_words_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.event_words event_words_pkey: PRIMARY KEY (org_id, record_id, event_id)
core.file_link file_link_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
core.file_link file_link_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.file_link file_link_pkey: PRIMARY KEY (org_id, token_hash)
core.idempotency idempotency_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 200)))
core.idempotency idempotency_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.idempotency idempotency_pkey: PRIMARY KEY (org_id, person_id, key)
core.identity identity_subject_check: CHECK (((length(subject) >= 1) AND (length(subject) <= 255)))
core.identity identity_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.identity identity_org_id_provider_id_fkey: FOREIGN KEY (org_id, provider_id) REFERENCES core.identity_provider(org_id, id)
core.identity identity_pkey: PRIMARY KEY (org_id, provider_id, subject)
core.identity_provider identity_provider_client_id_check: CHECK (((length(client_id) >= 1) AND (length(client_id) <= 300)))
core.identity_provider identity_provider_factor_check: CHECK ((factor = ANY (ARRAY['own'::text, 'amr'::text, 'always'::text])))
core.identity_provider identity_provider_groups_claim_check: CHECK (((length(groups_claim) >= 1) AND (length(groups_claim) <= 100)))
core.identity_provider identity_provider_issuer_check: CHECK (((length(issuer) >= 1) AND (length(issuer) <= 500)))
core.identity_provider identity_provider_kind_check: CHECK ((kind = ANY (ARRAY['oidc'::text, 'saml'::text])))
core.identity_provider identity_provider_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
core.identity_provider identity_provider_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.identity_provider identity_provider_pkey: PRIMARY KEY (org_id, id)
core.link link_check: CHECK ((from_id <> to_id))
core.link link_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
core.link link_org_id_from_id_fkey: FOREIGN KEY (org_id, from_id) REFERENCES core.record(org_id, id)
core.link link_org_id_to_id_fkey: FOREIGN KEY (org_id, to_id) REFERENCES core.record(org_id, id)
core.link link_pkey: PRIMARY KEY (org_id, from_id, type, to_id)
core.login_token login_token_purpose_check: CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
core.login_token login_token_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.login_token login_token_pkey: PRIMARY KEY (org_id, token_hash)
core.message message_body_check: CHECK ((length(body) <= 100000))
core.message message_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
core.message message_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.message message_pkey: PRIMARY KEY (org_id, id)
core.notification notification_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.notification notification_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.notification notification_pkey: PRIMARY KEY (org_id, id)
core.organization organization_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
core.organization organization_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.organization organization_slug_check: CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
core.organization organization_pkey: PRIMARY KEY (id)
core.outbox outbox_calendar_check: CHECK ((length(calendar) <= 10000))
core.outbox outbox_calendar_method_check: CHECK ((calendar_method = ANY (ARRAY['REQUEST'::text, 'CANCEL'::text])))
core.outbox outbox_check: CHECK (((calendar IS NULL) = (calendar_method IS NULL)))
core.outbox outbox_state_check: CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'held'::text, 'failed'::text])))
core.outbox outbox_unsubscribe_url_check: CHECK ((length(unsubscribe_url) <= 2000))
core.outbox outbox_issued_by: FOREIGN KEY (org_id, issued_by) REFERENCES core.person(org_id, id)
core.outbox outbox_org_id_about_id_fkey: FOREIGN KEY (org_id, about_id) REFERENCES core.record(org_id, id)
core.outbox outbox_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.outbox outbox_org_id_to_person_id_fkey: FOREIGN KEY (org_id, to_person_id) REFERENCES core.person(org_id, id)
core.outbox outbox_pkey: PRIMARY KEY (org_id, id)
core.passkey passkey_credential_id_check: CHECK (((length(credential_id) >= 1) AND (length(credential_id) <= 1400)))
core.passkey passkey_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
core.passkey passkey_rp_id_check: CHECK (((length(rp_id) >= 1) AND (length(rp_id) <= 255)))
core.passkey passkey_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.passkey passkey_pkey: PRIMARY KEY (org_id, id)
core.passkey passkey_org_id_credential_id_key: UNIQUE (org_id, credential_id)
core.password password_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.password password_pkey: PRIMARY KEY (org_id, person_id)
core.person person_badge_check: CHECK ((length(badge) <= 60))
core.person person_check: CHECK (((kind <> 'service'::text) OR (custodian_id IS NOT NULL)))
core.person person_check1: CHECK (((merged_into_id IS NULL) OR (NOT is_active)))
core.person person_email_check: CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 320))))
core.person person_extension_check: CHECK ((length(extension) <= 20))
core.person person_kind_check: CHECK ((kind = ANY (ARRAY['staff'::text, 'patient_learner'::text, 'contact'::text, 'service'::text])))
core.person person_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])))
core.person person_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.person person_phone_check: CHECK ((length(phone) <= 60))
core.person person_title_check: CHECK ((length(title) <= 200))
core.person person_org_id_custodian_id_fkey: FOREIGN KEY (org_id, custodian_id) REFERENCES core.person(org_id, id)
core.person person_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
core.person person_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.person person_org_id_manager_id_fkey: FOREIGN KEY (org_id, manager_id) REFERENCES core.person(org_id, id)
core.person person_org_id_merged_into_id_fkey: FOREIGN KEY (org_id, merged_into_id) REFERENCES core.person(org_id, id)
core.person person_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
core.person person_org_id_site_id_fkey: FOREIGN KEY (org_id, site_id) REFERENCES core.site(org_id, id)
core.person person_pkey: PRIMARY KEY (org_id, id)
core.person_skill person_skill_level_check: CHECK (((level >= 1) AND (level <= 4)))
core.person_skill person_skill_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.person_skill person_skill_org_id_skill_id_fkey: FOREIGN KEY (org_id, skill_id) REFERENCES core.skill(org_id, id)
core.person_skill person_skill_pkey: PRIMARY KEY (org_id, person_id, skill_id)
core.place place_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.place place_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
core.place place_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.place place_org_id_site_id_fkey: FOREIGN KEY (org_id, site_id) REFERENCES core.site(org_id, id)
core.place place_pkey: PRIMARY KEY (org_id, id)
core.place place_org_id_name_key: UNIQUE (org_id, name)
core.provider_answer provider_answer_org_id_provider_id_fkey: FOREIGN KEY (org_id, provider_id) REFERENCES core.identity_provider(org_id, id)
core.provider_answer provider_answer_pkey: PRIMARY KEY (org_id, token_hash)
core.provider_session provider_session_org_id_provider_id_fkey: FOREIGN KEY (org_id, provider_id) REFERENCES core.identity_provider(org_id, id)
core.provider_session provider_session_org_id_session_id_fkey: FOREIGN KEY (org_id, session_id) REFERENCES core.session(org_id, id)
core.provider_session provider_session_pkey: PRIMARY KEY (org_id, session_id)
core.record record_audience_check: CHECK ((audience = ANY (ARRAY['parties'::text, 'internal'::text, 'staff'::text, 'public'::text])))
core.record record_category_check: CHECK ((category = ANY (ARRAY['waiting'::text, 'active'::text, 'paused'::text, 'done'::text])))
core.record record_priority_check: CHECK (((priority >= 1) AND (priority <= 4)))
core.record record_restriction_check: CHECK ((restriction = ANY (ARRAY['team'::text, 'listed'::text, 'security'::text])))
core.record record_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 500)))
core.record record_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.record record_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
core.record record_org_id_requester_id_fkey: FOREIGN KEY (org_id, requester_id) REFERENCES core.person(org_id, id)
core.record record_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
core.record record_pkey: PRIMARY KEY (org_id, id)
core.record record_org_id_kind_number_key: UNIQUE (org_id, kind, number)
core.recovery_code recovery_code_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.recovery_code recovery_code_pkey: PRIMARY KEY (org_id, person_id, code_hash)
core.role role_home_check: CHECK ((home = ANY (ARRAY['portal'::text, 'desk'::text, 'flow'::text, 'knowledge'::text, 'organization'::text])))
core.role role_idle_minutes_check: CHECK (((idle_minutes >= 1) AND (idle_minutes <= 1440)))
core.role role_key_check: CHECK ((key ~ '^[a-z0-9][a-z0-9-]{0,62}$'::text))
core.role role_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
core.role role_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.role role_pkey: PRIMARY KEY (org_id, id)
core.role role_org_id_key_key: UNIQUE (org_id, key)
core.role_assignment role_assignment_check: CHECK (((valid_to IS NULL) OR (valid_to > valid_from)))
core.role_assignment role_assignment_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
core.role_assignment role_assignment_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.role_assignment role_assignment_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
core.role_assignment role_assignment_pkey: PRIMARY KEY (org_id, id)
core.saml_provider saml_provider_certificates_check: CHECK (((cardinality(certificates) >= 1) AND (cardinality(certificates) <= 10)))
core.saml_provider saml_provider_email_attribute_check: CHECK ((length(email_attribute) <= 300))
core.saml_provider saml_provider_name_attribute_check: CHECK ((length(name_attribute) <= 300))
core.saml_provider saml_provider_sign_in_url_check: CHECK (((length(sign_in_url) >= 1) AND (length(sign_in_url) <= 1000)))
core.saml_provider saml_provider_sign_out_url_check: CHECK (((length(sign_out_url) >= 1) AND (length(sign_out_url) <= 1000)))
core.saml_provider saml_provider_org_id_provider_id_fkey: FOREIGN KEY (org_id, provider_id) REFERENCES core.identity_provider(org_id, id)
core.saml_provider saml_provider_pkey: PRIMARY KEY (org_id, provider_id)
core.saved_view saved_view_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
core.saved_view saved_view_sort_check: CHECK ((length(sort) <= 40))
core.saved_view saved_view_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.saved_view saved_view_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
core.saved_view saved_view_pkey: PRIMARY KEY (org_id, id)
core.search_entry search_entry_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.search_entry search_entry_pkey: PRIMARY KEY (org_id, entry_id)
core.search_miss search_miss_words_check: CHECK (((length(words) >= 2) AND (length(words) <= 200)))
core.search_miss search_miss_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.search_miss search_miss_pkey: PRIMARY KEY (org_id, words)
core.search_miss_word search_miss_word_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.search_miss_word search_miss_word_pkey: PRIMARY KEY (org_id, hash)
core.search_progress search_progress_is_only_check: CHECK (is_only)
core.search_progress search_progress_pkey: PRIMARY KEY (is_only)
core.search_total search_total_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.search_total search_total_pkey: PRIMARY KEY (org_id)
core.search_word search_word_word_check: CHECK (((length(word) >= 2) AND (length(word) <= 60)))
core.search_word search_word_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.search_word search_word_pkey: PRIMARY KEY (org_id, word)
core.searched searched_words_check: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
core.searched searched_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.searched searched_pkey: PRIMARY KEY (org_id, line_id)
core.second_factor second_factor_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.second_factor second_factor_pkey: PRIMARY KEY (org_id, person_id)
core.session session_idle_minutes_check: CHECK (((idle_minutes >= 1) AND (idle_minutes <= 1440)))
core.session session_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.session session_pkey: PRIMARY KEY (org_id, id)
core.session session_org_id_token_hash_key: UNIQUE (org_id, token_hash)
core.shown_message shown_message_org_id_message_id_fkey: FOREIGN KEY (org_id, message_id) REFERENCES core.message(org_id, id)
core.shown_message shown_message_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.shown_message shown_message_pkey: PRIMARY KEY (org_id, record_id, message_id)
core.site site_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.site site_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.site site_pkey: PRIMARY KEY (org_id, id)
core.site site_org_id_name_key: UNIQUE (org_id, name)
core.skill skill_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.skill skill_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.skill skill_pkey: PRIMARY KEY (org_id, id)
core.skill skill_org_id_name_key: UNIQUE (org_id, name)
core.spent_challenge spent_challenge_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.spent_challenge spent_challenge_pkey: PRIMARY KEY (org_id, hash)
core.synonym synonym_words_check: CHECK (((cardinality(words) >= 2) AND (cardinality(words) <= 20)))
core.synonym synonym_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.synonym synonym_pkey: PRIMARY KEY (org_id, id)
core.team team_email_check: CHECK ((email = lower(email)))
core.team team_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.team team_tier_check: CHECK (((tier >= 1) AND (tier <= 3)))
core.team team_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.team team_pkey: PRIMARY KEY (org_id, id)
core.team team_org_id_name_key: UNIQUE (org_id, name)
core.team_member team_member_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.team_member team_member_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
core.team_member team_member_pkey: PRIMARY KEY (org_id, team_id, person_id)
core.team_skill team_skill_org_id_skill_id_fkey: FOREIGN KEY (org_id, skill_id) REFERENCES core.skill(org_id, id)
core.team_skill team_skill_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
core.team_skill team_skill_pkey: PRIMARY KEY (org_id, team_id, skill_id)
core.throttle throttle_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.throttle throttle_pkey: PRIMARY KEY (org_id, key, window_at)
core.watcher watcher_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
core.watcher watcher_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
core.watcher watcher_pkey: PRIMARY KEY (org_id, record_id, person_id)
core.workstation workstation_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
core.workstation workstation_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
core.workstation workstation_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
core.workstation workstation_pkey: PRIMARY KEY (org_id, id)
core.workstation workstation_org_id_name_key: UNIQUE (org_id, name)
escalation.alarm alarm_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.alarm alarm_pkey: PRIMARY KEY (org_id)
escalation.calendar calendar_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
escalation.calendar calendar_version_check: CHECK ((version > 0))
escalation.calendar calendar_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.calendar calendar_pkey: PRIMARY KEY (org_id, id)
escalation.calendar calendar_org_id_name_key: UNIQUE (org_id, name)
escalation.calendar_use calendar_use_org_id_calendar_id_fkey: FOREIGN KEY (org_id, calendar_id) REFERENCES escalation.calendar(org_id, id)
escalation.calendar_use calendar_use_org_id_site_id_fkey: FOREIGN KEY (org_id, site_id) REFERENCES core.site(org_id, id)
escalation.calendar_use calendar_use_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.calendar_use calendar_use_pkey: PRIMARY KEY (org_id, scope_id)
escalation.calendar_version calendar_version_number_check: CHECK ((number > 0))
escalation.calendar_version calendar_version_org_id_calendar_id_fkey: FOREIGN KEY (org_id, calendar_id) REFERENCES escalation.calendar(org_id, id)
escalation.calendar_version calendar_version_pkey: PRIMARY KEY (org_id, id)
escalation.calendar_version calendar_version_org_id_calendar_id_number_key: UNIQUE (org_id, calendar_id, number)
escalation.climb climb_filings_check: CHECK ((filings > 0))
escalation.climb climb_movings_check: CHECK ((movings > 0))
escalation.climb climb_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
escalation.climb climb_org_id_version_id_fkey: FOREIGN KEY (org_id, version_id) REFERENCES escalation.ladder_version(org_id, id)
escalation.climb climb_pkey: PRIMARY KEY (org_id, ticket_id)
escalation.clock clock_kind_check: CHECK ((kind = ANY (ARRAY['first_response'::text, 'next_response'::text, 'resolution'::text])))
escalation.clock clock_round_check: CHECK ((round > 0))
escalation.clock clock_state_check: CHECK ((state = ANY (ARRAY['running'::text, 'paused'::text, 'met'::text, 'stopped'::text])))
escalation.clock clock_target_minutes_check: CHECK ((target_minutes > 0))
escalation.clock clock_warn_percent_check: CHECK (((warn_percent >= 1) AND (warn_percent <= 99)))
escalation.clock clock_org_id_calendar_version_id_fkey: FOREIGN KEY (org_id, calendar_version_id) REFERENCES escalation.calendar_version(org_id, id)
escalation.clock clock_org_id_policy_version_id_fkey: FOREIGN KEY (org_id, policy_version_id) REFERENCES escalation.policy_version(org_id, id)
escalation.clock clock_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
escalation.clock clock_pkey: PRIMARY KEY (org_id, ticket_id, kind, round)
escalation.cover cover_check: CHECK ((ends_at > starts_at))
escalation.cover cover_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
escalation.cover cover_org_id_layer_id_fkey: FOREIGN KEY (org_id, layer_id) REFERENCES escalation.rota_layer(org_id, id)
escalation.cover cover_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
escalation.cover cover_org_id_swap_id_fkey: FOREIGN KEY (org_id, swap_id) REFERENCES escalation.swap(org_id, id)
escalation.cover cover_pkey: PRIMARY KEY (org_id, id)
escalation.following following_org_id_calendar_version_id_fkey: FOREIGN KEY (org_id, calendar_version_id) REFERENCES escalation.calendar_version(org_id, id)
escalation.following following_org_id_policy_version_id_fkey: FOREIGN KEY (org_id, policy_version_id) REFERENCES escalation.policy_version(org_id, id)
escalation.following following_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
escalation.following following_pkey: PRIMARY KEY (org_id, ticket_id)
escalation.handover_note handover_note_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 4000)))
escalation.handover_note handover_note_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
escalation.handover_note handover_note_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.handover_note handover_note_pkey: PRIMARY KEY (org_id, id)
escalation.ladder ladder_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
escalation.ladder ladder_position_check: CHECK (("position" > 0))
escalation.ladder ladder_version_check: CHECK ((version > 0))
escalation.ladder ladder_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.ladder ladder_pkey: PRIMARY KEY (org_id, id)
escalation.ladder_alarm ladder_alarm_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.ladder_alarm ladder_alarm_pkey: PRIMARY KEY (org_id)
escalation.ladder_version ladder_version_number_check: CHECK ((number > 0))
escalation.ladder_version ladder_version_org_id_ladder_id_fkey: FOREIGN KEY (org_id, ladder_id) REFERENCES escalation.ladder(org_id, id)
escalation.ladder_version ladder_version_pkey: PRIMARY KEY (org_id, id)
escalation.ladder_version ladder_version_org_id_ladder_id_number_key: UNIQUE (org_id, ladder_id, number)
escalation.page page_acknowledge_minutes_check: CHECK (((acknowledge_minutes >= 1) AND (acknowledge_minutes <= 240)))
escalation.page page_check: CHECK (((state = 'open'::text) = (due_at IS NOT NULL)))
escalation.page page_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'acknowledged'::text, 'unanswered'::text, 'ended'::text])))
escalation.page page_step_check: CHECK ((step > 0))
escalation.page page_org_id_acknowledged_by_fkey: FOREIGN KEY (org_id, acknowledged_by) REFERENCES core.person(org_id, id)
escalation.page page_org_id_by_id_fkey: FOREIGN KEY (org_id, by_id) REFERENCES core.person(org_id, id)
escalation.page page_org_id_message_id_fkey: FOREIGN KEY (org_id, message_id) REFERENCES core.message(org_id, id)
escalation.page page_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
escalation.page page_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.page page_pkey: PRIMARY KEY (org_id, id)
escalation.page_call page_call_because_check: CHECK ((because = ANY (ARRAY['on_call'::text, 'lead'::text, 'person'::text, 'manager'::text])))
escalation.page_call page_call_layer_check: CHECK ((length(layer) <= 100))
escalation.page_call page_call_step_check: CHECK ((step > 0))
escalation.page_call page_call_org_id_page_id_fkey: FOREIGN KEY (org_id, page_id) REFERENCES escalation.page(org_id, id)
escalation.page_call page_call_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
escalation.page_call page_call_pkey: PRIMARY KEY (org_id, page_id, person_id)
escalation.policy policy_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
escalation.policy policy_version_check: CHECK ((version > 0))
escalation.policy policy_org_id_calendar_id_fkey: FOREIGN KEY (org_id, calendar_id) REFERENCES escalation.calendar(org_id, id)
escalation.policy policy_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.policy policy_pkey: PRIMARY KEY (org_id, id)
escalation.policy_version policy_version_number_check: CHECK ((number > 0))
escalation.policy_version policy_version_org_id_policy_id_fkey: FOREIGN KEY (org_id, policy_id) REFERENCES escalation.policy(org_id, id)
escalation.policy_version policy_version_pkey: PRIMARY KEY (org_id, id)
escalation.policy_version policy_version_org_id_policy_id_number_key: UNIQUE (org_id, policy_id, number)
escalation.push_device push_device_auth_check: CHECK (((length(auth) >= 20) AND (length(auth) <= 40)))
escalation.push_device push_device_endpoint_check: CHECK (((length(endpoint) >= 9) AND (length(endpoint) <= 2000)))
escalation.push_device push_device_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
escalation.push_device push_device_p256dh_check: CHECK (((length(p256dh) >= 80) AND (length(p256dh) <= 100)))
escalation.push_device push_device_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
escalation.push_device push_device_pkey: PRIMARY KEY (org_id, id)
escalation.recount recount_covers_check: CHECK ((covers = ANY (ARRAY['open'::text, 'imported'::text])))
escalation.recount recount_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
escalation.recount recount_pkey: PRIMARY KEY (org_id, id)
escalation.rota rota_acknowledge_minutes_check: CHECK (((acknowledge_minutes >= 1) AND (acknowledge_minutes <= 240)))
escalation.rota rota_changes_check: CHECK ((changes >= 0))
escalation.rota rota_version_check: CHECK ((version > 0))
escalation.rota rota_org_id_calendar_id_fkey: FOREIGN KEY (org_id, calendar_id) REFERENCES escalation.calendar(org_id, id)
escalation.rota rota_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.rota rota_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
escalation.rota rota_pkey: PRIMARY KEY (org_id, team_id)
escalation.rota_layer rota_layer_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
escalation.rota_layer rota_layer_on_holidays_check: CHECK ((on_holidays = ANY (ARRAY['always'::text, 'only'::text, 'never'::text])))
escalation.rota_layer rota_layer_position_check: CHECK (("position" >= 0))
escalation.rota_layer rota_layer_time_zone_check: CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 64)))
escalation.rota_layer rota_layer_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES escalation.rota(org_id, team_id)
escalation.rota_layer rota_layer_pkey: PRIMARY KEY (org_id, id)
escalation.rotation rotation_check: CHECK ((to_date > from_date))
escalation.rotation rotation_handover_minute_check: CHECK (((handover_minute >= 0) AND (handover_minute <= 1439)))
escalation.rotation rotation_handover_weekday_check: CHECK (((handover_weekday >= 1) AND (handover_weekday <= 7)))
escalation.rotation rotation_length_days_check: CHECK (((length_days >= 1) AND (length_days <= 366)))
escalation.rotation rotation_org_id_layer_id_fkey: FOREIGN KEY (org_id, layer_id) REFERENCES escalation.rota_layer(org_id, id)
escalation.rotation rotation_pkey: PRIMARY KEY (org_id, id)
escalation.rotation_person rotation_person_position_check: CHECK (("position" >= 0))
escalation.rotation_person rotation_person_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
escalation.rotation_person rotation_person_org_id_rotation_id_fkey: FOREIGN KEY (org_id, rotation_id) REFERENCES escalation.rotation(org_id, id)
escalation.rotation_person rotation_person_pkey: PRIMARY KEY (org_id, rotation_id, "position")
escalation.rung rung_cause_check: CHECK ((length(cause) <= 100))
escalation.rung rung_position_check: CHECK (("position" > 0))
escalation.rung rung_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'done'::text, 'skipped'::text])))
escalation.rung rung_why_check: CHECK ((length(why) <= 40))
escalation.rung rung_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
escalation.rung rung_org_id_version_id_fkey: FOREIGN KEY (org_id, version_id) REFERENCES escalation.ladder_version(org_id, id)
escalation.rung rung_pkey: PRIMARY KEY (org_id, ticket_id, step_id, cause)
escalation.self_assignment self_assignment_cause_check: CHECK ((length(cause) <= 100))
escalation.self_assignment self_assignment_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
escalation.self_assignment self_assignment_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
escalation.self_assignment self_assignment_pkey: PRIMARY KEY (org_id, ticket_id, cause)
escalation.swap swap_check: CHECK ((ends_at > starts_at))
escalation.swap swap_check1: CHECK ((back_ends_at > back_starts_at))
escalation.swap swap_state_check: CHECK ((state = ANY (ARRAY['asked'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
escalation.swap swap_org_id_asked_id_fkey: FOREIGN KEY (org_id, asked_id) REFERENCES core.person(org_id, id)
escalation.swap swap_org_id_asker_id_fkey: FOREIGN KEY (org_id, asker_id) REFERENCES core.person(org_id, id)
escalation.swap swap_org_id_layer_id_fkey: FOREIGN KEY (org_id, layer_id) REFERENCES escalation.rota_layer(org_id, id)
escalation.swap swap_pkey: PRIMARY KEY (org_id, id)
escalation.team_assignment team_assignment_mode_check: CHECK ((mode = ANY (ARRAY['off'::text, 'suggest'::text, 'assign'::text])))
escalation.team_assignment team_assignment_open_max_check: CHECK (((open_max >= 1) AND (open_max <= 500)))
escalation.team_assignment team_assignment_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.team_assignment team_assignment_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
escalation.team_assignment team_assignment_pkey: PRIMARY KEY (org_id, team_id)
escalation.webhook webhook_url_check: CHECK ((length(url) <= 2000))
escalation.webhook webhook_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.webhook webhook_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
escalation.webhook webhook_pkey: PRIMARY KEY (org_id, team_id)
escalation.webhook_delivery webhook_delivery_check: CHECK (((state = 'queued'::text) = (due_at IS NOT NULL)))
escalation.webhook_delivery webhook_delivery_last_error_check: CHECK ((length(last_error) <= 500))
escalation.webhook_delivery webhook_delivery_state_check: CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'dead'::text])))
escalation.webhook_delivery webhook_delivery_step_check: CHECK ((step > 0))
escalation.webhook_delivery webhook_delivery_tries_check: CHECK ((tries >= 0))
escalation.webhook_delivery webhook_delivery_org_id_page_id_fkey: FOREIGN KEY (org_id, page_id) REFERENCES escalation.page(org_id, id)
escalation.webhook_delivery webhook_delivery_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
escalation.webhook_delivery webhook_delivery_pkey: PRIMARY KEY (org_id, id)
escalation.webhook_delivery webhook_delivery_org_id_page_id_step_key: UNIQUE (org_id, page_id, step)
incidents.affected_place affected_place_org_id_incident_id_fkey: FOREIGN KEY (org_id, incident_id) REFERENCES incidents.incident(org_id, id)
incidents.affected_place affected_place_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
incidents.affected_place affected_place_pkey: PRIMARY KEY (org_id, incident_id, place_id)
incidents.duty duty_check: CHECK ((ended_at >= began_at))
incidents.duty duty_role_check: CHECK ((role = ANY (ARRAY['commander'::text, 'communications'::text, 'technical'::text, 'scribe'::text])))
incidents.duty duty_org_id_given_by_fkey: FOREIGN KEY (org_id, given_by) REFERENCES core.person(org_id, id)
incidents.duty duty_org_id_incident_id_fkey: FOREIGN KEY (org_id, incident_id) REFERENCES incidents.incident(org_id, id)
incidents.duty duty_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
incidents.duty duty_pkey: PRIMARY KEY (org_id, id)
incidents.incident incident_applications_check: CHECK ((cardinality(applications) <= 20))
incidents.incident incident_bridge_url_check: CHECK (((bridge_url ~ '^https://'::text) AND (length(bridge_url) <= 500)))
incidents.incident incident_ended_why_check: CHECK (((length(ended_why) >= 1) AND (length(ended_why) <= 2000)))
incidents.incident incident_impact_check: CHECK ((length(impact) <= 20000))
incidents.incident incident_went_well_check: CHECK ((length(went_well) <= 20000))
incidents.incident incident_what_happened_check: CHECK ((length(what_happened) <= 20000))
incidents.incident incident_why_check: CHECK (((length(why) >= 1) AND (length(why) <= 2000)))
incidents.incident incident_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
incidents.incident incident_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
incidents.incident incident_org_id_proposed_by_fkey: FOREIGN KEY (org_id, proposed_by) REFERENCES core.person(org_id, id)
incidents.incident incident_pkey: PRIMARY KEY (org_id, id)
incidents.review_action review_action_check: CHECK (((ticket_id IS NULL) OR (declined_why IS NULL)))
incidents.review_action review_action_declined_why_check: CHECK (((length(declined_why) >= 1) AND (length(declined_why) <= 2000)))
incidents.review_action review_action_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 500)))
incidents.review_action review_action_org_id_incident_id_fkey: FOREIGN KEY (org_id, incident_id) REFERENCES incidents.incident(org_id, id)
incidents.review_action review_action_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
incidents.review_action review_action_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
incidents.review_action review_action_pkey: PRIMARY KEY (org_id, id)
incidents.round round_body_check: CHECK ((length(body) <= 20000))
incidents.round round_org_id_incident_id_fkey: FOREIGN KEY (org_id, incident_id) REFERENCES incidents.incident(org_id, id)
incidents.round round_org_id_made_by_fkey: FOREIGN KEY (org_id, made_by) REFERENCES core.person(org_id, id)
incidents.round round_pkey: PRIMARY KEY (org_id, id)
incidents.round_ticket round_ticket_org_id_round_id_fkey: FOREIGN KEY (org_id, round_id) REFERENCES incidents.round(org_id, id)
incidents.round_ticket round_ticket_pkey: PRIMARY KEY (org_id, round_id, ticket_id)
incidents.update update_reporter_body_check: CHECK ((length(reporter_body) <= 20000))
incidents.update update_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.message(org_id, id)
incidents.update update_org_id_incident_id_fkey: FOREIGN KEY (org_id, incident_id) REFERENCES incidents.incident(org_id, id)
incidents.update update_pkey: PRIMARY KEY (org_id, id)
knowledge.article article_application_check: CHECK ((length(application) <= 200))
knowledge.article article_article_kind_check: CHECK ((article_kind = ANY (ARRAY['how_to'::text, 'problem'::text, 'known_error'::text, 'downtime'::text])))
knowledge.article article_audience_check: CHECK ((audience = ANY (ARRAY['internal'::text, 'staff'::text, 'public'::text])))
knowledge.article article_body_check: CHECK ((length(body) <= 200000))
knowledge.article article_category_check: CHECK ((length(category) <= 200))
knowledge.article article_department_ids_check: CHECK ((cardinality(department_ids) <= 20))
knowledge.article article_published_version: CHECK (((published_version >= 1) AND (published_version <= latest_version)))
knowledge.article article_review_interval_days_check: CHECK (((review_interval_days >= 7) AND (review_interval_days <= 3650)))
knowledge.article article_role_ids_check: CHECK ((cardinality(role_ids) <= 20))
knowledge.article article_validated_version: CHECK (((validated_version >= 1) AND (validated_version <= latest_version)))
knowledge.article article_category: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
knowledge.article article_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
knowledge.article article_pkey: PRIMARY KEY (org_id, id)
knowledge.comment comment_body_check: CHECK ((length(body) <= 4000))
knowledge.comment comment_purpose_check: CHECK ((purpose = ANY (ARRAY['comment'::text, 'sent_back'::text])))
knowledge.comment comment_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.comment comment_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
knowledge.comment comment_org_id_removed_by_fkey: FOREIGN KEY (org_id, removed_by) REFERENCES core.person(org_id, id)
knowledge.comment comment_pkey: PRIMARY KEY (org_id, article_id, id)
knowledge.duplicate duplicate_likeness_check: CHECK (((likeness >= (0)::double precision) AND (likeness <= (1)::double precision)))
knowledge.duplicate duplicate_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.duplicate duplicate_org_id_dismissed_by_fkey: FOREIGN KEY (org_id, dismissed_by) REFERENCES core.person(org_id, id)
knowledge.duplicate duplicate_org_id_other_id_fkey: FOREIGN KEY (org_id, other_id) REFERENCES knowledge.article(org_id, id)
knowledge.duplicate duplicate_pkey: PRIMARY KEY (org_id, article_id, other_id)
knowledge.exchange_file exchange_file_foreign_front_matter_check: CHECK ((length(foreign_front_matter) <= 200000))
knowledge.exchange_file exchange_file_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 200)))
knowledge.exchange_file exchange_file_path_check: CHECK (((length(path) >= 1) AND (length(path) <= 500)))
knowledge.exchange_file exchange_file_source_check: CHECK (((length(source) >= 1) AND (length(source) <= 200)))
knowledge.exchange_file exchange_file_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.exchange_file exchange_file_pkey: PRIMARY KEY (org_id, article_id)
knowledge.exchange_run exchange_run_failure_check: CHECK ((length(failure) <= 2000))
knowledge.exchange_run exchange_run_file_name_check: CHECK (((length(file_name) >= 1) AND (length(file_name) <= 255)))
knowledge.exchange_run exchange_run_size_bytes_check: CHECK ((size_bytes >= 0))
knowledge.exchange_run exchange_run_source_check: CHECK (((length(source) >= 1) AND (length(source) <= 200)))
knowledge.exchange_run exchange_run_state_check: CHECK ((state = ANY (ARRAY['previewed'::text, 'running'::text, 'done'::text, 'failed'::text])))
knowledge.exchange_run exchange_run_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
knowledge.exchange_run exchange_run_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
knowledge.exchange_run exchange_run_pkey: PRIMARY KEY (org_id, id)
knowledge.feedback feedback_comment_check: CHECK ((length(comment) <= 2000))
knowledge.feedback feedback_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.feedback feedback_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
knowledge.feedback feedback_pkey: PRIMARY KEY (org_id, article_id, person_id)
knowledge.flag flag_answer_check: CHECK ((length(answer) <= 2000))
knowledge.flag flag_body_check: CHECK ((length(body) <= 2000))
knowledge.flag flag_check: CHECK (((answered_at IS NULL) = (answer IS NULL)))
knowledge.flag flag_reason_check: CHECK ((reason = ANY (ARRAY['wrong'::text, 'outdated'::text, 'unclear'::text, 'duplicate'::text, 'private_data'::text])))
knowledge.flag flag_org_id_answered_by_fkey: FOREIGN KEY (org_id, answered_by) REFERENCES core.person(org_id, id)
knowledge.flag flag_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.flag flag_org_id_reporter_id_fkey: FOREIGN KEY (org_id, reporter_id) REFERENCES core.person(org_id, id)
knowledge.flag flag_pkey: PRIMARY KEY (org_id, article_id, id)
knowledge.form_read form_read_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.form_read form_read_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
knowledge.form_read form_read_pkey: PRIMARY KEY (org_id, form_id, article_id)
knowledge.gap gap_check: CHECK (((state = 'dismissed'::text) = (reason IS NOT NULL)))
knowledge.gap gap_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
knowledge.gap gap_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'dismissed'::text])))
knowledge.gap gap_terms_check: CHECK (((cardinality(terms) >= 1) AND (cardinality(terms) <= 12)))
knowledge.gap gap_tickets_check: CHECK ((tickets >= 1))
knowledge.gap gap_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
knowledge.gap gap_org_id_dismissed_by_fkey: FOREIGN KEY (org_id, dismissed_by) REFERENCES core.person(org_id, id)
knowledge.gap gap_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
knowledge.gap gap_pkey: PRIMARY KEY (org_id, id)
knowledge.gap_ticket gap_ticket_org_id_gap_id_fkey: FOREIGN KEY (org_id, gap_id) REFERENCES knowledge.gap(org_id, id)
knowledge.gap_ticket gap_ticket_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
knowledge.gap_ticket gap_ticket_pkey: PRIMARY KEY (org_id, gap_id, ticket_id)
knowledge.look look_org_id_article_id_version_fkey: FOREIGN KEY (org_id, article_id, version) REFERENCES knowledge.version(org_id, article_id, version)
knowledge.look look_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
knowledge.look look_pkey: PRIMARY KEY (org_id, article_id, version, person_id)
knowledge.measure measure_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.measure measure_pkey: PRIMARY KEY (org_id, article_id)
knowledge.measure_setting measure_setting_reopen_days_check: CHECK (((reopen_days >= 1) AND (reopen_days <= 60)))
knowledge.measure_setting measure_setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
knowledge.measure_setting measure_setting_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
knowledge.measure_setting measure_setting_pkey: PRIMARY KEY (org_id)
knowledge.moved moved_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.moved moved_org_id_into_id_fkey: FOREIGN KEY (org_id, into_id) REFERENCES knowledge.article(org_id, id)
knowledge.moved moved_org_id_moved_by_fkey: FOREIGN KEY (org_id, moved_by) REFERENCES core.person(org_id, id)
knowledge.moved moved_pkey: PRIMARY KEY (org_id, article_id)
knowledge.template template_article_kind_check: CHECK ((article_kind = ANY (ARRAY['how_to'::text, 'problem'::text, 'known_error'::text, 'downtime'::text])))
knowledge.template template_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
knowledge.template template_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
knowledge.template template_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
knowledge.template template_pkey: PRIMARY KEY (org_id, article_kind)
knowledge.use use_verdict_check: CHECK ((verdict = ANY (ARRAY['solved'::text, 'did_not_help'::text])))
knowledge.use use_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.use use_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
knowledge.use use_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
knowledge.use use_pkey: PRIMARY KEY (org_id, ticket_id, article_id)
knowledge.version version_body_check: CHECK ((length(body) <= 200000))
knowledge.version version_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.version version_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
knowledge.version version_pkey: PRIMARY KEY (org_id, article_id, version)
knowledge.view view_org_id_article_id_fkey: FOREIGN KEY (org_id, article_id) REFERENCES knowledge.article(org_id, id)
knowledge.view view_pkey: PRIMARY KEY (org_id, article_id, day)
notices.calendar_feed calendar_feed_parts_check: CHECK (((cardinality(parts) > 0) AND (parts <@ '{tasks,on_call,follow_ups,classes}'::text[])))
notices.calendar_feed calendar_feed_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.calendar_feed calendar_feed_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.calendar_feed calendar_feed_pkey: PRIMARY KEY (org_id, person_id)
notices.calendar_feed calendar_feed_org_id_token_hash_key: UNIQUE (org_id, token_hash)
notices.choice choice_kind_check: CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
notices.choice choice_mail_check: CHECK ((mail = ANY (ARRAY['now'::text, 'digest'::text, 'off'::text])))
notices.choice choice_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.choice choice_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.choice choice_pkey: PRIMARY KEY (org_id, person_id, kind)
notices.event_choice event_choice_kind_check: CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
notices.event_choice event_choice_mail_check: CHECK ((mail = ANY (ARRAY['now'::text, 'digest'::text, 'off'::text])))
notices.event_choice event_choice_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 40)))
notices.event_choice event_choice_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.event_choice event_choice_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.event_choice event_choice_pkey: PRIMARY KEY (org_id, person_id, kind, reason)
notices.muted_record muted_record_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.muted_record muted_record_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.muted_record muted_record_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
notices.muted_record muted_record_pkey: PRIMARY KEY (org_id, person_id, record_id)
notices.setting setting_check: CHECK (((quiet_from IS NULL) = (quiet_to IS NULL)))
notices.setting setting_check1: CHECK ((quiet_from <> quiet_to))
notices.setting setting_digest_at_check: CHECK (((digest_at >= 0) AND (digest_at <= 1439)))
notices.setting setting_digest_check: CHECK ((digest = ANY (ARRAY['hourly'::text, 'daily'::text])))
notices.setting setting_quiet_days_check: CHECK ((quiet_days <@ '{1,2,3,4,5,6,7}'::smallint[]))
notices.setting setting_quiet_from_check: CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
notices.setting setting_quiet_to_check: CHECK (((quiet_to >= 0) AND (quiet_to <= 1439)))
notices.setting setting_time_zone_check: CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 60)))
notices.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.setting setting_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.setting setting_pkey: PRIMARY KEY (org_id, person_id)
notices.waiting waiting_channel_check: CHECK ((channel = ANY (ARRAY['mail'::text, 'push'::text])))
notices.waiting waiting_check: CHECK (((done_at IS NULL) = (outcome IS NULL)))
notices.waiting waiting_kind_check: CHECK (((length(kind) >= 1) AND (length(kind) <= 40)))
notices.waiting waiting_outcome_check: CHECK ((outcome = ANY (ARRAY['sent'::text, 'read'::text, 'unwanted'::text, 'unseen'::text, 'gone'::text])))
notices.waiting waiting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
notices.waiting waiting_org_id_mail_id_fkey: FOREIGN KEY (org_id, mail_id) REFERENCES core.outbox(org_id, id) ON DELETE SET NULL (mail_id)
notices.waiting waiting_org_id_notification_id_fkey: FOREIGN KEY (org_id, notification_id) REFERENCES core.notification(org_id, id) ON DELETE CASCADE
notices.waiting waiting_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
notices.waiting waiting_pkey: PRIMARY KEY (org_id, notification_id, channel)
platform.backup backup_size_bytes_check: CHECK ((size_bytes >= 0))
platform.backup backup_pkey: PRIMARY KEY (at)
platform.epoch epoch_epoch_check: CHECK (((epoch >= 0) AND (epoch <= 16000)))
platform.epoch epoch_is_only_check: CHECK (is_only)
platform.epoch epoch_pkey: PRIMARY KEY (is_only)
platform.migration migration_sha256_check: CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
platform.migration migration_pkey: PRIMARY KEY (name)
privacy.allowed allowed_phrase_check: CHECK (((length(phrase) >= 1) AND (length(phrase) <= 300)))
privacy.allowed allowed_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
privacy.allowed allowed_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
privacy.allowed allowed_pkey: PRIMARY KEY (org_id, phrase, kind)
privacy.covered covered_org_id_finding_id_fkey: FOREIGN KEY (org_id, finding_id) REFERENCES privacy.finding(org_id, id)
privacy.covered covered_pkey: PRIMARY KEY (org_id, finding_id)
privacy.erasure erasure_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
privacy.erasure erasure_stage_check: CHECK ((stage = ANY (ARRAY['own'::text, 'others'::text, 'sweep'::text, 'entry'::text, 'look'::text])))
privacy.erasure erasure_state_check: CHECK ((state = ANY (ARRAY['asked'::text, 'working'::text, 'unfinished'::text, 'done'::text, 'ended'::text, 'refused'::text])))
privacy.erasure erasure_org_id_asked_by_fkey: FOREIGN KEY (org_id, asked_by) REFERENCES core.person(org_id, id)
privacy.erasure erasure_org_id_decided_by_fkey: FOREIGN KEY (org_id, decided_by) REFERENCES core.person(org_id, id)
privacy.erasure erasure_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
privacy.erasure erasure_pkey: PRIMARY KEY (org_id, id)
privacy.erasure erasure_org_id_number_key: UNIQUE (org_id, number)
privacy.export export_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
privacy.export export_org_id_asked_by_fkey: FOREIGN KEY (org_id, asked_by) REFERENCES core.person(org_id, id)
privacy.export export_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
privacy.export export_pkey: PRIMARY KEY (org_id, id)
privacy.file file_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'clean'::text, 'found'::text, 'unreadable'::text])))
privacy.file file_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
privacy.file file_pkey: PRIMARY KEY (org_id, attachment_id)
privacy.finding finding_check: CHECK (((team_id IS NULL) OR ((record_id IS NULL) AND (attachment_id IS NULL))))
privacy.finding finding_kind_check: CHECK ((kind = ANY (ARRAY['name'::text, 'mrn'::text, 'birth'::text, 'ssn'::text, 'address'::text, 'phone'::text, 'mail'::text, 'insurance'::text, 'account'::text, 'device'::text, 'text'::text])))
privacy.finding finding_mask_check: CHECK ((mask ~ '^[0-9a-z]{10}$'::text))
privacy.finding finding_state_check: CHECK ((state = ANY (ARRAY['suspected'::text, 'confirmed'::text, 'false_positive'::text, 'redacted'::text])))
privacy.finding finding_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
privacy.finding finding_org_id_decided_by_fkey: FOREIGN KEY (org_id, decided_by) REFERENCES core.person(org_id, id)
privacy.finding finding_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
privacy.finding finding_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
privacy.finding finding_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
privacy.finding finding_org_id_writer_id_fkey: FOREIGN KEY (org_id, writer_id) REFERENCES core.person(org_id, id)
privacy.finding finding_pkey: PRIMARY KEY (org_id, id)
privacy.finding finding_org_id_mask_key: UNIQUE (org_id, mask)
privacy.hold hold_check: CHECK (((person_id IS NULL) OR (record_id IS NULL)))
privacy.hold hold_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
privacy.hold hold_org_id_lifted_by_fkey: FOREIGN KEY (org_id, lifted_by) REFERENCES core.person(org_id, id)
privacy.hold hold_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
privacy.hold hold_org_id_placed_by_fkey: FOREIGN KEY (org_id, placed_by) REFERENCES core.person(org_id, id)
privacy.hold hold_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
privacy.hold hold_pkey: PRIMARY KEY (org_id, id)
privacy.reveal reveal_check: CHECK ((num_nonnulls(record_id, team_id) = 1))
privacy.reveal reveal_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
privacy.reveal reveal_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
privacy.reveal reveal_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
privacy.reveal reveal_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
privacy.reveal reveal_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
privacy.reveal reveal_pkey: PRIMARY KEY (org_id, id)
privacy.setting setting_context_words_check: CHECK ((cardinality(context_words) <= 100))
privacy.setting setting_formats_check: CHECK ((cardinality(formats) <= 20))
privacy.setting setting_harmless_words_check: CHECK ((cardinality(harmless_words) <= 200))
privacy.setting setting_threshold_check: CHECK (((threshold >= (0.3)::double precision) AND (threshold <= (1)::double precision)))
privacy.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
privacy.setting setting_org_id_second_off_by_fkey: FOREIGN KEY (org_id, second_off_by) REFERENCES core.person(org_id, id)
privacy.setting setting_pkey: PRIMARY KEY (org_id)
restriction.glass glass_check: CHECK (((verdict IS NULL) = (reviewed_at IS NULL)))
restriction.glass glass_check1: CHECK (((verdict IS NULL) = (reviewed_by_id IS NULL)))
restriction.glass glass_note_check: CHECK (((length(note) >= 1) AND (length(note) <= 2000)))
restriction.glass glass_verdict_check: CHECK ((verdict = ANY (ARRAY['justified'::text, 'not_justified'::text])))
restriction.glass glass_org_id_admission_id_fkey: FOREIGN KEY (org_id, admission_id) REFERENCES core.admission(org_id, id)
restriction.glass glass_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
restriction.glass glass_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
restriction.glass glass_org_id_reviewed_by_id_fkey: FOREIGN KEY (org_id, reviewed_by_id) REFERENCES core.person(org_id, id)
restriction.glass glass_pkey: PRIMARY KEY (org_id, id)
restriction.reason reason_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 500)))
restriction.reason reason_level_check: CHECK ((level = ANY (ARRAY['team'::text, 'listed'::text, 'security'::text])))
restriction.reason reason_org_id_admission_id_fkey: FOREIGN KEY (org_id, admission_id) REFERENCES core.admission(org_id, id)
restriction.reason reason_org_id_by_id_fkey: FOREIGN KEY (org_id, by_id) REFERENCES core.person(org_id, id)
restriction.reason reason_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
restriction.reason reason_pkey: PRIMARY KEY (org_id, id)
restriction.setting setting_glass_minutes_check: CHECK (((glass_minutes >= 5) AND (glass_minutes <= 480)))
restriction.setting setting_review_hours_check: CHECK (((review_hours >= 1) AND (review_hours <= 720)))
restriction.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
restriction.setting setting_pkey: PRIMARY KEY (org_id)
rules.alarm alarm_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
rules.alarm alarm_pkey: PRIMARY KEY (org_id)
rules.deed deed_outcome_check: CHECK ((outcome = ANY (ARRAY['done'::text, 'refused'::text])))
rules.deed deed_position_check: CHECK ((("position" >= 0) AND ("position" <= 9)))
rules.deed deed_why_check: CHECK ((length(why) <= 2000))
rules.deed deed_org_id_firing_id_fkey: FOREIGN KEY (org_id, firing_id) REFERENCES rules.firing(org_id, id)
rules.deed deed_pkey: PRIMARY KEY (org_id, firing_id, "position")
rules.firing firing_org_id_rule_id_fkey: FOREIGN KEY (org_id, rule_id) REFERENCES rules.rule(org_id, id)
rules.firing firing_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
rules.firing firing_org_id_version_id_fkey: FOREIGN KEY (org_id, version_id) REFERENCES rules.rule_version(org_id, id)
rules.firing firing_pkey: PRIMARY KEY (org_id, id)
rules.firing firing_org_id_task_id_rule_id_key: UNIQUE (org_id, task_id, rule_id)
rules.rule rule_check: CHECK (((stopped_at IS NULL) = (stopped_because IS NULL)))
rules.rule rule_check1: CHECK (((archived_at IS NULL) OR (NOT is_on)))
rules.rule rule_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
rules.rule rule_stopped_because_check: CHECK ((stopped_because = ANY (ARRAY['ticket'::text, 'organization'::text])))
rules.rule rule_version_check: CHECK ((version > 0))
rules.rule rule_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
rules.rule rule_org_id_keeper_id_fkey: FOREIGN KEY (org_id, keeper_id) REFERENCES core.person(org_id, id)
rules.rule rule_pkey: PRIMARY KEY (org_id, id)
rules.rule_version rule_version_number_check: CHECK ((number > 0))
rules.rule_version rule_version_org_id_rule_id_fkey: FOREIGN KEY (org_id, rule_id) REFERENCES rules.rule(org_id, id)
rules.rule_version rule_version_pkey: PRIMARY KEY (org_id, id)
rules.rule_version rule_version_org_id_rule_id_number_key: UNIQUE (org_id, rule_id, number)
rules.task task_org_id_rule_id_fkey: FOREIGN KEY (org_id, rule_id) REFERENCES rules.rule(org_id, id)
rules.task task_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
rules.task task_pkey: PRIMARY KEY (org_id, id)
rules.timer timer_org_id_rule_id_fkey: FOREIGN KEY (org_id, rule_id) REFERENCES rules.rule(org_id, id)
rules.timer timer_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
rules.timer timer_pkey: PRIMARY KEY (org_id, rule_id, ticket_id)
rules.trial trial_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
rules.trial trial_org_id_rule_id_fkey: FOREIGN KEY (org_id, rule_id) REFERENCES rules.rule(org_id, id)
rules.trial trial_org_id_started_by_fkey: FOREIGN KEY (org_id, started_by) REFERENCES core.person(org_id, id)
rules.trial trial_pkey: PRIMARY KEY (org_id, id)
safety.control control_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 2000)))
safety.control control_state_check: CHECK ((state = ANY (ARRAY['existing'::text, 'planned'::text])))
safety.control control_org_id_hazard_id_fkey: FOREIGN KEY (org_id, hazard_id) REFERENCES safety.hazard(org_id, id)
safety.control control_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
safety.control control_pkey: PRIMARY KEY (org_id, id)
safety.event event_description_check: CHECK ((length(description) <= 20000))
safety.event event_findings_check: CHECK ((length(findings) <= 20000))
safety.event event_likelihood_check: CHECK (((likelihood >= 1) AND (likelihood <= 5)))
safety.event event_outcome_check: CHECK ((outcome = ANY (ARRAY['severe_harm'::text, 'harm'::text, 'near_miss'::text])))
safety.event event_reason_check: CHECK ((length(reason) <= 20000))
safety.event event_severity_check: CHECK (((severity >= 1) AND (severity <= 5)))
safety.event event_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
safety.event event_org_id_reported_by_fkey: FOREIGN KEY (org_id, reported_by) REFERENCES core.person(org_id, id)
safety.event event_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
safety.event event_pkey: PRIMARY KEY (org_id, id)
safety.hazard hazard_cause_check: CHECK ((length(cause) <= 5000))
safety.hazard hazard_effect_check: CHECK ((length(effect) <= 5000))
safety.hazard hazard_likelihood_after_check: CHECK (((likelihood_after >= 1) AND (likelihood_after <= 5)))
safety.hazard hazard_likelihood_check: CHECK (((likelihood >= 1) AND (likelihood <= 5)))
safety.hazard hazard_reason_check: CHECK ((length(reason) <= 5000))
safety.hazard hazard_severity_after_check: CHECK (((severity_after >= 1) AND (severity_after <= 5)))
safety.hazard hazard_severity_check: CHECK (((severity >= 1) AND (severity <= 5)))
safety.hazard hazard_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
safety.hazard hazard_pkey: PRIMARY KEY (org_id, id)
safety.hazard_record hazard_record_org_id_hazard_id_fkey: FOREIGN KEY (org_id, hazard_id) REFERENCES safety.hazard(org_id, id)
safety.hazard_record hazard_record_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES core.record(org_id, id)
safety.hazard_record hazard_record_pkey: PRIMARY KEY (org_id, hazard_id, record_id)
safety.note note_body_check: CHECK ((length(body) <= 20000))
safety.note note_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
safety.note note_org_id_event_id_fkey: FOREIGN KEY (org_id, event_id) REFERENCES safety.event(org_id, id)
safety.note note_pkey: PRIMARY KEY (org_id, id)
safety.numbering numbering_kind_check: CHECK ((kind = ANY (ARRAY['safety_event'::text, 'hazard'::text])))
safety.numbering numbering_last_check: CHECK ((last > 0))
safety.numbering numbering_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
safety.numbering numbering_pkey: PRIMARY KEY (org_id, kind)
safety.setting setting_version_check: CHECK ((version > 0))
safety.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
safety.setting setting_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
safety.setting setting_pkey: PRIMARY KEY (org_id)
surveys.invitation invitation_check: CHECK (((sent_at IS NULL) OR (dropped IS NULL)))
surveys.invitation invitation_check1: CHECK (((sent_at IS NULL) = (expires_at IS NULL)))
surveys.invitation invitation_check2: CHECK (((answered_at IS NULL) OR (sent_at IS NOT NULL)))
surveys.invitation invitation_dropped_check: CHECK ((dropped = ANY (ARRAY['off'::text, 'reopened'::text, 'rated'::text, 'asked_lately'::text, 'no_address'::text, 'another_person'::text])))
surveys.invitation invitation_reopened_count_check: CHECK ((reopened_count >= 0))
surveys.invitation invitation_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
surveys.invitation invitation_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
surveys.invitation invitation_pkey: PRIMARY KEY (org_id, id)
surveys.low_answer low_answer_deed_check: CHECK ((deed = ANY (ARRAY['tell'::text, 'file'::text, 'reopen'::text])))
surveys.low_answer low_answer_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
surveys.low_answer low_answer_pkey: PRIMARY KEY (org_id, ticket_id, reopened_count)
surveys.setting setting_delay_hours_check: CHECK (((delay_hours >= 0) AND (delay_hours <= 720)))
surveys.setting setting_link_days_check: CHECK (((link_days >= 1) AND (link_days <= 90)))
surveys.setting setting_low_deed_check: CHECK ((low_deed = ANY (ARRAY['tell'::text, 'file'::text, 'reopen'::text])))
surveys.setting setting_low_score_check: CHECK (((low_score >= 0) AND (low_score <= 4)))
surveys.setting setting_person_days_check: CHECK (((person_days >= 0) AND (person_days <= 365)))
surveys.setting setting_share_percent_check: CHECK (((share_percent >= 0) AND (share_percent <= 100)))
surveys.setting setting_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
surveys.setting setting_pkey: PRIMARY KEY (org_id)
surveys.solution solution_rating_check: CHECK (((rating >= 1) AND (rating <= 5)))
surveys.solution solution_reopened_count_check: CHECK ((reopened_count >= 0))
surveys.solution solution_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
surveys.solution solution_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
surveys.solution solution_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
surveys.solution solution_pkey: PRIMARY KEY (org_id, ticket_id, reopened_count)
tickets.category category_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
tickets.category category_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.category category_org_id_parent_id_fkey: FOREIGN KEY (org_id, parent_id) REFERENCES tickets.category(org_id, id)
tickets.category category_pkey: PRIMARY KEY (org_id, id)
tickets.checklist checklist_title_check: CHECK ((length(title) <= 300))
tickets.checklist checklist_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.checklist checklist_pkey: PRIMARY KEY (org_id, id)
tickets.checklist_item checklist_item_check: CHECK (((NOT is_task) OR (team_id IS NOT NULL)))
tickets.checklist_item checklist_item_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 300)))
tickets.checklist_item checklist_item_org_id_assigned_to_id_fkey: FOREIGN KEY (org_id, assigned_to_id) REFERENCES core.person(org_id, id)
tickets.checklist_item checklist_item_org_id_checklist_id_fkey: FOREIGN KEY (org_id, checklist_id) REFERENCES tickets.checklist(org_id, id) ON DELETE CASCADE
tickets.checklist_item checklist_item_org_id_done_by_id_fkey: FOREIGN KEY (org_id, done_by_id) REFERENCES core.person(org_id, id)
tickets.checklist_item checklist_item_org_id_task_id_fkey: FOREIGN KEY (org_id, task_id) REFERENCES core.record(org_id, id)
tickets.checklist_item checklist_item_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
tickets.checklist_item checklist_item_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.checklist_item checklist_item_pkey: PRIMARY KEY (org_id, id)
tickets.checklist_template checklist_template_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
tickets.checklist_template checklist_template_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.checklist_template checklist_template_pkey: PRIMARY KEY (org_id, id)
tickets.flow_day flow_day_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.flow_day flow_day_pkey: PRIMARY KEY (org_id, day)
tickets.flow_fold flow_fold_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.flow_fold flow_fold_pkey: PRIMARY KEY (org_id)
tickets.follow_up follow_up_note_check: CHECK ((length(note) <= 500))
tickets.follow_up follow_up_org_id_done_by_fkey: FOREIGN KEY (org_id, done_by) REFERENCES core.person(org_id, id)
tickets.follow_up follow_up_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
tickets.follow_up follow_up_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
tickets.follow_up follow_up_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.follow_up follow_up_pkey: PRIMARY KEY (org_id, id)
tickets.fulfilment fulfilment_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.fulfilment fulfilment_pkey: PRIMARY KEY (org_id, ticket_id)
tickets.hand hand_direction_check: CHECK ((direction = ANY (ARRAY['up'::text, 'back'::text, 'across'::text])))
tickets.hand hand_reason_check: CHECK ((length(reason) <= 2000))
tickets.hand hand_tried_check: CHECK ((length(tried) <= 20000))
tickets.hand hand_org_id_by_id_fkey: FOREIGN KEY (org_id, by_id) REFERENCES core.person(org_id, id)
tickets.hand hand_org_id_from_team_id_fkey: FOREIGN KEY (org_id, from_team_id) REFERENCES core.team(org_id, id)
tickets.hand hand_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.hand hand_org_id_to_team_id_fkey: FOREIGN KEY (org_id, to_team_id) REFERENCES core.team(org_id, id)
tickets.hand hand_pkey: PRIMARY KEY (org_id, id)
tickets.heard_word heard_word_org_id_message_id_fkey: FOREIGN KEY (org_id, message_id) REFERENCES core.message(org_id, id)
tickets.heard_word heard_word_pkey: PRIMARY KEY (org_id, message_id)
tickets.label label_check: CHECK (((place_id IS NULL) OR (workstation_id IS NULL)))
tickets.label label_code_check: CHECK ((length(code) <= 40))
tickets.label label_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.label label_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
tickets.label label_org_id_workstation_id_fkey: FOREIGN KEY (org_id, workstation_id) REFERENCES core.workstation(org_id, id)
tickets.label label_pkey: PRIMARY KEY (org_id, id)
tickets.label label_org_id_code_key: UNIQUE (org_id, code)
tickets.merged_follower merged_follower_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
tickets.merged_follower merged_follower_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.merged_follower merged_follower_pkey: PRIMARY KEY (org_id, id)
tickets.merging merging_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.merging merging_pkey: PRIMARY KEY (org_id, ticket_id)
tickets.person_signature person_signature_en_check: CHECK ((length(en) <= 200))
tickets.person_signature person_signature_es_check: CHECK ((length(es) <= 200))
tickets.person_signature person_signature_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
tickets.person_signature person_signature_pkey: PRIMARY KEY (org_id, person_id)
tickets.phone_call phone_call_seconds_check: CHECK (((seconds >= 0) AND (seconds <= 86400)))
tickets.phone_call phone_call_org_id_agent_id_fkey: FOREIGN KEY (org_id, agent_id) REFERENCES core.person(org_id, id)
tickets.phone_call phone_call_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.phone_call phone_call_pkey: PRIMARY KEY (org_id, id)
tickets.preset preset_kind_check: CHECK ((kind = ANY (ARRAY['macro'::text, 'reply'::text, 'template'::text])))
tickets.preset preset_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 100)))
tickets.preset preset_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.preset preset_org_id_owner_id_fkey: FOREIGN KEY (org_id, owner_id) REFERENCES core.person(org_id, id)
tickets.preset preset_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
tickets.preset preset_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
tickets.preset preset_pkey: PRIMARY KEY (org_id, id)
tickets.priority_override priority_override_answered_check: CHECK (((answered >= 1) AND (answered <= 4)))
tickets.priority_override priority_override_priority_check: CHECK (((priority >= 1) AND (priority <= 4)))
tickets.priority_override priority_override_org_id_by_id_fkey: FOREIGN KEY (org_id, by_id) REFERENCES core.person(org_id, id)
tickets.priority_override priority_override_org_id_message_id_fkey: FOREIGN KEY (org_id, message_id) REFERENCES core.message(org_id, id)
tickets.priority_override priority_override_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.priority_override priority_override_pkey: PRIMARY KEY (org_id, id)
tickets.priority_rules priority_rules_number_check: CHECK ((number > 0))
tickets.priority_rules priority_rules_org_id_created_by_fkey: FOREIGN KEY (org_id, created_by) REFERENCES core.person(org_id, id)
tickets.priority_rules priority_rules_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
tickets.priority_rules priority_rules_pkey: PRIMARY KEY (org_id, number)
tickets.scheduled_reply scheduled_reply_body_check: CHECK ((length(body) <= 100000))
tickets.scheduled_reply scheduled_reply_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'sent'::text, 'discarded'::text])))
tickets.scheduled_reply scheduled_reply_why_check: CHECK ((why = ANY (ARRAY['answered'::text, 'done'::text, 'redacted'::text, 'refused'::text])))
tickets.scheduled_reply scheduled_reply_org_id_author_id_fkey: FOREIGN KEY (org_id, author_id) REFERENCES core.person(org_id, id)
tickets.scheduled_reply scheduled_reply_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.scheduled_reply scheduled_reply_pkey: PRIMARY KEY (org_id, id)
tickets.shared_draft shared_draft_body_check: CHECK ((length(body) <= 100000))
tickets.shared_draft shared_draft_version_check: CHECK ((version > 0))
tickets.shared_draft shared_draft_org_id_ready_by_fkey: FOREIGN KEY (org_id, ready_by) REFERENCES core.person(org_id, id)
tickets.shared_draft shared_draft_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.shared_draft shared_draft_org_id_updated_by_fkey: FOREIGN KEY (org_id, updated_by) REFERENCES core.person(org_id, id)
tickets.shared_draft shared_draft_pkey: PRIMARY KEY (org_id, ticket_id)
tickets.team_signature team_signature_en_check: CHECK ((length(en) <= 1000))
tickets.team_signature team_signature_es_check: CHECK ((length(es) <= 1000))
tickets.team_signature team_signature_org_id_team_id_fkey: FOREIGN KEY (org_id, team_id) REFERENCES core.team(org_id, id)
tickets.team_signature team_signature_pkey: PRIMARY KEY (org_id, team_id)
tickets.ticket ticket_application_check: CHECK ((length(application) <= 200))
tickets.ticket ticket_cause_check: CHECK ((length(cause) <= 2000))
tickets.ticket ticket_channel_check: CHECK ((channel = ANY (ARRAY['portal'::text, 'phone'::text, 'mail'::text, 'walk_up'::text, 'api'::text, 'alert'::text, 'import'::text])))
tickets.ticket ticket_check: CHECK (((merged_into_id IS NULL) OR (merged_into_id <> id)))
tickets.ticket ticket_device_check: CHECK ((length(device) <= 200))
tickets.ticket ticket_impact_check: CHECK (((impact >= 1) AND (impact <= 4)))
tickets.ticket ticket_rating_check: CHECK (((rating >= 1) AND (rating <= 5)))
tickets.ticket ticket_rating_comment_check: CHECK ((length(rating_comment) <= 2000))
tickets.ticket ticket_resolution_code_check: CHECK ((resolution_code = ANY (ARRAY['fixed'::text, 'workaround'::text, 'answered'::text, 'taught'::text, 'duplicate'::text, 'no_fault'::text, 'declined'::text])))
tickets.ticket ticket_shared_login_check: CHECK ((length(shared_login) <= 100))
tickets.ticket ticket_ticket_kind_check: CHECK ((ticket_kind = ANY (ARRAY['incident'::text, 'service_request'::text, 'question'::text, 'problem'::text])))
tickets.ticket ticket_urgency_check: CHECK (((urgency >= 1) AND (urgency <= 4)))
tickets.ticket ticket_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
tickets.ticket ticket_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
tickets.ticket ticket_org_id_last_word_by_id_fkey: FOREIGN KEY (org_id, last_word_by_id) REFERENCES core.person(org_id, id)
tickets.ticket ticket_org_id_merged_into_id_fkey: FOREIGN KEY (org_id, merged_into_id) REFERENCES core.record(org_id, id)
tickets.ticket ticket_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
tickets.ticket ticket_org_id_reported_by_id_fkey: FOREIGN KEY (org_id, reported_by_id) REFERENCES core.person(org_id, id)
tickets.ticket ticket_org_id_workstation_id_fkey: FOREIGN KEY (org_id, workstation_id) REFERENCES core.workstation(org_id, id)
tickets.ticket ticket_pkey: PRIMARY KEY (org_id, id)
tickets.time_correction time_correction_minutes_check: CHECK (((minutes >= 0) AND (minutes <= 1440)))
tickets.time_correction time_correction_note_check: CHECK ((length(note) <= 500))
tickets.time_correction time_correction_org_id_entry_id_fkey: FOREIGN KEY (org_id, entry_id) REFERENCES tickets.time_entry(org_id, id)
tickets.time_correction time_correction_pkey: PRIMARY KEY (org_id, id)
tickets.time_entry time_entry_minutes_check: CHECK (((minutes >= 1) AND (minutes <= 1440)))
tickets.time_entry time_entry_note_check: CHECK ((length(note) <= 500))
tickets.time_entry time_entry_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
tickets.time_entry time_entry_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.time_entry time_entry_pkey: PRIMARY KEY (org_id, id)
tickets.timer timer_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
tickets.timer timer_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.timer timer_pkey: PRIMARY KEY (org_id, person_id)
tickets.weighing weighing_check: CHECK (((answers IS NULL) = (version IS NULL)))
tickets.weighing weighing_check1: CHECK ((((p1 IS NULL) = (p1_by IS NULL)) AND ((p1 IS NULL) = (p1_at IS NULL))))
tickets.weighing weighing_p1_check: CHECK ((p1 = ANY (ARRAY['proposed'::text, 'declined'::text])))
tickets.weighing weighing_version_check: CHECK ((version >= 0))
tickets.weighing weighing_org_id_p1_by_fkey: FOREIGN KEY (org_id, p1_by) REFERENCES core.person(org_id, id)
tickets.weighing weighing_org_id_set_id_fkey: FOREIGN KEY (org_id, set_id) REFERENCES tickets.category(org_id, id)
tickets.weighing weighing_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES tickets.ticket(org_id, id)
tickets.weighing weighing_pkey: PRIMARY KEY (org_id, ticket_id)
trail.checkpoint checkpoint_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
trail.checkpoint checkpoint_pkey: PRIMARY KEY (org_id, seq)
trail.link link_check: CHECK ((total >= lines))
trail.link link_check1: CHECK ((length(entries) = (57 * lines)))
trail.link link_hash_check: CHECK ((length(hash) = 32))
trail.link link_lines_check: CHECK ((lines > 0))
trail.link link_seq_check: CHECK ((seq > 0))
trail.link link_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
trail.link link_pkey: PRIMARY KEY (org_id, seq)
training.activity activity_activity_kind_check: CHECK ((activity_kind = ANY (ARRAY['presentation'::text, 'demonstration'::text, 'practice'::text, 'discussion'::text, 'simulation'::text, 'self_study'::text, 'check'::text, 'break'::text])))
training.activity activity_material_check: CHECK ((length(material) <= 500))
training.activity activity_minutes_check: CHECK (((minutes >= 1) AND (minutes <= 480)))
training.activity activity_position_check: CHECK ((("position" >= 1) AND ("position" <= 100)))
training.activity activity_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.activity activity_verification_check: CHECK ((length(verification) <= 500))
training.activity activity_org_id_course_id_version_fkey: FOREIGN KEY (org_id, course_id, version) REFERENCES training.course_version(org_id, course_id, version)
training.activity activity_org_id_course_id_version_objective_position_fkey: FOREIGN KEY (org_id, course_id, version, objective_position) REFERENCES training.objective(org_id, course_id, version, "position")
training.activity activity_pkey: PRIMARY KEY (org_id, course_id, version, "position")
training.application_user application_user_application_check: CHECK (((length(application) >= 1) AND (length(application) <= 200)))
training.application_user application_user_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.application_user application_user_pkey: PRIMARY KEY (org_id, application, person_id)
training.badge_key badge_key_public_key_check: CHECK ((public_key ~ '^[A-Za-z0-9_-]{43}$'::text))
training.badge_key badge_key_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.badge_key badge_key_pkey: PRIMARY KEY (org_id, id)
training.booking booking_attendance_check: CHECK ((attendance = ANY (ARRAY['attended'::text, 'partial'::text, 'excused'::text, 'no_show'::text])))
training.booking booking_state_check: CHECK ((state = ANY (ARRAY['requested'::text, 'booked'::text, 'waitlisted'::text, 'cancelled'::text, 'declined'::text])))
training.booking booking_way_check: CHECK ((way = ANY (ARRAY['self'::text, 'manager'::text, 'trainer'::text, 'walk_in'::text, 'agent'::text, 'need'::text])))
training.booking booking_org_id_booked_by_fkey: FOREIGN KEY (org_id, booked_by) REFERENCES core.person(org_id, id)
training.booking booking_org_id_class_id_fkey: FOREIGN KEY (org_id, class_id) REFERENCES training.class(org_id, id)
training.booking booking_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.booking booking_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES training.learning_record(org_id, id)
training.booking booking_pkey: PRIMARY KEY (org_id, class_id, person_id)
training.certificate certificate_number_check: CHECK ((number > 0))
training.certificate certificate_token_check: CHECK ((token ~ '^[A-Za-z0-9_-]{22}$'::text))
training.certificate certificate_org_id_line_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.certificate certificate_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.certificate certificate_pkey: PRIMARY KEY (org_id, line_id)
training.certificate certificate_org_id_number_key: UNIQUE (org_id, number)
training.certificate certificate_org_id_token_key: UNIQUE (org_id, token)
training.check_off check_off_check: CHECK ((person_id <> assessor_id))
training.check_off check_off_signature_check: CHECK (((length(signature) >= 1) AND (length(signature) <= 200)))
training.check_off check_off_org_id_assessor_id_fkey: FOREIGN KEY (org_id, assessor_id) REFERENCES core.person(org_id, id)
training.check_off check_off_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.check_off check_off_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES training.learning_record(org_id, id)
training.check_off check_off_org_id_rubric_id_version_fkey: FOREIGN KEY (org_id, rubric_id, version) REFERENCES training.rubric_version(org_id, rubric_id, version)
training.check_off check_off_pkey: PRIMARY KEY (org_id, id)
training.check_off check_off_org_id_record_id_key: UNIQUE (org_id, record_id)
training.claim claim_check: CHECK (((competency_id IS NULL) = (level IS NULL)))
training.claim claim_check1: CHECK (((state = 'declined'::text) = ((decided_by IS NOT NULL) AND (decided_at IS NOT NULL))))
training.claim claim_duration_minutes_check: CHECK (((duration_minutes >= 0) AND (duration_minutes <= 100000)))
training.claim claim_evidence_check: CHECK ((length(evidence) <= 1000))
training.claim claim_evidence_link_check: CHECK ((length(evidence_link) <= 500))
training.claim claim_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.claim claim_origin_check: CHECK ((origin = ANY (ARRAY['prior'::text, 'outside'::text])))
training.claim claim_provider_check: CHECK ((length(provider) <= 200))
training.claim claim_reason_check: CHECK ((length(reason) <= 1000))
training.claim claim_state_check: CHECK ((state = ANY (ARRAY['waiting'::text, 'declined'::text])))
training.claim claim_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.claim claim_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.claim claim_org_id_decided_by_fkey: FOREIGN KEY (org_id, decided_by) REFERENCES core.person(org_id, id)
training.claim claim_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.claim claim_pkey: PRIMARY KEY (org_id, id)
training.claim_file claim_file_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
training.claim_file claim_file_org_id_claim_id_fkey: FOREIGN KEY (org_id, claim_id) REFERENCES training.claim(org_id, id) ON DELETE CASCADE
training.claim_file claim_file_pkey: PRIMARY KEY (org_id, attachment_id)
training.class class_cancel_reason_check: CHECK ((length(cancel_reason) <= 500))
training.class class_capacity_check: CHECK (((capacity >= 1) AND (capacity <= 200)))
training.class class_check: CHECK (((ends_at > starts_at) AND (ends_at <= (starts_at + '12:00:00'::interval))))
training.class class_cost_check: CHECK ((cost >= (0)::numeric))
training.class class_time_zone_check: CHECK (((length(time_zone) >= 1) AND (length(time_zone) <= 60)))
training.class class_virtual_link_check: CHECK ((length(virtual_link) <= 500))
training.class class_org_id_course_id_version_fkey: FOREIGN KEY (org_id, course_id, version) REFERENCES training.course_version(org_id, course_id, version)
training.class class_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
training.class class_org_id_place_id_fkey: FOREIGN KEY (org_id, place_id) REFERENCES core.place(org_id, id)
training.class class_pkey: PRIMARY KEY (org_id, id)
training.class_feedback class_feedback_rating_check: CHECK (((rating >= 1) AND (rating <= 5)))
training.class_feedback class_feedback_words_check: CHECK ((length(words) <= 1000))
training.class_feedback class_feedback_org_id_class_id_fkey: FOREIGN KEY (org_id, class_id) REFERENCES training.class(org_id, id)
training.class_feedback class_feedback_pkey: PRIMARY KEY (org_id, id)
training.class_trainer class_trainer_org_id_class_id_fkey: FOREIGN KEY (org_id, class_id) REFERENCES training.class(org_id, id)
training.class_trainer class_trainer_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.class_trainer class_trainer_pkey: PRIMARY KEY (org_id, class_id, person_id)
training.competency competency_code_check: CHECK (((length(code) >= 1) AND (length(code) <= 60)))
training.competency competency_description_check: CHECK ((length(description) <= 4000))
training.competency competency_kind_check: CHECK ((kind = ANY (ARRAY['work_role'::text, 'task'::text, 'knowledge'::text, 'skill'::text, 'ability'::text])))
training.competency competency_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 1000)))
training.competency competency_org_id_framework_id_fkey: FOREIGN KEY (org_id, framework_id) REFERENCES training.framework(org_id, id)
training.competency competency_pkey: PRIMARY KEY (org_id, id)
training.competency competency_org_id_framework_id_code_key: UNIQUE (org_id, framework_id, code)
training.compliance_day compliance_day_check: CHECK (((complete >= 0) AND (complete <= people)))
training.compliance_day compliance_day_check1: CHECK ((asked >= people))
training.compliance_day compliance_day_check2: CHECK (((met >= 0) AND (met <= asked)))
training.compliance_day compliance_day_people_check: CHECK ((people > 0))
training.compliance_day compliance_day_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.compliance_day compliance_day_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.compliance_day compliance_day_pkey: PRIMARY KEY (org_id, id)
training.compliance_day compliance_day_org_id_day_department_id_key: UNIQUE NULLS NOT DISTINCT (org_id, day, department_id)
training.course course_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
training.course course_pkey: PRIMARY KEY (org_id, id)
training.course_completion course_completion_org_id_course_id_version_fkey: FOREIGN KEY (org_id, course_id, version) REFERENCES training.course_version(org_id, course_id, version)
training.course_completion course_completion_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES training.learning_record(org_id, id)
training.course_completion course_completion_pkey: PRIMARY KEY (org_id, record_id)
training.course_material course_material_position_check: CHECK ((("position" >= 1) AND ("position" <= 50)))
training.course_material course_material_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
training.course_material course_material_org_id_course_id_version_fkey: FOREIGN KEY (org_id, course_id, version) REFERENCES training.course_version(org_id, course_id, version)
training.course_material course_material_pkey: PRIMARY KEY (org_id, course_id, version, "position")
training.course_material course_material_org_id_course_id_version_attachment_id_key: UNIQUE (org_id, course_id, version, attachment_id)
training.course_test course_test_check: CHECK ((before_quiz_id <> after_quiz_id))
training.course_test course_test_org_id_after_quiz_id_fkey: FOREIGN KEY (org_id, after_quiz_id) REFERENCES training.quiz(org_id, id)
training.course_test course_test_org_id_before_quiz_id_fkey: FOREIGN KEY (org_id, before_quiz_id) REFERENCES training.quiz(org_id, id)
training.course_test course_test_org_id_course_id_fkey: FOREIGN KEY (org_id, course_id) REFERENCES training.course(org_id, id)
training.course_test course_test_pkey: PRIMARY KEY (org_id, course_id)
training.course_version course_version_applications_check: CHECK ((cardinality(applications) <= 20))
training.course_version course_version_audience_check: CHECK ((length(audience) <= 300))
training.course_version course_version_check: CHECK (((published_at IS NULL) = (published_by IS NULL)))
training.course_version course_version_course_kind_check: CHECK ((course_kind = ANY (ARRAY['new_software'::text, 'update'::text, 'reinforcement'::text, 'remedial'::text, 'onboarding'::text, 'patients'::text])))
training.course_version course_version_summary_check: CHECK ((length(summary) <= 4000))
training.course_version course_version_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.course_version course_version_version_check: CHECK ((version >= 1))
training.course_version course_version_org_id_course_id_fkey: FOREIGN KEY (org_id, course_id) REFERENCES training.course(org_id, id)
training.course_version course_version_org_id_published_by_fkey: FOREIGN KEY (org_id, published_by) REFERENCES core.person(org_id, id)
training.course_version course_version_pkey: PRIMARY KEY (org_id, course_id, version)
training.credential credential_check: CHECK (((told_for IS NULL) = (told_stage IS NULL)))
training.credential credential_told_stage_check: CHECK ((told_stage = ANY (ARRAY['window'::text, 'days_30'::text, 'days_7'::text, 'over'::text])))
training.credential credential_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.credential credential_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.credential credential_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.credential credential_org_id_requirement_id_fkey: FOREIGN KEY (org_id, requirement_id) REFERENCES training.requirement(org_id, id)
training.credential credential_pkey: PRIMARY KEY (org_id, requirement_id, person_id)
training.evidence_file evidence_file_org_id_attachment_id_fkey: FOREIGN KEY (org_id, attachment_id) REFERENCES core.attachment(org_id, id)
training.evidence_file evidence_file_org_id_line_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.evidence_file evidence_file_pkey: PRIMARY KEY (org_id, attachment_id)
training.framework framework_levels_check: CHECK (((cardinality(levels) >= 1) AND (cardinality(levels) <= 10)))
training.framework framework_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
training.framework framework_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.framework framework_pkey: PRIMARY KEY (org_id, id)
training.framework framework_org_id_name_key: UNIQUE (org_id, name)
training.imported_line imported_line_line_hash_check: CHECK ((length(line_hash) = 32))
training.imported_line imported_line_org_id_line_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.imported_line imported_line_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.imported_line imported_line_pkey: PRIMARY KEY (org_id, line_hash)
training.launch launch_counted_seconds_check: CHECK ((counted_seconds >= 0))
training.launch launch_token_hash_check: CHECK ((length(token_hash) = 32))
training.launch launch_told_seconds_check: CHECK ((told_seconds >= 0))
training.launch launch_org_id_registration_id_fkey: FOREIGN KEY (org_id, registration_id) REFERENCES training.registration(org_id, id)
training.launch launch_org_id_unit_id_fkey: FOREIGN KEY (org_id, unit_id) REFERENCES training.package_unit(org_id, id)
training.launch launch_pkey: PRIMARY KEY (org_id, token_hash)
training.learning_grant learning_grant_level_check: CHECK (((level >= 0) AND (level <= 10)))
training.learning_grant learning_grant_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.learning_grant learning_grant_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.learning_grant learning_grant_org_id_record_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.learning_grant learning_grant_pkey: PRIMARY KEY (org_id, line_id, competency_id)
training.learning_record learning_record_check: CHECK (((verb = 'revoked'::text) = (revokes_id IS NOT NULL)))
training.learning_record learning_record_duration_minutes_check: CHECK (((duration_minutes >= 0) AND (duration_minutes <= 100000)))
training.learning_record learning_record_origin_check: CHECK ((origin = ANY (ARRAY['quiz'::text, 'package'::text, 'statement'::text, 'observed'::text, 'prior'::text, 'outside'::text, 'import'::text])))
training.learning_record learning_record_score_percent_check: CHECK (((score_percent >= (0)::numeric) AND (score_percent <= (100)::numeric)))
training.learning_record learning_record_verb_check: CHECK ((verb = ANY (ARRAY['completed'::text, 'passed'::text, 'failed'::text, 'attempted'::text, 'revoked'::text])))
training.learning_record learning_record_org_id_assessor_id_fkey: FOREIGN KEY (org_id, assessor_id) REFERENCES core.person(org_id, id)
training.learning_record learning_record_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.learning_record learning_record_org_id_recorded_by_fkey: FOREIGN KEY (org_id, recorded_by) REFERENCES core.person(org_id, id)
training.learning_record learning_record_org_id_revokes_id_fkey: FOREIGN KEY (org_id, revokes_id) REFERENCES training.learning_record(org_id, id)
training.learning_record learning_record_pkey: PRIMARY KEY (org_id, id)
training.learning_record learning_record_org_id_revokes_id_key: UNIQUE (org_id, revokes_id)
training.need need_application_check: CHECK (((length(application) >= 1) AND (length(application) <= 200)))
training.need need_application_name_check: CHECK (((length(application_name) >= 1) AND (length(application_name) <= 200)))
training.need need_below_check: CHECK ((below >= 0))
training.need need_check: CHECK ((((survey_id IS NULL) = (application IS NOT NULL)) AND ((application IS NULL) = (application_name IS NULL)) AND ((survey_id IS NULL) = (competency_id IS NULL)) AND ((survey_id IS NULL) = (below IS NULL)) AND ((survey_id IS NOT NULL) OR (department_id IS NOT NULL))))
training.need need_days_check: CHECK ((days > 0))
training.need need_people_check: CHECK ((people >= 0))
training.need need_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
training.need need_tickets_check: CHECK ((tickets >= 0))
training.need need_users_check: CHECK ((users >= 0))
training.need need_org_id_category_id_fkey: FOREIGN KEY (org_id, category_id) REFERENCES tickets.category(org_id, id)
training.need need_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.need need_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
training.need need_org_id_survey_id_competency_id_fkey: FOREIGN KEY (org_id, survey_id, competency_id) REFERENCES training.needs_survey_competency(org_id, survey_id, competency_id)
training.need need_pkey: PRIMARY KEY (org_id, id)
training.need_class need_class_org_id_class_id_fkey: FOREIGN KEY (org_id, class_id) REFERENCES training.class(org_id, id)
training.need_class need_class_org_id_need_id_fkey: FOREIGN KEY (org_id, need_id) REFERENCES training.need(org_id, id)
training.need_class need_class_pkey: PRIMARY KEY (org_id, need_id, class_id)
training.need_ticket need_ticket_org_id_need_id_fkey: FOREIGN KEY (org_id, need_id) REFERENCES training.need(org_id, id)
training.need_ticket need_ticket_org_id_ticket_id_fkey: FOREIGN KEY (org_id, ticket_id) REFERENCES core.record(org_id, id)
training.need_ticket need_ticket_pkey: PRIMARY KEY (org_id, need_id, ticket_id)
training.needs_survey needs_survey_check: CHECK ((ends_on >= starts_on))
training.needs_survey needs_survey_check1: CHECK ((((subject = 'role'::text) = (role_id IS NOT NULL)) AND ((subject = 'department'::text) = (department_id IS NOT NULL)) AND ((subject = 'job'::text) = (named IS NOT NULL))))
training.needs_survey needs_survey_check2: CHECK (((ended_at IS NULL) = (key_sealed IS NOT NULL)))
training.needs_survey needs_survey_named_check: CHECK (((length(named) >= 1) AND (length(named) <= 200)))
training.needs_survey needs_survey_subject_check: CHECK ((subject = ANY (ARRAY['role'::text, 'department'::text, 'job'::text])))
training.needs_survey needs_survey_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.needs_survey needs_survey_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.needs_survey needs_survey_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.needs_survey needs_survey_org_id_made_by_fkey: FOREIGN KEY (org_id, made_by) REFERENCES core.person(org_id, id)
training.needs_survey needs_survey_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
training.needs_survey needs_survey_pkey: PRIMARY KEY (org_id, id)
training.needs_survey_answer needs_survey_answer_answer_key_check: CHECK ((length(answer_key) = 32))
training.needs_survey_answer needs_survey_answer_self_level_check: CHECK (((self_level >= 1) AND (self_level <= 10)))
training.needs_survey_answer needs_survey_answer_wanted_level_check: CHECK (((wanted_level >= 1) AND (wanted_level <= 10)))
training.needs_survey_answer needs_survey_answer_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.needs_survey_answer needs_survey_answer_org_id_survey_id_competency_id_fkey: FOREIGN KEY (org_id, survey_id, competency_id) REFERENCES training.needs_survey_competency(org_id, survey_id, competency_id)
training.needs_survey_answer needs_survey_answer_pkey: PRIMARY KEY (org_id, survey_id, answer_key)
training.needs_survey_competency needs_survey_competency_position_check: CHECK (("position" >= 1))
training.needs_survey_competency needs_survey_competency_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.needs_survey_competency needs_survey_competency_org_id_survey_id_fkey: FOREIGN KEY (org_id, survey_id) REFERENCES training.needs_survey(org_id, id)
training.needs_survey_competency needs_survey_competency_pkey: PRIMARY KEY (org_id, survey_id, competency_id)
training.needs_survey_competency needs_survey_competency_org_id_survey_id_position_key: UNIQUE (org_id, survey_id, "position")
training.needs_survey_person needs_survey_person_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.needs_survey_person needs_survey_person_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.needs_survey_person needs_survey_person_org_id_survey_id_fkey: FOREIGN KEY (org_id, survey_id) REFERENCES training.needs_survey(org_id, id)
training.needs_survey_person needs_survey_person_pkey: PRIMARY KEY (org_id, survey_id, person_id)
training.needs_survey_wish needs_survey_wish_answer_key_check: CHECK ((length(answer_key) = 32))
training.needs_survey_wish needs_survey_wish_words_check: CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
training.needs_survey_wish needs_survey_wish_org_id_survey_id_fkey: FOREIGN KEY (org_id, survey_id) REFERENCES training.needs_survey(org_id, id)
training.needs_survey_wish needs_survey_wish_pkey: PRIMARY KEY (org_id, survey_id, answer_key)
training.objective objective_check: CHECK (((competency_id IS NULL) = (level IS NULL)))
training.objective objective_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.objective objective_position_check: CHECK ((("position" >= 1) AND ("position" <= 30)))
training.objective objective_statement_check: CHECK (((length(statement) >= 1) AND (length(statement) <= 500)))
training.objective objective_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.objective objective_org_id_course_id_version_fkey: FOREIGN KEY (org_id, course_id, version) REFERENCES training.course_version(org_id, course_id, version)
training.objective objective_pkey: PRIMARY KEY (org_id, course_id, version, "position")
training.package package_format_check: CHECK ((format = ANY (ARRAY['scorm12'::text, 'scorm2004'::text, 'cmi5'::text])))
training.package package_identifier_check: CHECK (((length(identifier) >= 1) AND (length(identifier) <= 2000)))
training.package package_size_bytes_check: CHECK ((size_bytes >= 0))
training.package package_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.package package_org_id_uploaded_by_fkey: FOREIGN KEY (org_id, uploaded_by) REFERENCES core.person(org_id, id)
training.package package_pkey: PRIMARY KEY (org_id, id)
training.package_file package_file_path_check: CHECK (((length(path) >= 1) AND (length(path) <= 500)))
training.package_file package_file_size_bytes_check: CHECK ((size_bytes >= 0))
training.package_file package_file_org_id_package_id_fkey: FOREIGN KEY (org_id, package_id) REFERENCES training.package(org_id, id)
training.package_file package_file_pkey: PRIMARY KEY (org_id, package_id, path)
training.package_grant package_grant_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.package_grant package_grant_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.package_grant package_grant_org_id_package_id_fkey: FOREIGN KEY (org_id, package_id) REFERENCES training.package(org_id, id)
training.package_grant package_grant_pkey: PRIMARY KEY (org_id, package_id, competency_id)
training.package_unit package_unit_identifier_check: CHECK (((length(identifier) >= 1) AND (length(identifier) <= 2000)))
training.package_unit package_unit_launch_data_check: CHECK ((length(launch_data) <= 4096))
training.package_unit package_unit_mastery_percent_check: CHECK (((mastery_percent >= (0)::numeric) AND (mastery_percent <= (100)::numeric)))
training.package_unit package_unit_move_on_check: CHECK ((move_on = ANY (ARRAY['Passed'::text, 'Completed'::text, 'CompletedAndPassed'::text, 'CompletedOrPassed'::text, 'NotApplicable'::text])))
training.package_unit package_unit_parameters_check: CHECK ((length(parameters) <= 1000))
training.package_unit package_unit_path_check: CHECK (((length(path) >= 1) AND (length(path) <= 500)))
training.package_unit package_unit_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.package_unit package_unit_org_id_package_id_fkey: FOREIGN KEY (org_id, package_id) REFERENCES training.package(org_id, id)
training.package_unit package_unit_pkey: PRIMARY KEY (org_id, id)
training.package_unit package_unit_org_id_package_id_position_key: UNIQUE (org_id, package_id, "position")
training.picture picture_content_check: CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 700000)))
training.picture picture_media_type_check: CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text])))
training.picture picture_org_id_added_by_fkey: FOREIGN KEY (org_id, added_by) REFERENCES core.person(org_id, id)
training.picture picture_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.picture picture_pkey: PRIMARY KEY (org_id, id)
training.plan plan_reason_check: CHECK (((length(reason) >= 1) AND (length(reason) <= 2000)))
training.plan plan_org_id_id_fkey: FOREIGN KEY (org_id, id) REFERENCES core.record(org_id, id)
training.plan plan_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.plan plan_pkey: PRIMARY KEY (org_id, id)
training.plan_failure plan_failure_org_id_line_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.plan_failure plan_failure_org_id_plan_id_fkey: FOREIGN KEY (org_id, plan_id) REFERENCES training.plan(org_id, id)
training.plan_failure plan_failure_pkey: PRIMARY KEY (org_id, line_id)
training.plan_item plan_item_check: CHECK ((num_nonnulls(competency_id, course_id, class_id, package_id, quiz_id, words) = 1))
training.plan_item plan_item_check1: CHECK (((competency_id IS NULL) = (level IS NULL)))
training.plan_item plan_item_check2: CHECK ((((confirmed_at IS NULL) = (confirmed_by IS NULL)) AND ((confirmed_at IS NULL) OR (words IS NOT NULL))))
training.plan_item plan_item_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.plan_item plan_item_origin_check: CHECK ((origin = ANY (ARRAY['hand'::text, 'gap'::text, 'need'::text, 'failure'::text])))
training.plan_item plan_item_position_check: CHECK ((("position" >= 1) AND ("position" <= 60)))
training.plan_item plan_item_words_check: CHECK (((length(words) >= 1) AND (length(words) <= 300)))
training.plan_item plan_item_org_id_class_id_fkey: FOREIGN KEY (org_id, class_id) REFERENCES training.class(org_id, id)
training.plan_item plan_item_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.plan_item plan_item_org_id_confirmed_by_fkey: FOREIGN KEY (org_id, confirmed_by) REFERENCES core.person(org_id, id)
training.plan_item plan_item_org_id_course_id_fkey: FOREIGN KEY (org_id, course_id) REFERENCES training.course(org_id, id)
training.plan_item plan_item_org_id_package_id_fkey: FOREIGN KEY (org_id, package_id) REFERENCES training.package(org_id, id)
training.plan_item plan_item_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.plan_item plan_item_org_id_plan_id_fkey: FOREIGN KEY (org_id, plan_id) REFERENCES training.plan(org_id, id)
training.plan_item plan_item_org_id_quiz_id_fkey: FOREIGN KEY (org_id, quiz_id) REFERENCES training.quiz(org_id, id)
training.plan_item plan_item_pkey: PRIMARY KEY (org_id, id)
training.question question_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.question question_pkey: PRIMARY KEY (org_id, id)
training.question_version question_version_check: CHECK (((question_kind = 'hot_spot'::text) = (picture_id IS NOT NULL)))
training.question_version question_version_check1: CHECK ((((course_id IS NULL) = (objective_position IS NULL)) AND ((course_id IS NULL) = (course_version IS NULL))))
training.question_version question_version_explanation_check: CHECK ((length(explanation) <= 2000))
training.question_version question_version_prompt_check: CHECK (((length(prompt) >= 1) AND (length(prompt) <= 2000)))
training.question_version question_version_question_kind_check: CHECK ((question_kind = ANY (ARRAY['choice'::text, 'multiple'::text, 'order'::text, 'match'::text, 'number'::text, 'text'::text, 'hot_spot'::text])))
training.question_version question_version_version_check: CHECK ((version >= 1))
training.question_version question_version_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.question_version question_version_org_id_course_id_course_version_objective_fkey: FOREIGN KEY (org_id, course_id, course_version, objective_position) REFERENCES training.objective(org_id, course_id, version, "position")
training.question_version question_version_org_id_made_by_fkey: FOREIGN KEY (org_id, made_by) REFERENCES core.person(org_id, id)
training.question_version question_version_org_id_picture_id_fkey: FOREIGN KEY (org_id, picture_id) REFERENCES training.picture(org_id, id)
training.question_version question_version_org_id_question_id_fkey: FOREIGN KEY (org_id, question_id) REFERENCES training.question(org_id, id)
training.question_version question_version_pkey: PRIMARY KEY (org_id, question_id, version)
training.quiz quiz_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.quiz quiz_pkey: PRIMARY KEY (org_id, id)
training.quiz_answer quiz_answer_check: CHECK (((answer IS NULL) = (answered_at IS NULL)))
training.quiz_answer quiz_answer_place_check: CHECK (((place >= 1) AND (place <= 200)))
training.quiz_answer quiz_answer_org_id_attempt_id_fkey: FOREIGN KEY (org_id, attempt_id) REFERENCES training.quiz_attempt(org_id, id)
training.quiz_answer quiz_answer_org_id_question_id_question_version_fkey: FOREIGN KEY (org_id, question_id, question_version) REFERENCES training.question_version(org_id, question_id, version)
training.quiz_answer quiz_answer_pkey: PRIMARY KEY (org_id, attempt_id, place)
training.quiz_answer quiz_answer_org_id_attempt_id_question_id_key: UNIQUE (org_id, attempt_id, question_id)
training.quiz_attempt quiz_attempt_check: CHECK ((ends_at > started_at))
training.quiz_attempt quiz_attempt_check1: CHECK ((handed_in_at >= started_at))
training.quiz_attempt quiz_attempt_check2: CHECK (((right_count >= 0) AND (right_count <= item_count)))
training.quiz_attempt quiz_attempt_check3: CHECK ((((handed_in_at IS NULL) = (right_count IS NULL)) AND ((handed_in_at IS NULL) = (is_passed IS NULL))))
training.quiz_attempt quiz_attempt_check4: CHECK (((record_id IS NULL) OR ((handed_in_at IS NOT NULL) AND (NOT is_trial))))
training.quiz_attempt quiz_attempt_item_count_check: CHECK (((item_count >= 1) AND (item_count <= 200)))
training.quiz_attempt quiz_attempt_nth_check: CHECK ((nth >= 1))
training.quiz_attempt quiz_attempt_seed_check: CHECK ((seed ~ '^[0-9a-f]{32}$'::text))
training.quiz_attempt quiz_attempt_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.quiz_attempt quiz_attempt_org_id_quiz_id_version_fkey: FOREIGN KEY (org_id, quiz_id, version) REFERENCES training.quiz_version(org_id, quiz_id, version)
training.quiz_attempt quiz_attempt_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES training.learning_record(org_id, id)
training.quiz_attempt quiz_attempt_pkey: PRIMARY KEY (org_id, id)
training.quiz_attempt quiz_attempt_org_id_quiz_id_person_id_nth_key: UNIQUE (org_id, quiz_id, person_id, nth)
training.quiz_grant quiz_grant_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.quiz_grant quiz_grant_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.quiz_grant quiz_grant_org_id_quiz_id_version_fkey: FOREIGN KEY (org_id, quiz_id, version) REFERENCES training.quiz_version(org_id, quiz_id, version)
training.quiz_grant quiz_grant_pkey: PRIMARY KEY (org_id, quiz_id, version, competency_id)
training.quiz_item quiz_item_position_check: CHECK ((("position" >= 1) AND ("position" <= 200)))
training.quiz_item quiz_item_org_id_question_id_question_version_fkey: FOREIGN KEY (org_id, question_id, question_version) REFERENCES training.question_version(org_id, question_id, version)
training.quiz_item quiz_item_org_id_quiz_id_version_fkey: FOREIGN KEY (org_id, quiz_id, version) REFERENCES training.quiz_version(org_id, quiz_id, version)
training.quiz_item quiz_item_pkey: PRIMARY KEY (org_id, quiz_id, version, "position")
training.quiz_item quiz_item_org_id_quiz_id_version_question_id_key: UNIQUE (org_id, quiz_id, version, question_id)
training.quiz_version quiz_version_attempts_max_check: CHECK (((attempts_max >= 1) AND (attempts_max <= 100)))
training.quiz_version quiz_version_feedback_check: CHECK ((feedback = ANY (ARRAY['score'::text, 'which'::text, 'answers'::text])))
training.quiz_version quiz_version_instructions_check: CHECK ((length(instructions) <= 4000))
training.quiz_version quiz_version_minutes_check: CHECK (((minutes >= 1) AND (minutes <= 480)))
training.quiz_version quiz_version_pass_percent_check: CHECK (((pass_percent >= 1) AND (pass_percent <= 100)))
training.quiz_version quiz_version_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.quiz_version quiz_version_version_check: CHECK ((version >= 1))
training.quiz_version quiz_version_org_id_made_by_fkey: FOREIGN KEY (org_id, made_by) REFERENCES core.person(org_id, id)
training.quiz_version quiz_version_org_id_quiz_id_fkey: FOREIGN KEY (org_id, quiz_id) REFERENCES training.quiz(org_id, id)
training.quiz_version quiz_version_pkey: PRIMARY KEY (org_id, quiz_id, version)
training.reckoning reckoning_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.reckoning reckoning_pkey: PRIMARY KEY (org_id)
training.record_words record_words_assessor_check: CHECK ((length(assessor) <= 200))
training.record_words record_words_evidence_check: CHECK ((length(evidence) <= 1000))
training.record_words record_words_evidence_link_check: CHECK ((length(evidence_link) <= 500))
training.record_words record_words_provider_check: CHECK ((length(provider) <= 200))
training.record_words record_words_title_check: CHECK ((length(title) <= 200))
training.record_words record_words_version_check: CHECK ((length(version) <= 60))
training.record_words record_words_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.record_words record_words_org_id_record_id_fkey: FOREIGN KEY (org_id, line_id) REFERENCES training.learning_record(org_id, id)
training.record_words record_words_pkey: PRIMARY KEY (org_id, line_id)
training.registration registration_recorded_check: CHECK ((recorded = ANY (ARRAY['failed'::text, 'completed'::text, 'passed'::text])))
training.registration registration_org_id_package_id_fkey: FOREIGN KEY (org_id, package_id) REFERENCES training.package(org_id, id)
training.registration registration_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.registration registration_org_id_record_id_fkey: FOREIGN KEY (org_id, record_id) REFERENCES training.learning_record(org_id, id)
training.registration registration_pkey: PRIMARY KEY (org_id, id)
training.requirement requirement_active_days_min_check: CHECK (((active_days_min >= 0) AND (active_days_min <= 364)))
training.requirement requirement_check: CHECK (((subject = 'role'::text) = (role_id IS NOT NULL)))
training.requirement requirement_check1: CHECK (((subject = 'department'::text) = (department_id IS NOT NULL)))
training.requirement requirement_check2: CHECK (((subject = 'person'::text) = (person_id IS NOT NULL)))
training.requirement requirement_check3: CHECK (((subject = ANY (ARRAY['application'::text, 'job'::text])) = (named IS NOT NULL)))
training.requirement requirement_check4: CHECK (((ends_on_day IS NULL) OR ((valid_months IS NOT NULL) AND (((valid_months)::integer % 12) = 0))))
training.requirement requirement_check5: CHECK (((ends_on_day IS NOT NULL) OR (active_days_min = 0)))
training.requirement requirement_ends_on_day_check: CHECK (((ends_on_day ~ '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'::text) AND (ends_on_day <> '02-29'::text)))
training.requirement requirement_grace_days_check: CHECK (((grace_days >= 0) AND (grace_days <= 366)))
training.requirement requirement_level_check: CHECK (((level >= 1) AND (level <= 10)))
training.requirement requirement_named_check: CHECK ((((length(named) >= 1) AND (length(named) <= 200)) AND (named = lower(named))))
training.requirement requirement_renewal_days_check: CHECK (((renewal_days >= 0) AND (renewal_days <= 366)))
training.requirement requirement_subject_check: CHECK ((subject = ANY (ARRAY['role'::text, 'department'::text, 'application'::text, 'job'::text, 'person'::text])))
training.requirement requirement_valid_months_check: CHECK (((valid_months >= 1) AND (valid_months <= 120)))
training.requirement requirement_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.requirement requirement_org_id_department_id_fkey: FOREIGN KEY (org_id, department_id) REFERENCES core.department(org_id, id)
training.requirement requirement_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.requirement requirement_org_id_role_id_fkey: FOREIGN KEY (org_id, role_id) REFERENCES core.role(org_id, id)
training.requirement requirement_pkey: PRIMARY KEY (org_id, id)
training.rubric rubric_org_id_fkey: FOREIGN KEY (org_id) REFERENCES core.organization(id)
training.rubric rubric_pkey: PRIMARY KEY (org_id, id)
training.rubric_version rubric_version_check: CHECK (((competency_id IS NULL) = (competency_level IS NULL)))
training.rubric_version rubric_version_competency_level_check: CHECK (((competency_level >= 1) AND (competency_level <= 10)))
training.rubric_version rubric_version_criteria_check: CHECK (((jsonb_array_length(criteria) >= 1) AND (jsonb_array_length(criteria) <= 50)))
training.rubric_version rubric_version_levels_check: CHECK (((cardinality(levels) >= 2) AND (cardinality(levels) <= 6)))
training.rubric_version rubric_version_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
training.rubric_version rubric_version_version_check: CHECK ((version >= 1))
training.rubric_version rubric_version_org_id_competency_id_fkey: FOREIGN KEY (org_id, competency_id) REFERENCES training.competency(org_id, id)
training.rubric_version rubric_version_org_id_made_by_fkey: FOREIGN KEY (org_id, made_by) REFERENCES core.person(org_id, id)
training.rubric_version rubric_version_org_id_rubric_id_fkey: FOREIGN KEY (org_id, rubric_id) REFERENCES training.rubric(org_id, id)
training.rubric_version rubric_version_pkey: PRIMARY KEY (org_id, rubric_id, version)
training.statement statement_activity_check: CHECK (((length(activity) >= 1) AND (length(activity) <= 2000)))
training.statement statement_verb_check: CHECK (((length(verb) >= 1) AND (length(verb) <= 2000)))
training.statement statement_org_id_person_id_fkey: FOREIGN KEY (org_id, person_id) REFERENCES core.person(org_id, id)
training.statement statement_org_id_registration_id_fkey: FOREIGN KEY (org_id, registration_id) REFERENCES training.registration(org_id, id)
training.statement statement_org_id_sent_by_fkey: FOREIGN KEY (org_id, sent_by) REFERENCES core.person(org_id, id)
training.statement statement_pkey: PRIMARY KEY (org_id, id)
training.statement_words statement_words_org_id_statement_id_fkey: FOREIGN KEY (org_id, statement_id) REFERENCES training.statement(org_id, id)
training.statement_words statement_words_pkey: PRIMARY KEY (org_id, statement_id)
training.unit_progress unit_progress_score_percent_check: CHECK (((score_percent >= (0)::numeric) AND (score_percent <= (100)::numeric)))
training.unit_progress unit_progress_success_check: CHECK ((success = ANY (ARRAY['passed'::text, 'failed'::text])))
training.unit_progress unit_progress_time_seconds_check: CHECK ((time_seconds >= 0))
training.unit_progress unit_progress_org_id_registration_id_fkey: FOREIGN KEY (org_id, registration_id) REFERENCES training.registration(org_id, id)
training.unit_progress unit_progress_org_id_unit_id_fkey: FOREIGN KEY (org_id, unit_id) REFERENCES training.package_unit(org_id, id)
training.unit_progress unit_progress_pkey: PRIMARY KEY (org_id, registration_id, unit_id)

-- Indexes
CREATE INDEX approval_decided ON approvals.approval USING btree (org_id, decided_by_id, decided_at DESC) WHERE (decided_by_id IS NOT NULL)
CREATE INDEX approval_escalated ON approvals.approval USING btree (org_id, escalated_to_id) WHERE (escalated_to_id IS NOT NULL)
CREATE UNIQUE INDEX approval_pkey ON approvals.approval USING btree (org_id, id)
CREATE INDEX approval_remind ON approvals.approval USING btree (remind_at) WHERE ((state = 'open'::text) AND (remind_at IS NOT NULL))
CREATE INDEX approval_round ON approvals.approval USING btree (org_id, round_id, step)
CREATE INDEX approval_stuck ON approvals.approval USING btree (org_id, stuck_at) WHERE (stuck_at IS NOT NULL)
CREATE INDEX approval_waiting ON approvals.approval USING btree (org_id, approver_id, began_at) WHERE (state = ANY (ARRAY['open'::text, 'asked'::text]))
CREATE INDEX deputy_of ON approvals.deputy USING btree (org_id, deputy_id, until_at)
CREATE INDEX deputy_person ON approvals.deputy USING btree (org_id, person_id, until_at)
CREATE UNIQUE INDEX deputy_pkey ON approvals.deputy USING btree (org_id, id)
CREATE UNIQUE INDEX link_org_id_token_hash_key ON approvals.link USING btree (org_id, token_hash)
CREATE UNIQUE INDEX link_pkey ON approvals.link USING btree (org_id, id)
CREATE UNIQUE INDEX round_pkey ON approvals.round USING btree (org_id, id)
CREATE INDEX round_ticket ON approvals.round USING btree (org_id, ticket_id, began_at)
CREATE UNIQUE INDEX round_waiting ON approvals.round USING btree (org_id, ticket_id) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX code_pkey ON callers.code USING btree (org_id, person_id)
CREATE UNIQUE INDEX contact_pkey ON callers.contact USING btree (org_id, person_id, field, since)
CREATE UNIQUE INDEX role_risk_pkey ON callers.role_risk USING btree (org_id, role_id)
CREATE UNIQUE INDEX setting_pkey ON callers.setting USING btree (org_id)
CREATE INDEX verification_asked ON callers.verification USING btree (org_id, asked_id, ends_at) WHERE (state = 'started'::text)
CREATE INDEX verification_failed ON callers.verification USING btree (org_id, caller_hash, decided_at) WHERE (state = 'failed'::text)
CREATE INDEX verification_failing ON callers.verification USING btree (org_id, agent_id, decided_at) WHERE (state = 'failed'::text)
CREATE INDEX verification_person ON callers.verification USING btree (org_id, person_id, started_at DESC)
CREATE UNIQUE INDEX verification_pkey ON callers.verification USING btree (org_id, id)
CREATE INDEX verification_time ON callers.verification USING btree (org_id, started_at DESC, id DESC)
CREATE UNIQUE INDEX item_pkey ON catalog.item USING btree (org_id, id)
CREATE UNIQUE INDEX item_group_pkey ON catalog.item_group USING btree (org_id, id)
CREATE UNIQUE INDEX item_version_org_id_item_id_number_key ON catalog.item_version USING btree (org_id, item_id, number)
CREATE UNIQUE INDEX item_version_pkey ON catalog.item_version USING btree (org_id, id)
CREATE UNIQUE INDEX picture_pkey ON catalog.picture USING btree (org_id, id)
CREATE INDEX request_item ON catalog.request USING btree (org_id, item_id, ticket_id)
CREATE UNIQUE INDEX request_pkey ON catalog.request USING btree (org_id, ticket_id)
CREATE INDEX alert_expires ON channels.alert USING btree (org_id, expires_at) WHERE (is_firing AND (expires_at IS NOT NULL))
CREATE INDEX alert_of_group ON channels.alert USING btree (org_id, group_id) WHERE is_firing
CREATE INDEX alert_over ON channels.alert USING btree (org_id, seen_at) WHERE (NOT is_firing)
CREATE UNIQUE INDEX alert_pkey ON channels.alert USING btree (org_id, source_id, fingerprint)
CREATE UNIQUE INDEX alert_batch_pkey ON channels.alert_batch USING btree (org_id, id)
CREATE INDEX alert_batch_source ON channels.alert_batch USING btree (org_id, source_id, state, id)
CREATE UNIQUE INDEX alert_group_open ON channels.alert_group USING btree (org_id, source_id, key_hash) WHERE is_open
CREATE INDEX alert_group_opened ON channels.alert_group USING btree (org_id, source_id, opened_at)
CREATE UNIQUE INDEX alert_group_pkey ON channels.alert_group USING btree (org_id, id)
CREATE INDEX alert_group_record ON channels.alert_group USING btree (org_id, record_id)
CREATE UNIQUE INDEX alert_source_pkey ON channels.alert_source USING btree (org_id, id)
CREATE UNIQUE INDEX alert_source_token ON channels.alert_source USING btree (org_id, token_hash)
CREATE INDEX api_key_person ON channels.api_key USING btree (org_id, person_id)
CREATE UNIQUE INDEX api_key_pkey ON channels.api_key USING btree (org_id, id)
CREATE UNIQUE INDEX api_key_token ON channels.api_key USING btree (org_id, token_hash)
CREATE UNIQUE INDEX failing_address_pkey ON channels.failing_address USING btree (org_id, address)
CREATE INDEX form_entry_created ON channels.form_entry USING btree (org_id, created_at)
CREATE INDEX form_entry_expires ON channels.form_entry USING btree (org_id, expires_at)
CREATE UNIQUE INDEX form_entry_org_id_puzzle_hash_key ON channels.form_entry USING btree (org_id, puzzle_hash)
CREATE UNIQUE INDEX form_entry_pkey ON channels.form_entry USING btree (org_id, id)
CREATE INDEX form_entry_storage_key ON channels.form_entry USING btree (storage_key) WHERE (storage_key IS NOT NULL)
CREATE INDEX form_entry_topic ON channels.form_entry USING btree (org_id, topic_id)
CREATE INDEX form_topic_category ON channels.form_topic USING btree (org_id, category_id) WHERE (category_id IS NOT NULL)
CREATE UNIQUE INDEX form_topic_pkey ON channels.form_topic USING btree (org_id, id)
CREATE INDEX form_topic_team ON channels.form_topic USING btree (org_id, team_id) WHERE (team_id IS NOT NULL)
CREATE UNIQUE INDEX import_run_pkey ON channels.import_run USING btree (org_id, id)
CREATE INDEX import_run_recent ON channels.import_run USING btree (org_id, created_at DESC, id DESC)
CREATE INDEX mail_in_about ON channels.mail_in USING btree (org_id, about_id) WHERE (about_id IS NOT NULL)
CREATE UNIQUE INDEX mail_in_hash ON channels.mail_in USING btree (org_id, mail_hash)
CREATE INDEX mail_in_last ON channels.mail_in USING btree (org_id, mailbox_id, received_at DESC) WHERE (mailbox_id IS NOT NULL)
CREATE INDEX mail_in_message_id ON channels.mail_in USING btree (org_id, message_id_hash) WHERE (message_id_hash IS NOT NULL)
CREATE UNIQUE INDEX mail_in_pkey ON channels.mail_in USING btree (org_id, id)
CREATE INDEX mail_in_record ON channels.mail_in USING btree (org_id, record_id) WHERE (record_id IS NOT NULL)
CREATE INDEX mail_in_remove ON channels.mail_in USING btree (org_id, remove_at) WHERE (storage_key IS NOT NULL)
CREATE INDEX mail_in_sender ON channels.mail_in USING btree (org_id, sender_id, decided_at) WHERE (sender_id IS NOT NULL)
CREATE INDEX mail_in_state ON channels.mail_in USING btree (org_id, state, received_at DESC, id)
CREATE INDEX mail_in_storage_key ON channels.mail_in USING btree (storage_key) WHERE (storage_key IS NOT NULL)
CREATE INDEX mail_in_topic ON channels.mail_in USING btree (org_id, topic_id) WHERE (topic_id IS NOT NULL)
CREATE UNIQUE INDEX mail_in_uid ON channels.mail_in USING btree (org_id, mailbox_id, uid_validity, uid)
CREATE UNIQUE INDEX mail_sending_pkey ON channels.mail_sending USING btree (org_id)
CREATE INDEX mail_template_by ON channels.mail_template USING btree (org_id, updated_by)
CREATE UNIQUE INDEX mail_template_org_id_key_team_id_language_key ON channels.mail_template USING btree (org_id, key, team_id, language) NULLS NOT DISTINCT
CREATE UNIQUE INDEX mail_template_pkey ON channels.mail_template USING btree (org_id, id)
CREATE INDEX mail_template_team ON channels.mail_template USING btree (org_id, team_id) WHERE (team_id IS NOT NULL)
CREATE UNIQUE INDEX mailbox_pkey ON channels.mailbox USING btree (org_id, id)
CREATE UNIQUE INDEX public_form_pkey ON channels.public_form USING btree (org_id)
CREATE INDEX webhook_owner ON channels.webhook USING btree (org_id, owner_id)
CREATE UNIQUE INDEX webhook_pkey ON channels.webhook USING btree (org_id, id)
CREATE INDEX webhook_delivery_late ON channels.webhook_delivery USING btree (org_id, due_at) WHERE (state = 'waiting'::text)
CREATE INDEX webhook_delivery_log ON channels.webhook_delivery USING btree (org_id, webhook_id, at DESC, event_id DESC)
CREATE INDEX webhook_delivery_next ON channels.webhook_delivery USING btree (org_id, webhook_id, record_id, at, event_id) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX webhook_delivery_pkey ON channels.webhook_delivery USING btree (org_id, id)
CREATE INDEX webhook_delivery_record ON channels.webhook_delivery USING btree (org_id, record_id) WHERE (record_id IS NOT NULL)
CREATE INDEX admission_person ON core.admission USING btree (org_id, person_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX admission_pkey ON core.admission USING btree (org_id, id)
CREATE INDEX admission_record ON core.admission USING btree (org_id, record_id, given_at)
CREATE INDEX admission_team ON core.admission USING btree (org_id, team_id) WHERE (ended_at IS NULL)
CREATE INDEX attachment_about_person ON core.attachment USING btree (org_id, about_person_id) WHERE (about_person_id IS NOT NULL)
CREATE INDEX attachment_message ON core.attachment USING btree (org_id, message_id) WHERE (message_id IS NOT NULL)
CREATE UNIQUE INDEX attachment_pkey ON core.attachment USING btree (org_id, id)
CREATE INDEX attachment_record ON core.attachment USING btree (org_id, record_id) WHERE (record_id IS NOT NULL)
CREATE INDEX attachment_scan ON core.attachment USING btree (org_id, scan, created_at, id) WHERE (scan = ANY (ARRAY['waiting'::text, 'infected'::text, 'released'::text]))
CREATE INDEX attachment_scan_released_by ON core.attachment USING btree (org_id, scan_released_by) WHERE (scan_released_by IS NOT NULL)
CREATE INDEX attachment_storage_key ON core.attachment USING btree (storage_key)
CREATE INDEX attachment_to_scan ON core.attachment USING btree (org_id, scan_again_at NULLS FIRST, created_at, id) WHERE ((scan = 'waiting'::text) AND (removed_at IS NULL))
CREATE INDEX attachment_unsent ON core.attachment USING btree (org_id, created_at) WHERE ((record_id IS NULL) AND (about_person_id IS NULL) AND (removed_at IS NULL))
CREATE INDEX audit_action ON ONLY core.audit USING btree (org_id, action, at)
CREATE INDEX audit_actor ON ONLY core.audit USING btree (org_id, actor_id, at, action)
CREATE UNIQUE INDEX audit_pkey ON ONLY core.audit USING btree (org_id, at, id)
CREATE INDEX audit_record ON ONLY core.audit USING btree (org_id, record_id, at) WHERE (record_id IS NOT NULL)
CREATE INDEX audit_terms ON ONLY core.audit USING gin (((data -> 'terms'::text))) WHERE (data ? 'terms'::text)
CREATE INDEX audit_told_person ON ONLY core.audit USING btree (org_id, ((data ->> 'person'::text)), at) WHERE (data ? 'person'::text)
CREATE INDEX audit_told_record ON ONLY core.audit USING btree (org_id, ((data ->> 'record'::text)), at) WHERE (data ? 'record'::text)
CREATE INDEX audit_tx ON ONLY core.audit USING btree (org_id, tx, id)
CREATE UNIQUE INDEX automation_pkey ON core.automation USING btree (org_id)
CREATE INDEX credential_reset_person ON core.credential_reset USING btree (org_id, person_id, created_at)
CREATE UNIQUE INDEX credential_reset_pkey ON core.credential_reset USING btree (org_id, id)
CREATE UNIQUE INDEX department_org_id_name_key ON core.department USING btree (org_id, name)
CREATE UNIQUE INDEX department_pkey ON core.department USING btree (org_id, id)
CREATE UNIQUE INDEX draft_pkey ON core.draft USING btree (org_id, person_id, key)
CREATE UNIQUE INDEX emergency_account_pkey ON core.emergency_account USING btree (org_id, person_id)
CREATE UNIQUE INDEX emergency_use_open ON core.emergency_use USING btree (org_id, person_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX emergency_use_pkey ON core.emergency_use USING btree (org_id, id)
CREATE INDEX emergency_use_time ON core.emergency_use USING btree (org_id, began_at DESC, id DESC)
CREATE INDEX event_actor ON ONLY core.event USING btree (org_id, actor_id, at, id)
CREATE INDEX event_at ON ONLY core.event USING btree (org_id, at, action)
CREATE UNIQUE INDEX event_pkey ON ONLY core.event USING btree (org_id, record_id, at, id)
CREATE INDEX event_tx ON ONLY core.event USING btree (org_id, tx, id)
CREATE UNIQUE INDEX event_words_pkey ON core.event_words USING btree (org_id, record_id, event_id)
CREATE INDEX file_link_expires ON core.file_link USING btree (org_id, expires_at)
CREATE UNIQUE INDEX file_link_pkey ON core.file_link USING btree (org_id, token_hash)
CREATE INDEX idempotency_created ON core.idempotency USING btree (org_id, created_at)
CREATE UNIQUE INDEX idempotency_pkey ON core.idempotency USING btree (org_id, person_id, key)
CREATE INDEX identity_person ON core.identity USING btree (org_id, person_id)
CREATE UNIQUE INDEX identity_pkey ON core.identity USING btree (org_id, provider_id, subject)
CREATE UNIQUE INDEX identity_provider_pkey ON core.identity_provider USING btree (org_id, id)
CREATE UNIQUE INDEX link_pkey ON core.link USING btree (org_id, from_id, type, to_id)
CREATE INDEX link_to ON core.link USING btree (org_id, to_id, type)
CREATE INDEX login_token_person ON core.login_token USING btree (org_id, person_id) WHERE (used_at IS NULL)
CREATE UNIQUE INDEX login_token_pkey ON core.login_token USING btree (org_id, token_hash)
CREATE UNIQUE INDEX message_pkey ON core.message USING btree (org_id, id)
CREATE INDEX message_record ON core.message USING btree (org_id, record_id, created_at, id)
CREATE INDEX notification_person ON core.notification USING btree (org_id, person_id, created_at DESC, id DESC)
CREATE UNIQUE INDEX notification_pkey ON core.notification USING btree (org_id, id)
CREATE INDEX notification_unread ON core.notification USING btree (org_id, person_id) WHERE (read_at IS NULL)
CREATE UNIQUE INDEX organization_pkey ON core.organization USING btree (id)
CREATE INDEX outbox_message ON core.outbox USING btree (org_id, message_id) WHERE (message_id IS NOT NULL)
CREATE UNIQUE INDEX outbox_pkey ON core.outbox USING btree (org_id, id)
CREATE INDEX outbox_recent ON core.outbox USING btree (org_id, created_at DESC, id DESC)
CREATE INDEX outbox_secret ON core.outbox USING btree (org_id, expires_at) WHERE is_secret
CREATE INDEX outbox_sent ON core.outbox USING btree (org_id, sent_at) WHERE (sent_at IS NOT NULL)
CREATE INDEX outbox_sent_to ON core.outbox USING btree (org_id, to_address, sent_at) WHERE (sent_at IS NOT NULL)
CREATE INDEX outbox_stuck ON core.outbox USING btree (org_id, state) WHERE (state = ANY (ARRAY['failed'::text, 'held'::text]))
CREATE INDEX outbox_waiting ON core.outbox USING btree (org_id, created_at) WHERE (state = 'queued'::text)
CREATE UNIQUE INDEX passkey_org_id_credential_id_key ON core.passkey USING btree (org_id, credential_id)
CREATE INDEX passkey_person ON core.passkey USING btree (org_id, person_id)
CREATE UNIQUE INDEX passkey_pkey ON core.passkey USING btree (org_id, id)
CREATE UNIQUE INDEX password_pkey ON core.password USING btree (org_id, person_id)
CREATE INDEX person_department ON core.person USING btree (org_id, department_id)
CREATE UNIQUE INDEX person_email ON core.person USING btree (org_id, email) WHERE ((email IS NOT NULL) AND (merged_into_id IS NULL))
CREATE UNIQUE INDEX person_external_key ON core.person USING btree (org_id, external_key) WHERE (external_key IS NOT NULL)
CREATE INDEX person_manager ON core.person USING btree (org_id, manager_id) WHERE (manager_id IS NOT NULL)
CREATE INDEX person_name ON core.person USING btree (org_id, lower(name) text_pattern_ops)
CREATE UNIQUE INDEX person_pkey ON core.person USING btree (org_id, id)
CREATE INDEX person_sort ON core.person USING btree (org_id, sort_name, id)
CREATE INDEX person_words ON core.person USING gin (org_id, words gin_trgm_ops)
CREATE UNIQUE INDEX person_skill_pkey ON core.person_skill USING btree (org_id, person_id, skill_id)
CREATE UNIQUE INDEX place_org_id_name_key ON core.place USING btree (org_id, name)
CREATE UNIQUE INDEX place_pkey ON core.place USING btree (org_id, id)
CREATE INDEX provider_answer_age ON core.provider_answer USING btree (org_id, expires_at)
CREATE UNIQUE INDEX provider_answer_pkey ON core.provider_answer USING btree (org_id, token_hash)
CREATE UNIQUE INDEX provider_session_pkey ON core.provider_session USING btree (org_id, session_id)
CREATE INDEX provider_session_subject ON core.provider_session USING btree (org_id, provider_id, subject)
CREATE INDEX record_created ON core.record USING btree (org_id, kind, created_at)
CREATE INDEX record_due ON core.record USING btree (org_id, kind, (
CASE
    WHEN (category = 'paused'::text) THEN 'infinity'::timestamp with time zone
    ELSE due_at
END), id) WHERE ((category <> 'done'::text) AND (due_at IS NOT NULL))
CREATE UNIQUE INDEX record_org_id_kind_number_key ON core.record USING btree (org_id, kind, number)
CREATE INDEX record_owner ON core.record USING btree (org_id, owner_id, kind, updated_at DESC, id DESC) WHERE (category <> 'done'::text)
CREATE INDEX record_owner_done ON core.record USING btree (org_id, owner_id, kind, updated_at DESC, id DESC) WHERE (category = 'done'::text)
CREATE INDEX record_paused ON core.record USING btree (org_id, kind) WHERE (category = 'paused'::text)
CREATE UNIQUE INDEX record_pkey ON core.record USING btree (org_id, id)
CREATE INDEX record_recent ON core.record USING btree (org_id, kind, updated_at DESC, id DESC)
CREATE INDEX record_requester ON core.record USING btree (org_id, requester_id, kind, COALESCE(outer_updated_at, updated_at) DESC, id DESC)
CREATE INDEX record_restricted ON core.record USING btree (org_id, kind) WHERE (restriction IS NOT NULL)
CREATE INDEX record_running ON core.record USING btree (org_id, kind, due_at) WHERE ((category <> 'done'::text) AND (category <> 'paused'::text))
CREATE INDEX record_shown ON core.record USING btree (org_id, kind, id) WHERE (audience = ANY (ARRAY['staff'::text, 'public'::text]))
CREATE INDEX record_team ON core.record USING btree (org_id, team_id, kind, updated_at DESC, id DESC) WHERE (category <> 'done'::text)
CREATE INDEX record_team_done ON core.record USING btree (org_id, team_id, kind, updated_at DESC, id DESC) WHERE (category = 'done'::text)
CREATE INDEX record_unassigned ON core.record USING btree (org_id, kind) WHERE ((category <> 'done'::text) AND (owner_id IS NULL))
CREATE INDEX record_undone ON core.record USING btree (org_id, kind, updated_at DESC, id DESC) WHERE (category <> 'done'::text)
CREATE UNIQUE INDEX recovery_code_pkey ON core.recovery_code USING btree (org_id, person_id, code_hash)
CREATE UNIQUE INDEX role_org_id_key_key ON core.role USING btree (org_id, key)
CREATE UNIQUE INDEX role_pkey ON core.role USING btree (org_id, id)
CREATE INDEX role_assignment_person ON core.role_assignment USING btree (org_id, person_id)
CREATE UNIQUE INDEX role_assignment_pkey ON core.role_assignment USING btree (org_id, id)
CREATE INDEX role_assignment_role ON core.role_assignment USING btree (org_id, role_id)
CREATE UNIQUE INDEX saml_provider_pkey ON core.saml_provider USING btree (org_id, provider_id)
CREATE INDEX saved_view_owner ON core.saved_view USING btree (org_id, kind, owner_id)
CREATE UNIQUE INDEX saved_view_pkey ON core.saved_view USING btree (org_id, id)
CREATE INDEX search_entry_at ON core.search_entry USING brin (at) WITH (pages_per_range='32')
CREATE INDEX search_entry_few ON core.search_entry USING gin (org_id, words) WHERE (kind <> 'ticket'::text)
CREATE INDEX search_entry_found ON core.search_entry USING gin (org_id, core.search_times(at), words) WITH (gin_pending_list_limit='256')
CREATE INDEX search_entry_order ON core.search_entry USING brin (seq) WITH (pages_per_range='32')
CREATE UNIQUE INDEX search_entry_pkey ON core.search_entry USING btree (org_id, entry_id)
CREATE INDEX search_entry_recent ON core.search_entry USING btree (org_id, kind, at DESC, entry_id DESC)
CREATE INDEX search_entry_record ON core.search_entry USING btree (org_id, record_id)
CREATE INDEX search_miss_last ON core.search_miss USING btree (org_id, last_at)
CREATE UNIQUE INDEX search_miss_pkey ON core.search_miss USING btree (org_id, words)
CREATE INDEX search_miss_word_last ON core.search_miss_word USING btree (org_id, last_at)
CREATE UNIQUE INDEX search_miss_word_pkey ON core.search_miss_word USING btree (org_id, hash)
CREATE UNIQUE INDEX search_progress_pkey ON core.search_progress USING btree (is_only)
CREATE UNIQUE INDEX search_total_pkey ON core.search_total USING btree (org_id)
CREATE INDEX search_word_begins ON core.search_word USING btree (org_id, word text_pattern_ops)
CREATE UNIQUE INDEX search_word_pkey ON core.search_word USING btree (org_id, word)
CREATE INDEX search_word_similar ON core.search_word USING gin (org_id, word gin_trgm_ops)
CREATE INDEX searched_at ON core.searched USING btree (org_id, at)
CREATE UNIQUE INDEX searched_pkey ON core.searched USING btree (org_id, line_id)
CREATE UNIQUE INDEX second_factor_pkey ON core.second_factor USING btree (org_id, person_id)
CREATE INDEX session_known ON core.session USING btree (org_id, person_id, address, created_at) WHERE (NOT is_pending)
CREATE UNIQUE INDEX session_org_id_token_hash_key ON core.session USING btree (org_id, token_hash)
CREATE INDEX session_person ON core.session USING btree (org_id, person_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX session_pkey ON core.session USING btree (org_id, id)
CREATE INDEX shown_message_of ON core.shown_message USING btree (org_id, message_id)
CREATE UNIQUE INDEX shown_message_pkey ON core.shown_message USING btree (org_id, record_id, message_id)
CREATE UNIQUE INDEX site_org_id_name_key ON core.site USING btree (org_id, name)
CREATE UNIQUE INDEX site_pkey ON core.site USING btree (org_id, id)
CREATE UNIQUE INDEX skill_org_id_name_key ON core.skill USING btree (org_id, name)
CREATE UNIQUE INDEX skill_pkey ON core.skill USING btree (org_id, id)
CREATE INDEX spent_challenge_age ON core.spent_challenge USING btree (org_id, expires_at)
CREATE UNIQUE INDEX spent_challenge_pkey ON core.spent_challenge USING btree (org_id, hash)
CREATE UNIQUE INDEX synonym_pkey ON core.synonym USING btree (org_id, id)
CREATE UNIQUE INDEX team_org_id_name_key ON core.team USING btree (org_id, name)
CREATE UNIQUE INDEX team_pkey ON core.team USING btree (org_id, id)
CREATE INDEX team_member_person ON core.team_member USING btree (org_id, person_id)
CREATE UNIQUE INDEX team_member_pkey ON core.team_member USING btree (org_id, team_id, person_id)
CREATE UNIQUE INDEX team_skill_pkey ON core.team_skill USING btree (org_id, team_id, skill_id)
CREATE UNIQUE INDEX throttle_pkey ON core.throttle USING btree (org_id, key, window_at)
CREATE INDEX throttle_window ON core.throttle USING btree (org_id, window_at)
CREATE INDEX watcher_person ON core.watcher USING btree (org_id, person_id, record_id)
CREATE UNIQUE INDEX watcher_pkey ON core.watcher USING btree (org_id, record_id, person_id)
CREATE UNIQUE INDEX workstation_org_id_name_key ON core.workstation USING btree (org_id, name)
CREATE UNIQUE INDEX workstation_pkey ON core.workstation USING btree (org_id, id)
CREATE UNIQUE INDEX alarm_pkey ON escalation.alarm USING btree (org_id)
CREATE UNIQUE INDEX calendar_org_id_name_key ON escalation.calendar USING btree (org_id, name)
CREATE UNIQUE INDEX calendar_pkey ON escalation.calendar USING btree (org_id, id)
CREATE INDEX calendar_use_calendar ON escalation.calendar_use USING btree (org_id, calendar_id)
CREATE UNIQUE INDEX calendar_use_pkey ON escalation.calendar_use USING btree (org_id, scope_id)
CREATE UNIQUE INDEX calendar_version_org_id_calendar_id_number_key ON escalation.calendar_version USING btree (org_id, calendar_id, number)
CREATE UNIQUE INDEX calendar_version_pkey ON escalation.calendar_version USING btree (org_id, id)
CREATE UNIQUE INDEX climb_pkey ON escalation.climb USING btree (org_id, ticket_id)
CREATE INDEX climb_version ON escalation.climb USING btree (org_id, version_id) WHERE (version_id IS NOT NULL)
CREATE INDEX clock_due ON escalation.clock USING btree (org_id, due_at) WHERE (state = 'running'::text)
CREATE INDEX clock_fires ON escalation.clock USING btree (org_id, fires_at, ticket_id) WHERE (fires_at IS NOT NULL)
CREATE INDEX clock_judged ON escalation.clock USING btree (org_id, judged_at) INCLUDE (ticket_id, kind, policy_version_id, breached_at) WHERE (judged_at IS NOT NULL)
CREATE UNIQUE INDEX clock_pkey ON escalation.clock USING btree (org_id, ticket_id, kind, round)
CREATE INDEX cover_layer ON escalation.cover USING btree (org_id, layer_id, ends_at)
CREATE INDEX cover_person ON escalation.cover USING btree (org_id, person_id)
CREATE UNIQUE INDEX cover_pkey ON escalation.cover USING btree (org_id, id)
CREATE UNIQUE INDEX following_pkey ON escalation.following USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX handover_note_pkey ON escalation.handover_note USING btree (org_id, id)
CREATE INDEX handover_note_team ON escalation.handover_note USING btree (org_id, team_id, created_at DESC, id DESC)
CREATE UNIQUE INDEX ladder_name ON escalation.ladder USING btree (org_id, lower(name)) WHERE (archived_at IS NULL)
CREATE UNIQUE INDEX ladder_pkey ON escalation.ladder USING btree (org_id, id)
CREATE UNIQUE INDEX ladder_alarm_pkey ON escalation.ladder_alarm USING btree (org_id)
CREATE UNIQUE INDEX ladder_version_org_id_ladder_id_number_key ON escalation.ladder_version USING btree (org_id, ladder_id, number)
CREATE UNIQUE INDEX ladder_version_pkey ON escalation.ladder_version USING btree (org_id, id)
CREATE UNIQUE INDEX page_open ON escalation.page USING btree (org_id, record_id, team_id) WHERE (state = 'open'::text)
CREATE UNIQUE INDEX page_pkey ON escalation.page USING btree (org_id, id)
CREATE INDEX page_record ON escalation.page USING btree (org_id, record_id, created_at DESC)
CREATE INDEX page_call_at ON escalation.page_call USING btree (org_id, called_at)
CREATE INDEX page_call_person ON escalation.page_call USING btree (org_id, person_id, called_at DESC)
CREATE UNIQUE INDEX page_call_pkey ON escalation.page_call USING btree (org_id, page_id, person_id)
CREATE UNIQUE INDEX policy_name ON escalation.policy USING btree (org_id, name) WHERE (archived_at IS NULL)
CREATE UNIQUE INDEX policy_pkey ON escalation.policy USING btree (org_id, id)
CREATE UNIQUE INDEX policy_version_org_id_policy_id_number_key ON escalation.policy_version USING btree (org_id, policy_id, number)
CREATE UNIQUE INDEX policy_version_pkey ON escalation.policy_version USING btree (org_id, id)
CREATE UNIQUE INDEX push_device_endpoint ON escalation.push_device USING btree (org_id, endpoint)
CREATE INDEX push_device_person ON escalation.push_device USING btree (org_id, person_id)
CREATE UNIQUE INDEX push_device_pkey ON escalation.push_device USING btree (org_id, id)
CREATE UNIQUE INDEX recount_pkey ON escalation.recount USING btree (org_id, id)
CREATE INDEX recount_recent ON escalation.recount USING btree (org_id, started_at DESC)
CREATE UNIQUE INDEX rota_pkey ON escalation.rota USING btree (org_id, team_id)
CREATE UNIQUE INDEX rota_layer_pkey ON escalation.rota_layer USING btree (org_id, id)
CREATE INDEX rota_layer_team ON escalation.rota_layer USING btree (org_id, team_id, "position")
CREATE INDEX rotation_layer ON escalation.rotation USING btree (org_id, layer_id)
CREATE UNIQUE INDEX rotation_pkey ON escalation.rotation USING btree (org_id, id)
CREATE INDEX rotation_person_person ON escalation.rotation_person USING btree (org_id, person_id)
CREATE UNIQUE INDEX rotation_person_pkey ON escalation.rotation_person USING btree (org_id, rotation_id, "position")
CREATE INDEX rung_due ON escalation.rung USING btree (org_id, due_at, ticket_id, "position") WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX rung_pkey ON escalation.rung USING btree (org_id, ticket_id, step_id, cause)
CREATE UNIQUE INDEX self_assignment_pkey ON escalation.self_assignment USING btree (org_id, ticket_id, cause)
CREATE INDEX swap_asked ON escalation.swap USING btree (org_id, asked_id) WHERE (state = 'asked'::text)
CREATE INDEX swap_asker ON escalation.swap USING btree (org_id, asker_id) WHERE (state = 'asked'::text)
CREATE INDEX swap_layer ON escalation.swap USING btree (org_id, layer_id, ends_at)
CREATE UNIQUE INDEX swap_pkey ON escalation.swap USING btree (org_id, id)
CREATE UNIQUE INDEX team_assignment_pkey ON escalation.team_assignment USING btree (org_id, team_id)
CREATE INDEX team_assignment_self ON escalation.team_assignment USING btree (org_id) WHERE (mode = 'assign'::text)
CREATE UNIQUE INDEX webhook_pkey ON escalation.webhook USING btree (org_id, team_id)
CREATE UNIQUE INDEX webhook_delivery_org_id_page_id_step_key ON escalation.webhook_delivery USING btree (org_id, page_id, step)
CREATE UNIQUE INDEX webhook_delivery_pkey ON escalation.webhook_delivery USING btree (org_id, id)
CREATE INDEX webhook_delivery_team ON escalation.webhook_delivery USING btree (org_id, team_id, created_at DESC)
CREATE UNIQUE INDEX affected_place_pkey ON incidents.affected_place USING btree (org_id, incident_id, place_id)
CREATE INDEX duty_incident ON incidents.duty USING btree (org_id, incident_id, began_at)
CREATE UNIQUE INDEX duty_now ON incidents.duty USING btree (org_id, incident_id, role) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX duty_pkey ON incidents.duty USING btree (org_id, id)
CREATE UNIQUE INDEX incident_pkey ON incidents.incident USING btree (org_id, id)
CREATE INDEX review_action_incident ON incidents.review_action USING btree (org_id, incident_id, created_at)
CREATE UNIQUE INDEX review_action_pkey ON incidents.review_action USING btree (org_id, id)
CREATE INDEX round_incident ON incidents.round USING btree (org_id, incident_id, created_at)
CREATE UNIQUE INDEX round_pkey ON incidents.round USING btree (org_id, id)
CREATE INDEX round_ticket_open ON incidents.round_ticket USING btree (org_id, round_id, ticket_id) WHERE (NOT is_done)
CREATE UNIQUE INDEX round_ticket_pkey ON incidents.round_ticket USING btree (org_id, round_id, ticket_id)
CREATE INDEX update_incident ON incidents.update USING btree (org_id, incident_id, created_at)
CREATE UNIQUE INDEX update_pkey ON incidents.update USING btree (org_id, id)
CREATE INDEX article_application ON knowledge.article USING btree (org_id, application) WHERE (application IS NOT NULL)
CREATE INDEX article_category ON knowledge.article USING btree (org_id, category_id) WHERE (category_id IS NOT NULL)
CREATE INDEX article_draft_entry ON knowledge.article USING btree (org_id, draft_entry_id)
CREATE UNIQUE INDEX article_imported_key ON knowledge.article USING btree (org_id, imported_key) WHERE (imported_key IS NOT NULL)
CREATE UNIQUE INDEX article_pkey ON knowledge.article USING btree (org_id, id)
CREATE INDEX article_review ON knowledge.article USING btree (org_id, review_at) WHERE (review_at IS NOT NULL)
CREATE INDEX article_topic ON knowledge.article USING btree (org_id, category) WHERE (category IS NOT NULL)
CREATE UNIQUE INDEX comment_pkey ON knowledge.comment USING btree (org_id, article_id, id)
CREATE UNIQUE INDEX duplicate_pkey ON knowledge.duplicate USING btree (org_id, article_id, other_id)
CREATE UNIQUE INDEX exchange_file_key ON knowledge.exchange_file USING btree (org_id, key) WHERE (key IS NOT NULL)
CREATE UNIQUE INDEX exchange_file_path ON knowledge.exchange_file USING btree (org_id, source, path)
CREATE UNIQUE INDEX exchange_file_pkey ON knowledge.exchange_file USING btree (org_id, article_id)
CREATE UNIQUE INDEX exchange_run_pkey ON knowledge.exchange_run USING btree (org_id, id)
CREATE INDEX exchange_run_recent ON knowledge.exchange_run USING btree (org_id, created_at DESC, id DESC)
CREATE UNIQUE INDEX feedback_pkey ON knowledge.feedback USING btree (org_id, article_id, person_id)
CREATE INDEX flag_open ON knowledge.flag USING btree (org_id, created_at) WHERE (answered_at IS NULL)
CREATE UNIQUE INDEX flag_pkey ON knowledge.flag USING btree (org_id, article_id, id)
CREATE INDEX form_read_article ON knowledge.form_read USING btree (org_id, article_id, at)
CREATE INDEX form_read_person ON knowledge.form_read USING btree (org_id, person_id, at)
CREATE UNIQUE INDEX form_read_pkey ON knowledge.form_read USING btree (org_id, form_id, article_id)
CREATE UNIQUE INDEX gap_pkey ON knowledge.gap USING btree (org_id, id)
CREATE UNIQUE INDEX gap_ticket_pkey ON knowledge.gap_ticket USING btree (org_id, gap_id, ticket_id)
CREATE UNIQUE INDEX look_pkey ON knowledge.look USING btree (org_id, article_id, version, person_id)
CREATE UNIQUE INDEX measure_pkey ON knowledge.measure USING btree (org_id, article_id)
CREATE UNIQUE INDEX measure_setting_pkey ON knowledge.measure_setting USING btree (org_id)
CREATE UNIQUE INDEX moved_pkey ON knowledge.moved USING btree (org_id, article_id)
CREATE UNIQUE INDEX template_pkey ON knowledge.template USING btree (org_id, article_kind)
CREATE INDEX use_article ON knowledge.use USING btree (org_id, article_id, at)
CREATE UNIQUE INDEX use_pkey ON knowledge.use USING btree (org_id, ticket_id, article_id)
CREATE UNIQUE INDEX version_pkey ON knowledge.version USING btree (org_id, article_id, version)
CREATE UNIQUE INDEX view_pkey ON knowledge.view USING btree (org_id, article_id, day)
CREATE UNIQUE INDEX calendar_feed_org_id_token_hash_key ON notices.calendar_feed USING btree (org_id, token_hash)
CREATE UNIQUE INDEX calendar_feed_pkey ON notices.calendar_feed USING btree (org_id, person_id)
CREATE UNIQUE INDEX choice_pkey ON notices.choice USING btree (org_id, person_id, kind)
CREATE UNIQUE INDEX event_choice_pkey ON notices.event_choice USING btree (org_id, person_id, kind, reason)
CREATE UNIQUE INDEX muted_record_pkey ON notices.muted_record USING btree (org_id, person_id, record_id)
CREATE INDEX muted_record_record ON notices.muted_record USING btree (org_id, record_id)
CREATE UNIQUE INDEX setting_pkey ON notices.setting USING btree (org_id, person_id)
CREATE INDEX waiting_done ON notices.waiting USING btree (org_id, done_at) WHERE (done_at IS NOT NULL)
CREATE INDEX waiting_due ON notices.waiting USING btree (org_id, due_at) WHERE (done_at IS NULL)
CREATE INDEX waiting_mail ON notices.waiting USING btree (org_id, mail_id) WHERE (mail_id IS NOT NULL)
CREATE INDEX waiting_person ON notices.waiting USING btree (org_id, person_id, due_at) WHERE (done_at IS NULL)
CREATE UNIQUE INDEX waiting_pkey ON notices.waiting USING btree (org_id, notification_id, channel)
CREATE UNIQUE INDEX backup_pkey ON platform.backup USING btree (at)
CREATE UNIQUE INDEX epoch_pkey ON platform.epoch USING btree (is_only)
CREATE UNIQUE INDEX migration_pkey ON platform.migration USING btree (name)
CREATE UNIQUE INDEX allowed_pkey ON privacy.allowed USING btree (org_id, phrase, kind)
CREATE UNIQUE INDEX covered_pkey ON privacy.covered USING btree (org_id, finding_id)
CREATE UNIQUE INDEX erasure_org_id_number_key ON privacy.erasure USING btree (org_id, number)
CREATE UNIQUE INDEX erasure_person ON privacy.erasure USING btree (org_id, person_id) WHERE (state <> 'refused'::text)
CREATE UNIQUE INDEX erasure_pkey ON privacy.erasure USING btree (org_id, id)
CREATE UNIQUE INDEX export_pkey ON privacy.export USING btree (org_id, id)
CREATE UNIQUE INDEX file_pkey ON privacy.file USING btree (org_id, attachment_id)
CREATE INDEX finding_file ON privacy.finding USING btree (org_id, attachment_id) WHERE (attachment_id IS NOT NULL)
CREATE UNIQUE INDEX finding_org_id_mask_key ON privacy.finding USING btree (org_id, mask)
CREATE UNIQUE INDEX finding_pkey ON privacy.finding USING btree (org_id, id)
CREATE INDEX finding_record ON privacy.finding USING btree (org_id, record_id)
CREATE INDEX finding_state ON privacy.finding USING btree (org_id, state, created_at DESC, id DESC)
CREATE UNIQUE INDEX hold_person ON privacy.hold USING btree (org_id, person_id) WHERE ((lifted_at IS NULL) AND (person_id IS NOT NULL))
CREATE UNIQUE INDEX hold_pkey ON privacy.hold USING btree (org_id, id)
CREATE UNIQUE INDEX hold_record ON privacy.hold USING btree (org_id, record_id) WHERE ((lifted_at IS NULL) AND (record_id IS NOT NULL))
CREATE UNIQUE INDEX reveal_pkey ON privacy.reveal USING btree (org_id, id)
CREATE INDEX reveal_record ON privacy.reveal USING btree (org_id, record_id, created_at DESC)
CREATE UNIQUE INDEX setting_pkey ON privacy.setting USING btree (org_id)
CREATE INDEX glass_broken ON restriction.glass USING btree (org_id, broken_at DESC)
CREATE INDEX glass_open ON restriction.glass USING btree (org_id, review_due_at) WHERE (verdict IS NULL)
CREATE UNIQUE INDEX glass_pkey ON restriction.glass USING btree (org_id, id)
CREATE INDEX glass_record ON restriction.glass USING btree (org_id, record_id)
CREATE INDEX reason_admission ON restriction.reason USING btree (org_id, admission_id)
CREATE UNIQUE INDEX reason_pkey ON restriction.reason USING btree (org_id, id)
CREATE INDEX reason_record ON restriction.reason USING btree (org_id, record_id, at DESC)
CREATE UNIQUE INDEX setting_pkey ON restriction.setting USING btree (org_id)
CREATE UNIQUE INDEX alarm_pkey ON rules.alarm USING btree (org_id)
CREATE UNIQUE INDEX deed_pkey ON rules.deed USING btree (org_id, firing_id, "position")
CREATE UNIQUE INDEX firing_org_id_task_id_rule_id_key ON rules.firing USING btree (org_id, task_id, rule_id)
CREATE UNIQUE INDEX firing_pkey ON rules.firing USING btree (org_id, id)
CREATE INDEX firing_rule ON rules.firing USING btree (org_id, rule_id, fired_at DESC, id DESC)
CREATE INDEX firing_ticket ON rules.firing USING btree (org_id, ticket_id, fired_at DESC, id DESC)
CREATE UNIQUE INDEX rule_name ON rules.rule USING btree (org_id, name) WHERE (archived_at IS NULL)
CREATE UNIQUE INDEX rule_pkey ON rules.rule USING btree (org_id, id)
CREATE UNIQUE INDEX rule_version_org_id_rule_id_number_key ON rules.rule_version USING btree (org_id, rule_id, number)
CREATE UNIQUE INDEX rule_version_pkey ON rules.rule_version USING btree (org_id, id)
CREATE INDEX task_due ON rules.task USING btree (org_id, due_at, id) WHERE (due_at IS NOT NULL)
CREATE UNIQUE INDEX task_pkey ON rules.task USING btree (org_id, id)
CREATE INDEX task_ticket ON rules.task USING btree (org_id, ticket_id, id)
CREATE INDEX timer_due ON rules.timer USING btree (org_id, due_at, ticket_id)
CREATE UNIQUE INDEX timer_pkey ON rules.timer USING btree (org_id, rule_id, ticket_id)
CREATE UNIQUE INDEX trial_pkey ON rules.trial USING btree (org_id, id)
CREATE INDEX trial_recent ON rules.trial USING btree (org_id, started_at DESC)
CREATE INDEX control_hazard ON safety.control USING btree (org_id, hazard_id, created_at)
CREATE UNIQUE INDEX control_pkey ON safety.control USING btree (org_id, id)
CREATE INDEX event_due ON safety.event USING btree (due_at) WHERE ((assessed_at IS NULL) AND (NOT is_late_told))
CREATE UNIQUE INDEX event_pkey ON safety.event USING btree (org_id, id)
CREATE INDEX event_ticket ON safety.event USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX hazard_pkey ON safety.hazard USING btree (org_id, id)
CREATE INDEX hazard_record_of ON safety.hazard_record USING btree (org_id, record_id)
CREATE UNIQUE INDEX hazard_record_pkey ON safety.hazard_record USING btree (org_id, hazard_id, record_id)
CREATE INDEX note_event ON safety.note USING btree (org_id, event_id, created_at)
CREATE UNIQUE INDEX note_pkey ON safety.note USING btree (org_id, id)
CREATE UNIQUE INDEX numbering_pkey ON safety.numbering USING btree (org_id, kind)
CREATE UNIQUE INDEX setting_pkey ON safety.setting USING btree (org_id)
CREATE INDEX invitation_person ON surveys.invitation USING btree (org_id, person_id, sent_at DESC) WHERE (sent_at IS NOT NULL)
CREATE UNIQUE INDEX invitation_pkey ON surveys.invitation USING btree (org_id, id)
CREATE INDEX invitation_ticket ON surveys.invitation USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX low_answer_pkey ON surveys.low_answer USING btree (org_id, ticket_id, reopened_count)
CREATE UNIQUE INDEX setting_pkey ON surveys.setting USING btree (org_id)
CREATE UNIQUE INDEX solution_pkey ON surveys.solution USING btree (org_id, ticket_id, reopened_count)
CREATE INDEX solution_resolved ON surveys.solution USING btree (org_id, resolved_at)
CREATE UNIQUE INDEX category_name ON tickets.category USING btree (org_id, COALESCE(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), name)
CREATE UNIQUE INDEX category_pkey ON tickets.category USING btree (org_id, id)
CREATE UNIQUE INDEX checklist_pkey ON tickets.checklist USING btree (org_id, id)
CREATE INDEX checklist_ticket ON tickets.checklist USING btree (org_id, ticket_id)
CREATE INDEX checklist_item_list ON tickets.checklist_item USING btree (org_id, checklist_id, "position")
CREATE UNIQUE INDEX checklist_item_pkey ON tickets.checklist_item USING btree (org_id, id)
CREATE UNIQUE INDEX checklist_item_task ON tickets.checklist_item USING btree (org_id, task_id) WHERE (task_id IS NOT NULL)
CREATE INDEX checklist_item_ticket ON tickets.checklist_item USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX checklist_template_name ON tickets.checklist_template USING btree (org_id, name) WHERE (archived_at IS NULL)
CREATE UNIQUE INDEX checklist_template_pkey ON tickets.checklist_template USING btree (org_id, id)
CREATE UNIQUE INDEX flow_day_pkey ON tickets.flow_day USING btree (org_id, day)
CREATE UNIQUE INDEX flow_fold_pkey ON tickets.flow_fold USING btree (org_id)
CREATE INDEX follow_up_due ON tickets.follow_up USING btree (org_id, due_at) WHERE (done_at IS NULL)
CREATE UNIQUE INDEX follow_up_pkey ON tickets.follow_up USING btree (org_id, id)
CREATE INDEX follow_up_ticket ON tickets.follow_up USING btree (org_id, ticket_id) WHERE (done_at IS NULL)
CREATE UNIQUE INDEX fulfilment_pkey ON tickets.fulfilment USING btree (org_id, ticket_id)
CREATE INDEX hand_at ON tickets.hand USING btree (org_id, direction, created_at)
CREATE UNIQUE INDEX hand_pkey ON tickets.hand USING btree (org_id, id)
CREATE INDEX hand_ticket ON tickets.hand USING btree (org_id, ticket_id, created_at)
CREATE UNIQUE INDEX heard_word_pkey ON tickets.heard_word USING btree (org_id, message_id)
CREATE UNIQUE INDEX label_org_id_code_key ON tickets.label USING btree (org_id, code)
CREATE UNIQUE INDEX label_pkey ON tickets.label USING btree (org_id, id)
CREATE UNIQUE INDEX label_place ON tickets.label USING btree (org_id, place_id) WHERE ((place_id IS NOT NULL) AND (revoked_at IS NULL))
CREATE UNIQUE INDEX label_workstation ON tickets.label USING btree (org_id, workstation_id) WHERE ((workstation_id IS NOT NULL) AND (revoked_at IS NULL))
CREATE UNIQUE INDEX merged_follower_pkey ON tickets.merged_follower USING btree (org_id, id)
CREATE INDEX merged_follower_ticket ON tickets.merged_follower USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX merging_pkey ON tickets.merging USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX person_signature_pkey ON tickets.person_signature USING btree (org_id, person_id)
CREATE INDEX phone_call_agent ON tickets.phone_call USING btree (org_id, agent_id, logged_at DESC)
CREATE UNIQUE INDEX phone_call_pkey ON tickets.phone_call USING btree (org_id, id)
CREATE INDEX preset_own ON tickets.preset USING btree (org_id, owner_id, kind) WHERE (archived_at IS NULL)
CREATE UNIQUE INDEX preset_pkey ON tickets.preset USING btree (org_id, id)
CREATE UNIQUE INDEX preset_shared_name ON tickets.preset USING btree (org_id, kind, lower(name)) WHERE ((owner_id IS NULL) AND (archived_at IS NULL))
CREATE INDEX priority_override_created ON tickets.priority_override USING btree (org_id, created_at DESC, id DESC)
CREATE UNIQUE INDEX priority_override_holds ON tickets.priority_override USING btree (org_id, ticket_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX priority_override_pkey ON tickets.priority_override USING btree (org_id, id)
CREATE UNIQUE INDEX priority_rules_pkey ON tickets.priority_rules USING btree (org_id, number)
CREATE INDEX scheduled_reply_due ON tickets.scheduled_reply USING btree (org_id, send_at) WHERE (state = 'waiting'::text)
CREATE UNIQUE INDEX scheduled_reply_pkey ON tickets.scheduled_reply USING btree (org_id, id)
CREATE INDEX scheduled_reply_ticket ON tickets.scheduled_reply USING btree (org_id, ticket_id) WHERE (state = ANY (ARRAY['waiting'::text, 'held'::text]))
CREATE UNIQUE INDEX shared_draft_pkey ON tickets.shared_draft USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX team_signature_pkey ON tickets.team_signature USING btree (org_id, team_id)
CREATE INDEX ticket_category ON tickets.ticket USING btree (org_id, category_id)
CREATE INDEX ticket_device ON tickets.ticket USING btree (org_id, lower(device), id DESC) WHERE (device IS NOT NULL)
CREATE UNIQUE INDEX ticket_imported_key ON tickets.ticket USING btree (org_id, imported_key) WHERE (imported_key IS NOT NULL)
CREATE INDEX ticket_merged_into ON tickets.ticket USING btree (org_id, merged_into_id) WHERE (merged_into_id IS NOT NULL)
CREATE UNIQUE INDEX ticket_pkey ON tickets.ticket USING btree (org_id, id)
CREATE INDEX ticket_resolved ON tickets.ticket USING btree (org_id, resolved_at) WHERE (resolved_at IS NOT NULL)
CREATE INDEX ticket_solved_application ON tickets.ticket USING btree (org_id, application, resolved_at DESC) INCLUDE (id) WHERE ((resolved_at IS NOT NULL) AND (application IS NOT NULL))
CREATE INDEX ticket_solved_category ON tickets.ticket USING btree (org_id, category_id, resolved_at DESC) INCLUDE (id) WHERE ((resolved_at IS NOT NULL) AND (category_id IS NOT NULL))
CREATE INDEX ticket_workstation ON tickets.ticket USING btree (org_id, workstation_id, id DESC) WHERE (workstation_id IS NOT NULL)
CREATE INDEX time_correction_entry ON tickets.time_correction USING btree (org_id, entry_id, created_at)
CREATE UNIQUE INDEX time_correction_pkey ON tickets.time_correction USING btree (org_id, id)
CREATE INDEX time_entry_person ON tickets.time_entry USING btree (org_id, person_id, created_at)
CREATE UNIQUE INDEX time_entry_pkey ON tickets.time_entry USING btree (org_id, id)
CREATE INDEX time_entry_ticket ON tickets.time_entry USING btree (org_id, ticket_id)
CREATE UNIQUE INDEX timer_pkey ON tickets.timer USING btree (org_id, person_id)
CREATE UNIQUE INDEX weighing_pkey ON tickets.weighing USING btree (org_id, ticket_id)
CREATE INDEX weighing_proposed ON tickets.weighing USING btree (org_id, ticket_id) WHERE (p1 = 'proposed'::text)
CREATE UNIQUE INDEX checkpoint_pkey ON trail.checkpoint USING btree (org_id, seq)
CREATE INDEX checkpoint_recent ON trail.checkpoint USING btree (org_id, at)
CREATE UNIQUE INDEX link_pkey ON trail.link USING btree (org_id, seq)
CREATE UNIQUE INDEX activity_pkey ON training.activity USING btree (org_id, course_id, version, "position")
CREATE INDEX application_user_person ON training.application_user USING btree (org_id, person_id)
CREATE UNIQUE INDEX application_user_pkey ON training.application_user USING btree (org_id, application, person_id)
CREATE UNIQUE INDEX badge_key_pkey ON training.badge_key USING btree (org_id, id)
CREATE INDEX booking_person ON training.booking USING btree (org_id, person_id, starts_at DESC)
CREATE UNIQUE INDEX booking_pkey ON training.booking USING btree (org_id, class_id, person_id)
CREATE INDEX booking_time ON training.booking USING gist (org_id, person_id, tstzrange(starts_at, ends_at)) WHERE ((NOT is_off) AND (state = ANY (ARRAY['requested'::text, 'booked'::text, 'waitlisted'::text])))
CREATE UNIQUE INDEX certificate_org_id_number_key ON training.certificate USING btree (org_id, number)
CREATE UNIQUE INDEX certificate_org_id_token_key ON training.certificate USING btree (org_id, token)
CREATE INDEX certificate_person ON training.certificate USING btree (org_id, person_id)
CREATE UNIQUE INDEX certificate_pkey ON training.certificate USING btree (org_id, line_id)
CREATE UNIQUE INDEX check_off_org_id_record_id_key ON training.check_off USING btree (org_id, record_id)
CREATE INDEX check_off_person ON training.check_off USING btree (org_id, person_id, signed_at DESC)
CREATE UNIQUE INDEX check_off_pkey ON training.check_off USING btree (org_id, id)
CREATE INDEX check_off_rubric ON training.check_off USING btree (org_id, rubric_id, signed_at DESC)
CREATE INDEX claim_person ON training.claim USING btree (org_id, person_id)
CREATE UNIQUE INDEX claim_pkey ON training.claim USING btree (org_id, id)
CREATE INDEX claim_waiting ON training.claim USING btree (org_id, created_at, id) WHERE (state = 'waiting'::text)
CREATE INDEX claim_file_claim ON training.claim_file USING btree (org_id, claim_id)
CREATE UNIQUE INDEX claim_file_pkey ON training.claim_file USING btree (org_id, attachment_id)
CREATE UNIQUE INDEX class_pkey ON training.class USING btree (org_id, id)
CREATE INDEX class_room ON training.class USING gist (org_id, place_id, tstzrange(starts_at, ends_at)) WHERE ((place_id IS NOT NULL) AND (NOT is_off))
CREATE INDEX class_time ON training.class USING btree (org_id, starts_at, id)
CREATE INDEX class_feedback_class ON training.class_feedback USING btree (org_id, class_id)
CREATE UNIQUE INDEX class_feedback_pkey ON training.class_feedback USING btree (org_id, id)
CREATE INDEX class_feedback_untold ON training.class_feedback USING btree (org_id, class_id) WHERE (NOT is_told)
CREATE UNIQUE INDEX class_trainer_pkey ON training.class_trainer USING btree (org_id, class_id, person_id)
CREATE INDEX class_trainer_time ON training.class_trainer USING gist (org_id, person_id, tstzrange(starts_at, ends_at)) WHERE (NOT is_off)
CREATE UNIQUE INDEX competency_org_id_framework_id_code_key ON training.competency USING btree (org_id, framework_id, code)
CREATE UNIQUE INDEX competency_pkey ON training.competency USING btree (org_id, id)
CREATE UNIQUE INDEX compliance_day_org_id_day_department_id_key ON training.compliance_day USING btree (org_id, day, department_id) NULLS NOT DISTINCT
CREATE UNIQUE INDEX compliance_day_pkey ON training.compliance_day USING btree (org_id, id)
CREATE UNIQUE INDEX course_pkey ON training.course USING btree (org_id, id)
CREATE INDEX course_completion_course ON training.course_completion USING btree (org_id, course_id, version)
CREATE UNIQUE INDEX course_completion_pkey ON training.course_completion USING btree (org_id, record_id)
CREATE INDEX course_material_attachment ON training.course_material USING btree (org_id, attachment_id)
CREATE UNIQUE INDEX course_material_org_id_course_id_version_attachment_id_key ON training.course_material USING btree (org_id, course_id, version, attachment_id)
CREATE UNIQUE INDEX course_material_pkey ON training.course_material USING btree (org_id, course_id, version, "position")
CREATE UNIQUE INDEX course_test_pkey ON training.course_test USING btree (org_id, course_id)
CREATE UNIQUE INDEX course_version_draft ON training.course_version USING btree (org_id, course_id) WHERE (published_at IS NULL)
CREATE UNIQUE INDEX course_version_pkey ON training.course_version USING btree (org_id, course_id, version)
CREATE INDEX credential_competency ON training.credential USING btree (org_id, competency_id, gap_on, person_id, requirement_id)
CREATE INDEX credential_count ON training.credential USING btree (org_id, gap_on)
CREATE INDEX credential_department ON training.credential USING btree (org_id, department_id, gap_on, person_id, requirement_id)
CREATE INDEX credential_gap ON training.credential USING btree (org_id, gap_on, person_id, requirement_id)
CREATE INDEX credential_person ON training.credential USING btree (org_id, person_id, competency_id)
CREATE UNIQUE INDEX credential_pkey ON training.credential USING btree (org_id, requirement_id, person_id)
CREATE INDEX evidence_file_line ON training.evidence_file USING btree (org_id, line_id)
CREATE UNIQUE INDEX evidence_file_pkey ON training.evidence_file USING btree (org_id, attachment_id)
CREATE UNIQUE INDEX framework_org_id_name_key ON training.framework USING btree (org_id, name)
CREATE UNIQUE INDEX framework_pkey ON training.framework USING btree (org_id, id)
CREATE INDEX imported_line_person ON training.imported_line USING btree (org_id, person_id)
CREATE UNIQUE INDEX imported_line_pkey ON training.imported_line USING btree (org_id, line_hash)
CREATE INDEX imported_line_record ON training.imported_line USING btree (org_id, line_id)
CREATE INDEX launch_expires ON training.launch USING btree (org_id, expires_at)
CREATE UNIQUE INDEX launch_pkey ON training.launch USING btree (org_id, token_hash)
CREATE INDEX learning_grant_competency ON training.learning_grant USING btree (org_id, competency_id, achieved_on DESC)
CREATE INDEX learning_grant_person ON training.learning_grant USING btree (org_id, person_id, competency_id, achieved_on DESC)
CREATE UNIQUE INDEX learning_grant_pkey ON training.learning_grant USING btree (org_id, line_id, competency_id)
CREATE INDEX learning_record_assessor ON training.learning_record USING btree (org_id, assessor_id, happened_on DESC) WHERE (assessor_id IS NOT NULL)
CREATE INDEX learning_record_newest ON training.learning_record USING btree (org_id, happened_on DESC, id DESC)
CREATE INDEX learning_record_no_proof ON training.learning_record USING btree (org_id, happened_on DESC, id DESC) WHERE (verb = ANY (ARRAY['failed'::text, 'attempted'::text, 'revoked'::text]))
CREATE UNIQUE INDEX learning_record_org_id_revokes_id_key ON training.learning_record USING btree (org_id, revokes_id)
CREATE INDEX learning_record_origin ON training.learning_record USING btree (org_id, origin, happened_on DESC, id DESC)
CREATE INDEX learning_record_person ON training.learning_record USING btree (org_id, person_id, happened_on DESC)
CREATE UNIQUE INDEX learning_record_pkey ON training.learning_record USING btree (org_id, id)
CREATE INDEX need_ended ON training.need USING btree (org_id, application, department_id, ended_at) WHERE (ended_at IS NOT NULL)
CREATE UNIQUE INDEX need_open ON training.need USING btree (org_id, application, COALESCE(category_id, '00000000-0000-0000-0000-000000000000'::uuid), department_id) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX need_pkey ON training.need USING btree (org_id, id)
CREATE UNIQUE INDEX need_survey_open ON training.need USING btree (org_id, survey_id, competency_id, COALESCE(department_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ((ended_at IS NULL) AND (survey_id IS NOT NULL))
CREATE UNIQUE INDEX need_class_class ON training.need_class USING btree (org_id, class_id)
CREATE UNIQUE INDEX need_class_pkey ON training.need_class USING btree (org_id, need_id, class_id)
CREATE UNIQUE INDEX need_ticket_pkey ON training.need_ticket USING btree (org_id, need_id, ticket_id)
CREATE INDEX need_ticket_ticket ON training.need_ticket USING btree (org_id, ticket_id)
CREATE INDEX needs_survey_open ON training.needs_survey USING btree (org_id, ends_on) WHERE (ended_at IS NULL)
CREATE UNIQUE INDEX needs_survey_pkey ON training.needs_survey USING btree (org_id, id)
CREATE UNIQUE INDEX needs_survey_answer_pkey ON training.needs_survey_answer USING btree (org_id, survey_id, answer_key)
CREATE UNIQUE INDEX needs_survey_competency_org_id_survey_id_position_key ON training.needs_survey_competency USING btree (org_id, survey_id, "position")
CREATE UNIQUE INDEX needs_survey_competency_pkey ON training.needs_survey_competency USING btree (org_id, survey_id, competency_id)
CREATE INDEX needs_survey_person_person ON training.needs_survey_person USING btree (org_id, person_id)
CREATE UNIQUE INDEX needs_survey_person_pkey ON training.needs_survey_person USING btree (org_id, survey_id, person_id)
CREATE UNIQUE INDEX needs_survey_wish_pkey ON training.needs_survey_wish USING btree (org_id, survey_id, answer_key)
CREATE UNIQUE INDEX objective_pkey ON training.objective USING btree (org_id, course_id, version, "position")
CREATE UNIQUE INDEX package_pkey ON training.package USING btree (org_id, id)
CREATE UNIQUE INDEX package_file_pkey ON training.package_file USING btree (org_id, package_id, path)
CREATE INDEX package_file_storage_key ON training.package_file USING btree (storage_key)
CREATE UNIQUE INDEX package_grant_pkey ON training.package_grant USING btree (org_id, package_id, competency_id)
CREATE UNIQUE INDEX package_unit_org_id_package_id_position_key ON training.package_unit USING btree (org_id, package_id, "position")
CREATE UNIQUE INDEX package_unit_pkey ON training.package_unit USING btree (org_id, id)
CREATE UNIQUE INDEX picture_pkey ON training.picture USING btree (org_id, id)
CREATE INDEX plan_person ON training.plan USING btree (org_id, person_id)
CREATE UNIQUE INDEX plan_pkey ON training.plan USING btree (org_id, id)
CREATE UNIQUE INDEX plan_failure_pkey ON training.plan_failure USING btree (org_id, line_id)
CREATE UNIQUE INDEX plan_item_once ON training.plan_item USING btree (org_id, plan_id, COALESCE(competency_id, course_id, class_id, package_id, quiz_id)) WHERE (words IS NULL)
CREATE INDEX plan_item_person ON training.plan_item USING btree (org_id, person_id)
CREATE UNIQUE INDEX plan_item_pkey ON training.plan_item USING btree (org_id, id)
CREATE INDEX plan_item_plan ON training.plan_item USING btree (org_id, plan_id, "position")
CREATE UNIQUE INDEX question_pkey ON training.question USING btree (org_id, id)
CREATE UNIQUE INDEX question_version_pkey ON training.question_version USING btree (org_id, question_id, version)
CREATE UNIQUE INDEX quiz_pkey ON training.quiz USING btree (org_id, id)
CREATE UNIQUE INDEX quiz_answer_org_id_attempt_id_question_id_key ON training.quiz_answer USING btree (org_id, attempt_id, question_id)
CREATE UNIQUE INDEX quiz_answer_pkey ON training.quiz_answer USING btree (org_id, attempt_id, place)
CREATE INDEX quiz_answer_question ON training.quiz_answer USING btree (org_id, question_id)
CREATE INDEX quiz_attempt_due ON training.quiz_attempt USING btree (org_id, ends_at) WHERE ((handed_in_at IS NULL) AND (ends_at IS NOT NULL))
CREATE UNIQUE INDEX quiz_attempt_open ON training.quiz_attempt USING btree (org_id, quiz_id, person_id) WHERE (handed_in_at IS NULL)
CREATE UNIQUE INDEX quiz_attempt_org_id_quiz_id_person_id_nth_key ON training.quiz_attempt USING btree (org_id, quiz_id, person_id, nth)
CREATE INDEX quiz_attempt_person ON training.quiz_attempt USING btree (org_id, person_id, started_at DESC)
CREATE UNIQUE INDEX quiz_attempt_pkey ON training.quiz_attempt USING btree (org_id, id)
CREATE UNIQUE INDEX quiz_attempt_record ON training.quiz_attempt USING btree (org_id, record_id) WHERE (record_id IS NOT NULL)
CREATE UNIQUE INDEX quiz_grant_pkey ON training.quiz_grant USING btree (org_id, quiz_id, version, competency_id)
CREATE UNIQUE INDEX quiz_item_org_id_quiz_id_version_question_id_key ON training.quiz_item USING btree (org_id, quiz_id, version, question_id)
CREATE UNIQUE INDEX quiz_item_pkey ON training.quiz_item USING btree (org_id, quiz_id, version, "position")
CREATE INDEX quiz_item_question ON training.quiz_item USING btree (org_id, question_id)
CREATE UNIQUE INDEX quiz_version_pkey ON training.quiz_version USING btree (org_id, quiz_id, version)
CREATE UNIQUE INDEX reckoning_pkey ON training.reckoning USING btree (org_id)
CREATE INDEX record_words_found ON training.record_words USING gin (org_id, core.fold(((((title || ' '::text) || version) || ' '::text) || provider)) gin_trgm_ops)
CREATE INDEX record_words_person ON training.record_words USING btree (org_id, person_id)
CREATE UNIQUE INDEX record_words_pkey ON training.record_words USING btree (org_id, line_id)
CREATE UNIQUE INDEX registration_current ON training.registration USING btree (org_id, package_id, person_id) WHERE (ended_at IS NULL)
CREATE INDEX registration_package ON training.registration USING btree (org_id, package_id, person_id)
CREATE INDEX registration_person ON training.registration USING btree (org_id, person_id)
CREATE UNIQUE INDEX registration_pkey ON training.registration USING btree (org_id, id)
CREATE INDEX registration_record ON training.registration USING btree (org_id, record_id) WHERE (record_id IS NOT NULL)
CREATE UNIQUE INDEX requirement_pkey ON training.requirement USING btree (org_id, id)
CREATE UNIQUE INDEX rubric_pkey ON training.rubric USING btree (org_id, id)
CREATE UNIQUE INDEX rubric_version_pkey ON training.rubric_version USING btree (org_id, rubric_id, version)
CREATE INDEX statement_person ON training.statement USING btree (org_id, person_id) WHERE (person_id IS NOT NULL)
CREATE UNIQUE INDEX statement_pkey ON training.statement USING btree (org_id, id)
CREATE INDEX statement_registration ON training.statement USING btree (org_id, registration_id) WHERE (registration_id IS NOT NULL)
CREATE INDEX statement_sent_by ON training.statement USING btree (org_id, sent_by)
CREATE INDEX statement_stored ON training.statement USING btree (org_id, stored_at DESC, id DESC)
CREATE INDEX statement_voids ON training.statement USING btree (org_id, voids_id) WHERE (voids_id IS NOT NULL)
CREATE UNIQUE INDEX statement_words_pkey ON training.statement_words USING btree (org_id, statement_id)
CREATE UNIQUE INDEX unit_progress_pkey ON training.unit_progress USING btree (org_id, registration_id, unit_id)

-- Row security
approvals.approval tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
approvals.deputy tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
approvals.link tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
approvals.round tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
callers.code tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
callers.contact tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
callers.role_risk tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
callers.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
callers.verification tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
catalog.item tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
catalog.item_group tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
catalog.item_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
catalog.picture tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
catalog.request tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.alert tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.alert_batch tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.alert_group tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.alert_source tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.api_key tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.failing_address tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.form_entry tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.form_topic tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.import_run tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.mail_in tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.mail_sending tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.mail_template tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.mailbox tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.public_form tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.webhook tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
channels.webhook_delivery tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.admission tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.attachment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.audit tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.automation tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.credential_reset tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.department tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.draft tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.emergency_account tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.emergency_use tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.event tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.event_words tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.file_link tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.idempotency tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.identity tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.identity_provider tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.link tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.login_token tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.message tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.notification tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.organization tenant to {wardline_app} using ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.outbox tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.passkey tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.password tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.person tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.person_skill tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.place tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.provider_answer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.provider_session tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.record tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.recovery_code tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.role tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.role_assignment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.saml_provider tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.saved_view tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.search_entry tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.search_miss tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.search_miss_word tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.search_total tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.search_word tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.searched tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.second_factor tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.session tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.shown_message tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.site tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.skill tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.spent_challenge tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.synonym tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.team tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.team_member tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.team_skill tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.throttle tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.watcher tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
core.workstation tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.alarm tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.calendar tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.calendar_use tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.calendar_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.climb tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.clock tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.cover tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.following tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.handover_note tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.ladder tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.ladder_alarm tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.ladder_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.page tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.page_call tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.policy tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.policy_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.push_device tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.recount tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.rota tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.rota_layer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.rotation tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.rotation_person tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.rung tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.self_assignment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.swap tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.team_assignment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.webhook tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
escalation.webhook_delivery tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.affected_place tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.duty tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.incident tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.review_action tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.round tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.round_ticket tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
incidents.update tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.article tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.comment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.duplicate tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.exchange_file tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.exchange_run tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.feedback tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.flag tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.form_read tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.gap tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.gap_ticket tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.look tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.measure tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.measure_setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.moved tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.template tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.use tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
knowledge.view tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.calendar_feed tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.choice tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.event_choice tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.muted_record tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
notices.waiting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.allowed tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.covered tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.erasure tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.export tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.file tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.finding tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.hold tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.reveal tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
privacy.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
restriction.glass tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
restriction.reason tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
restriction.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.alarm tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.deed tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.firing tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.rule tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.rule_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.task tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.timer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
rules.trial tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.control tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.event tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.hazard tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.hazard_record tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.note tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.numbering tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
safety.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
surveys.invitation tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
surveys.low_answer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
surveys.setting tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
surveys.solution tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.category tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.checklist tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.checklist_item tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.checklist_template tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.flow_day tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.flow_fold tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.follow_up tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.fulfilment tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.hand tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.heard_word tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.label tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.merged_follower tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.merging tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.person_signature tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.phone_call tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.preset tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.priority_override tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.priority_rules tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.scheduled_reply tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.shared_draft tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.team_signature tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.ticket tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.time_correction tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.time_entry tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.timer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
tickets.weighing tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
trail.checkpoint tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
trail.link tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.activity tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.application_user tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.badge_key tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.booking tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.certificate tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.check_off tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.claim tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.claim_file tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.class tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.class_feedback tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.class_trainer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.competency tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.compliance_day tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.course tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.course_completion tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.course_material tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.course_test tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.course_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.credential tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.evidence_file tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.framework tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.imported_line tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.launch tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.learning_grant tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.learning_record tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.need tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.need_class tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.need_ticket tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.needs_survey tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.needs_survey_answer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.needs_survey_competency tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.needs_survey_person tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.needs_survey_wish tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.objective tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.package tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.package_file tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.package_grant tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.package_unit tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.picture tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.plan tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.plan_failure tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.plan_item tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.question tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.question_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz_answer tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz_attempt tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz_grant tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz_item tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.quiz_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.reckoning tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.record_words tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.registration tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.requirement tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.rubric tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.rubric_version tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.statement tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.statement_words tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))
training.unit_progress tenant to {wardline_app} using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid))

-- Grants
approvals.approval: INSERT, SELECT, UPDATE
approvals.deputy: DELETE, INSERT, SELECT, UPDATE
approvals.link: INSERT, SELECT, UPDATE
approvals.round: INSERT, SELECT, UPDATE
callers.code: INSERT, SELECT, UPDATE
callers.contact: DELETE, INSERT, SELECT
callers.role_risk: INSERT, SELECT, UPDATE
callers.setting: INSERT, SELECT, UPDATE
callers.verification: INSERT, SELECT
catalog.item: INSERT, SELECT, UPDATE
catalog.item_group: DELETE, INSERT, SELECT, UPDATE
catalog.item_version: INSERT, SELECT
catalog.picture: DELETE, INSERT, SELECT
catalog.request: INSERT, SELECT, UPDATE
channels.alert: DELETE, INSERT, SELECT, UPDATE
channels.alert_batch: DELETE, INSERT, SELECT, UPDATE
channels.alert_group: DELETE, INSERT, SELECT, UPDATE
channels.alert_source: INSERT, SELECT, UPDATE
channels.api_key: INSERT, SELECT
channels.failing_address: DELETE, INSERT, SELECT, UPDATE
channels.form_entry: DELETE, INSERT, SELECT, UPDATE
channels.form_topic: INSERT, SELECT, UPDATE
channels.import_run: DELETE, INSERT, SELECT, UPDATE
channels.mail_in: DELETE, INSERT, SELECT, UPDATE
channels.mail_sending: INSERT, SELECT, UPDATE
channels.mail_template: DELETE, INSERT, SELECT, UPDATE
channels.mailbox: INSERT, SELECT, UPDATE
channels.public_form: INSERT, SELECT, UPDATE
channels.webhook: DELETE, INSERT, SELECT, UPDATE
channels.webhook_delivery: DELETE, INSERT, SELECT, UPDATE
core.admission: INSERT, SELECT, UPDATE
core.attachment: INSERT, SELECT, UPDATE
core.audit: SELECT
core.automation: INSERT, SELECT
core.credential_reset: INSERT, SELECT
core.department: DELETE, INSERT, SELECT, UPDATE
core.draft: DELETE, INSERT, SELECT, UPDATE
core.emergency_account: INSERT, SELECT, UPDATE
core.emergency_use: INSERT, SELECT, UPDATE
core.event: SELECT
core.event_words: INSERT, SELECT, UPDATE
core.file_link: DELETE, INSERT, SELECT, UPDATE
core.idempotency: DELETE, INSERT, SELECT, UPDATE
core.identity: DELETE, INSERT, SELECT, UPDATE
core.identity_provider: INSERT, SELECT, UPDATE
core.link: DELETE, INSERT, SELECT, UPDATE
core.login_token: DELETE, INSERT, SELECT, UPDATE
core.message: INSERT, SELECT, UPDATE
core.notification: DELETE, INSERT, SELECT, UPDATE
core.organization: INSERT, SELECT, UPDATE
core.outbox: DELETE, INSERT, SELECT, UPDATE
core.passkey: DELETE, INSERT, SELECT, UPDATE
core.password: DELETE, INSERT, SELECT, UPDATE
core.person: INSERT, SELECT, UPDATE
core.person_skill: DELETE, INSERT, SELECT, UPDATE
core.place: DELETE, INSERT, SELECT, UPDATE
core.provider_answer: DELETE, INSERT, SELECT
core.provider_session: DELETE, INSERT, SELECT, UPDATE
core.record: INSERT, SELECT, UPDATE
core.recovery_code: DELETE, INSERT, SELECT, UPDATE
core.role: DELETE, INSERT, SELECT, UPDATE
core.role_assignment: DELETE, INSERT, SELECT, UPDATE
core.saml_provider: INSERT, SELECT, UPDATE
core.saved_view: DELETE, INSERT, SELECT, UPDATE
core.search_entry: DELETE, INSERT, SELECT, UPDATE
core.search_miss: DELETE, INSERT, SELECT, UPDATE
core.search_miss_word: DELETE, INSERT, SELECT, UPDATE
core.search_total: SELECT
core.search_word: DELETE, INSERT, SELECT, UPDATE
core.searched: DELETE, INSERT, SELECT
core.second_factor: DELETE, INSERT, SELECT, UPDATE
core.session: INSERT, SELECT, UPDATE
core.shown_message: INSERT, SELECT
core.site: DELETE, INSERT, SELECT, UPDATE
core.skill: DELETE, INSERT, SELECT, UPDATE
core.spent_challenge: DELETE, INSERT, SELECT, UPDATE
core.synonym: DELETE, INSERT, SELECT, UPDATE
core.team: DELETE, INSERT, SELECT, UPDATE
core.team_member: DELETE, INSERT, SELECT, UPDATE
core.team_skill: DELETE, INSERT, SELECT, UPDATE
core.throttle: DELETE, INSERT, SELECT, UPDATE
core.watcher: DELETE, INSERT, SELECT, UPDATE
core.workstation: DELETE, INSERT, SELECT, UPDATE
escalation.alarm: INSERT, SELECT, UPDATE
escalation.calendar: INSERT, SELECT, UPDATE
escalation.calendar_use: DELETE, INSERT, SELECT, UPDATE
escalation.calendar_version: INSERT, SELECT
escalation.climb: INSERT, SELECT, UPDATE
escalation.clock: INSERT, SELECT, UPDATE
escalation.cover: DELETE, INSERT, SELECT, UPDATE
escalation.following: INSERT, SELECT, UPDATE
escalation.handover_note: DELETE, INSERT, SELECT, UPDATE
escalation.ladder: INSERT, SELECT, UPDATE
escalation.ladder_alarm: INSERT, SELECT, UPDATE
escalation.ladder_version: INSERT, SELECT
escalation.page: INSERT, SELECT, UPDATE
escalation.page_call: DELETE, INSERT, SELECT, UPDATE
escalation.policy: INSERT, SELECT, UPDATE
escalation.policy_version: INSERT, SELECT
escalation.push_device: DELETE, INSERT, SELECT, UPDATE
escalation.recount: INSERT, SELECT, UPDATE
escalation.rota: DELETE, INSERT, SELECT, UPDATE
escalation.rota_layer: DELETE, INSERT, SELECT, UPDATE
escalation.rotation: DELETE, INSERT, SELECT, UPDATE
escalation.rotation_person: DELETE, INSERT, SELECT, UPDATE
escalation.rung: DELETE, INSERT, SELECT, UPDATE
escalation.self_assignment: INSERT, SELECT, UPDATE
escalation.swap: DELETE, INSERT, SELECT, UPDATE
escalation.team_assignment: INSERT, SELECT, UPDATE
escalation.webhook: DELETE, INSERT, SELECT, UPDATE
escalation.webhook_delivery: INSERT, SELECT, UPDATE
incidents.affected_place: DELETE, INSERT, SELECT, UPDATE
incidents.duty: INSERT, SELECT, UPDATE
incidents.incident: INSERT, SELECT, UPDATE
incidents.review_action: INSERT, SELECT, UPDATE
incidents.round: INSERT, SELECT, UPDATE
incidents.round_ticket: INSERT, SELECT, UPDATE
incidents.update: INSERT, SELECT, UPDATE
knowledge.article: INSERT, SELECT, UPDATE
knowledge.comment: INSERT, SELECT, UPDATE
knowledge.duplicate: DELETE, INSERT, SELECT, UPDATE
knowledge.exchange_file: INSERT, SELECT, UPDATE
knowledge.exchange_run: DELETE, INSERT, SELECT, UPDATE
knowledge.feedback: DELETE, INSERT, SELECT, UPDATE
knowledge.flag: INSERT, SELECT, UPDATE
knowledge.form_read: DELETE, INSERT, SELECT, UPDATE
knowledge.gap: DELETE, INSERT, SELECT, UPDATE
knowledge.gap_ticket: DELETE, INSERT, SELECT, UPDATE
knowledge.look: INSERT, SELECT
knowledge.measure: DELETE, INSERT, SELECT, UPDATE
knowledge.measure_setting: INSERT, SELECT, UPDATE
knowledge.moved: DELETE, INSERT, SELECT, UPDATE
knowledge.template: DELETE, INSERT, SELECT, UPDATE
knowledge.use: DELETE, INSERT, SELECT, UPDATE
knowledge.version: INSERT, SELECT
knowledge.view: DELETE, INSERT, SELECT, UPDATE
notices.calendar_feed: DELETE, INSERT, SELECT, UPDATE
notices.choice: DELETE, INSERT, SELECT, UPDATE
notices.event_choice: DELETE, INSERT, SELECT, UPDATE
notices.muted_record: DELETE, INSERT, SELECT, UPDATE
notices.setting: DELETE, INSERT, SELECT, UPDATE
notices.waiting: DELETE, INSERT, SELECT, UPDATE
privacy.allowed: DELETE, INSERT, SELECT
privacy.covered: DELETE, INSERT, SELECT
privacy.erasure: INSERT, SELECT
privacy.export: INSERT, SELECT
privacy.file: INSERT, SELECT, UPDATE
privacy.finding: INSERT, SELECT, UPDATE
privacy.hold: INSERT, SELECT
privacy.reveal: INSERT, SELECT, UPDATE
privacy.setting: INSERT, SELECT, UPDATE
reporting.article_topic: SELECT
reporting.call: SELECT
reporting.hand: SELECT
reporting.imported_ticket: SELECT
reporting.outage: SELECT
reporting.request: SELECT
reporting.resolution: SELECT
reporting.solution: SELECT
reporting.solution_article: SELECT
reporting.target: SELECT
reporting.ticket_category: SELECT
reporting.ticket_topic: SELECT
restriction.glass: INSERT, SELECT, UPDATE
restriction.reason: INSERT, SELECT, UPDATE
restriction.setting: INSERT, SELECT, UPDATE
rules.alarm: INSERT, SELECT, UPDATE
rules.deed: INSERT, SELECT
rules.firing: INSERT, SELECT, UPDATE
rules.rule: INSERT, SELECT, UPDATE
rules.rule_version: INSERT, SELECT
rules.task: DELETE, INSERT, SELECT, UPDATE
rules.timer: DELETE, INSERT, SELECT, UPDATE
rules.trial: DELETE, INSERT, SELECT, UPDATE
safety.control: DELETE, INSERT, SELECT, UPDATE
safety.event: INSERT, SELECT
safety.hazard: INSERT, SELECT, UPDATE
safety.hazard_record: DELETE, INSERT, SELECT
safety.note: INSERT, SELECT, UPDATE
safety.numbering: INSERT, SELECT, UPDATE
safety.setting: INSERT, SELECT, UPDATE
surveys.invitation: INSERT, SELECT, UPDATE
surveys.low_answer: INSERT, SELECT, UPDATE
surveys.setting: INSERT, SELECT, UPDATE
surveys.solution: INSERT, SELECT, UPDATE
tickets.category: DELETE, INSERT, SELECT, UPDATE
tickets.checklist: DELETE, INSERT, SELECT, UPDATE
tickets.checklist_item: DELETE, INSERT, SELECT, UPDATE
tickets.checklist_template: INSERT, SELECT, UPDATE
tickets.flow_day: DELETE, INSERT, SELECT, UPDATE
tickets.flow_fold: DELETE, INSERT, SELECT, UPDATE
tickets.follow_up: INSERT, SELECT, UPDATE
tickets.fulfilment: DELETE, INSERT, SELECT, UPDATE
tickets.hand: INSERT, SELECT, UPDATE
tickets.heard_word: INSERT, SELECT
tickets.label: INSERT, SELECT, UPDATE
tickets.merged_follower: DELETE, INSERT, SELECT, UPDATE
tickets.merging: DELETE, INSERT, SELECT
tickets.person_signature: DELETE, INSERT, SELECT, UPDATE
tickets.phone_call: INSERT, SELECT, UPDATE
tickets.preset: INSERT, SELECT, UPDATE
tickets.priority_override: INSERT, SELECT, UPDATE
tickets.priority_rules: INSERT, SELECT
tickets.scheduled_reply: INSERT, SELECT, UPDATE
tickets.shared_draft: DELETE, INSERT, SELECT, UPDATE
tickets.team_signature: INSERT, SELECT, UPDATE
tickets.ticket: INSERT, SELECT, UPDATE
tickets.time_correction: INSERT, SELECT, UPDATE
tickets.time_entry: INSERT, SELECT
tickets.timer: DELETE, INSERT, SELECT, UPDATE
tickets.weighing: INSERT, SELECT, UPDATE
trail.checkpoint: SELECT
trail.link: SELECT
training.activity: DELETE, INSERT, SELECT, UPDATE
training.application_user: DELETE, INSERT, SELECT, UPDATE
training.badge_key: INSERT, SELECT
training.booking: INSERT, SELECT
training.certificate: DELETE, INSERT, SELECT, UPDATE
training.check_off: INSERT, SELECT
training.claim: DELETE, INSERT, SELECT, UPDATE
training.claim_file: DELETE, INSERT, SELECT
training.class: INSERT, SELECT, UPDATE
training.class_feedback: INSERT, SELECT, UPDATE
training.class_trainer: DELETE, INSERT, SELECT
training.competency: INSERT, SELECT, UPDATE
training.compliance_day: DELETE, INSERT, SELECT, UPDATE
training.course: INSERT, SELECT
training.course_completion: INSERT, SELECT
training.course_material: DELETE, INSERT, SELECT
training.course_test: DELETE, INSERT, SELECT, UPDATE
training.course_version: INSERT, SELECT, UPDATE
training.credential: DELETE, INSERT, SELECT, UPDATE
training.evidence_file: INSERT, SELECT
training.framework: INSERT, SELECT, UPDATE
training.imported_line: DELETE, INSERT, SELECT, UPDATE
training.launch: DELETE, INSERT, SELECT
training.learning_grant: INSERT, SELECT
training.learning_record: INSERT, SELECT
training.need: INSERT, SELECT, UPDATE
training.need_class: INSERT, SELECT
training.need_ticket: DELETE, INSERT, SELECT
training.needs_survey: INSERT, SELECT
training.needs_survey_answer: DELETE, INSERT, SELECT, UPDATE
training.needs_survey_competency: INSERT, SELECT
training.needs_survey_person: INSERT, SELECT
training.needs_survey_wish: DELETE, INSERT, SELECT, UPDATE
training.objective: DELETE, INSERT, SELECT, UPDATE
training.package: INSERT, SELECT, UPDATE
training.package_file: INSERT, SELECT
training.package_grant: DELETE, INSERT, SELECT
training.package_unit: INSERT, SELECT
training.picture: INSERT, SELECT
training.plan: INSERT, SELECT, UPDATE
training.plan_failure: INSERT, SELECT
training.plan_item: DELETE, INSERT, SELECT, UPDATE
training.question: INSERT, SELECT, UPDATE
training.question_version: INSERT, SELECT
training.quiz: INSERT, SELECT, UPDATE
training.quiz_answer: INSERT, SELECT, UPDATE
training.quiz_attempt: INSERT, SELECT
training.quiz_grant: INSERT, SELECT
training.quiz_item: INSERT, SELECT
training.quiz_version: INSERT, SELECT
training.reckoning: INSERT, SELECT, UPDATE
training.record_words: DELETE, INSERT, SELECT, UPDATE
training.registration: INSERT, SELECT
training.requirement: INSERT, SELECT, UPDATE
training.rubric: INSERT, SELECT, UPDATE
training.rubric_version: INSERT, SELECT
training.statement: INSERT, SELECT
training.statement_words: DELETE, INSERT, SELECT
training.unit_progress: INSERT, SELECT, UPDATE

-- Functions
CREATE OR REPLACE FUNCTION approvals.organizations_due(at timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'approvals', 'pg_temp'
AS $function$
  select distinct org_id from approvals.approval where state = 'open' and remind_at <= at
  union
  select distinct a.org_id from approvals.approval a join core.person p on p.org_id = a.org_id and p.id = a.approver_id
  where a.state in ('open', 'asked') and not p.is_active
$function$
CREATE OR REPLACE FUNCTION core.count_organizations()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$ select count(*) from core.organization $function$
CREATE OR REPLACE FUNCTION core.files_in_use(keys text[])
 RETURNS TABLE(storage_key text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$
  select a.storage_key from core.attachment a where a.storage_key = any(keys) and a.removed_at is null
  union all select m.storage_key from channels.mail_in m where m.storage_key = any(keys)
  union all select f.storage_key from training.package_file f where f.storage_key = any(keys)
  union all select e.storage_key from channels.form_entry e where e.storage_key = any(keys)
$function$
CREATE OR REPLACE FUNCTION core.find_callers(patterns text[], found_max integer)
 RETURNS TABLE(id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select p.id from core.person p
  where p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and p.words like patterns[1] and p.words like all (patterns)
    and p.is_active and p.merged_into_id is null and p.kind <> 'service'
  limit least(found_max, 200)
$function$
CREATE OR REPLACE FUNCTION core.find_organization(wanted text)
 RETURNS TABLE(id uuid, name text, slug text, language text, time_zone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$
  select o.id, o.name, o.slug, o.language, o.time_zone from core.organization o
  where case when wanted is null then (select count(*) from (select from core.organization limit 2) two) = 1 else o.slug = wanted end
$function$
CREATE OR REPLACE FUNCTION core.find_people(wanted text, patterns text[], found_max integer)
 RETURNS TABLE(id uuid, closeness integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'public', 'pg_temp'
 SET "pg_trgm.word_similarity_threshold" TO '0.5'
AS $function$
  select p.id,
    case when p.words like all (patterns) then 2000 else 0 end
      + (1000 * word_similarity(wanted, p.words))::int as closeness
  from core.person p
  where p.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and ((p.words like patterns[1] and p.words like all (patterns)) or wanted <% p.words)
  order by closeness desc, p.sort_name, p.id
  limit least(found_max, 1000)
$function$
CREATE OR REPLACE FUNCTION core.fold(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select lower(public.unaccent('public.unaccent'::regdictionary, words)) $function$
CREATE OR REPLACE FUNCTION core.organization_ids()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$ select id from core.organization order by id $function$
CREATE OR REPLACE FUNCTION core.organizations_with_unsent_files(before timestamp with time zone)
 RETURNS TABLE(org_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$
  select distinct a.org_id from core.attachment a
  where a.record_id is null and a.about_person_id is null and a.removed_at is null and a.created_at < before
  union
  select distinct l.org_id from core.file_link l where l.expires_at < before
$function$
CREATE OR REPLACE FUNCTION core.search_alike(wanted tsquery, wanted_kind text, found_max integer)
 RETURNS TABLE(entry_id uuid, record_id uuid, rank real)
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
AS $function$
  select e.entry_id, e.record_id, ts_rank('{0.2, 0.2, 0.4, 1.0}', e.words, wanted, 1) as rank
  from core.search_entry e
  where e.org_id = nullif(current_setting('app.org_id', true), '')::uuid and e.words @@ wanted and e.kind <> 'ticket'
    and e.kind || '' = wanted_kind and not e.is_internal
  order by rank desc, e.entry_id limit least(found_max, 2000)
$function$
CREATE OR REPLACE FUNCTION core.search_beginning(beginning text, found_max integer)
 RETURNS TABLE(word text, uses integer, few_uses integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'public', 'pg_temp'
AS $function$
  select word, uses, few_uses from (
    select w.word, w.uses, w.few_uses from core.search_word w
    where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
      and w.word ~>=~ beginning and w.word ~<~ (beginning || U&'\+10FFFF')
    limit 5000
  ) beginnings
  order by uses desc, word limit least(found_max, 50)
$function$
CREATE OR REPLACE FUNCTION core.search_condition(wanted tsquery[], checked tsquery)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  -- Compared as a number, so that the index is not asked for it. One by one the words are cut faster than together.
  select string_agg(format('e.words @@ ($1)[%s]', i), ' and ' order by i) || case when checked is null then '' else ' and (e.words @@ $2)::int = 1' end
  from generate_subscripts(wanted, 1) i
$function$
CREATE OR REPLACE FUNCTION core.search_forget(of_org uuid, of_entry uuid)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'core', 'pg_temp'
AS $function$
declare
  gone tsvector;
begin
  perform pg_advisory_xact_lock(hashtext('core.search_learn'));
  delete from core.search_entry e where e.org_id = of_org and e.entry_id = of_entry returning e.words into gone;
  if gone is not null then
    delete from core.search_word w where w.org_id = of_org and w.word = any (tsvector_to_array(gone)) and w.uses <= 5;
  end if;
end $function$
CREATE OR REPLACE FUNCTION core.search_learn(entries_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET work_mem TO '64MB'
AS $function$
declare
  progress core.search_progress;
  to_seq bigint;
  counted int;
  newest bigint := (select case when is_called then last_value else 0 end from core.search_entry_seq);
begin
  -- Another run is counting, or somebody is taking words away just now: the next run will do it.
  if not pg_try_advisory_xact_lock(hashtext('core.search_learn')) then return 0; end if;
  select * into progress from core.search_progress for update;
  to_seq := least(progress.seen_seq, progress.counted_seq + least(entries_max, 100000));
  with learned as materialized (
    select e.org_id, (e.kind <> 'ticket')::int as is_few, e.words from core.search_entry e where e.seq > progress.counted_seq and e.seq <= to_seq
  ), counted_entries as (
    insert into core.search_total (org_id, entries, few_entries, lengths, few_lengths)
    select org_id, count(*), sum(is_few), sum(length(words)), sum(length(words) * is_few) from learned group by org_id
    on conflict (org_id) do update set entries = core.search_total.entries + excluded.entries, few_entries = core.search_total.few_entries + excluded.few_entries,
      lengths = core.search_total.lengths + excluded.lengths, few_lengths = core.search_total.few_lengths + excluded.few_lengths
  ), counted_words as materialized (
    -- Kept apart, or the pattern below would be tried on each occurrence of a word and not once on the word.
    select org_id, word, count(*) as uses, sum(is_few) as few_uses
    from (select org_id, is_few, unnest(tsvector_to_array(words)) as word from learned) each group by org_id, word
  )
  insert into core.search_word (org_id, word, uses, few_uses)
    select org_id, word, uses, few_uses from counted_words where word ~ '^[[:alpha:]]{3,40}$'
  on conflict (org_id, word) do update set uses = core.search_word.uses + excluded.uses, few_uses = core.search_word.few_uses + excluded.few_uses;
  counted := to_seq - progress.counted_seq;
  update core.search_progress set counted_seq = to_seq,
    seen_seq = case when to_seq = progress.seen_seq then newest else progress.seen_seq end;
  return counted;
end $function$
CREATE OR REPLACE FUNCTION core.search_matches(wanted tsquery[], checked tsquery, kinds text[], from_at timestamp with time zone, to_at timestamp with time zone, most bigint, is_ranked boolean)
 RETURNS TABLE(kind text, entry_id uuid, record_id uuid, is_internal boolean, at timestamp with time zone, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
 SET random_page_cost TO '40'
 SET work_mem TO '16MB'
AS $function$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  is_crowd boolean := 'ticket' = any(kinds);
  found int;
begin
  return query execute format($query$
    select e.kind, e.entry_id, e.record_id, e.is_internal, e.at, %s
    from core.search_entry e
    where %s and %s and %s %s %s
    limit $7$query$,
    case when is_ranked then $rank$(ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, coalesce($2, ($1)[1]), 1)
      * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real$rank$ else 'null::real' end,
    case when is_crowd and core.search_owns_most() then 'e.org_id::text = $3::text' else 'e.org_id = $3' end,
    core.search_condition(wanted, checked),
    case when is_crowd then 'e.kind || '''' = any($4)' else 'e.kind <> ''ticket'' and e.kind = any($4)' end,
    case when from_at is not null then 'and e.at >= $5' end,
    case when to_at is not null then 'and e.at < $6' end)
  using wanted, checked, own, kinds, from_at, to_at, least(most, 30000) + 1;
  get diagnostics found = row_count;
  if found <= least(most, 30000) then
    return query select k, null::uuid, null::uuid, null::boolean, null::timestamptz, null::real from unnest(kinds) k;
  end if;
end $function$
CREATE OR REPLACE FUNCTION core.search_matching(wanted tsquery, wanted_kind text, from_at timestamp with time zone, to_at timestamp with time zone, found_max integer)
 RETURNS TABLE(entry_id uuid, record_id uuid, is_internal boolean, at timestamp with time zone, rank real)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 200
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
begin
  return query execute format($query$
    select e.entry_id, e.record_id, e.is_internal, e.at,
      (ts_rank_cd('{0.2, 0.2, 0.4, 1.0}', e.words, $1, 1)
        * (1 + 1 / (1 + greatest(0, extract(epoch from now() - e.at)) / 15552000)))::real
    from core.search_entry e
    where %s and e.words @@ $1 and %s and ($4 is null or e.at >= $4) and ($5 is null or e.at < $5)
    limit least($6, 20000)$query$,
    case when wanted_kind = 'ticket' and core.search_owns_most() then 'e.org_id::text = $2::text' else 'e.org_id = $2' end,
    case when wanted_kind = 'ticket' then 'e.kind || '''' = $3' else 'e.kind <> ''ticket'' and e.kind || '''' = $3' end)
  using wanted, own, wanted_kind, from_at, to_at, found_max;
end $function$
CREATE OR REPLACE FUNCTION core.search_newest(wanted tsquery[], checked tsquery, before_at timestamp with time zone, before_id uuid, from_at timestamp with time zone, guess bigint, found_max integer)
 RETURNS TABLE(entry_id uuid, record_id uuid, is_internal boolean, at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
declare
  span record;
  day_first int;
  day_last int;
  week_last int;
begin
  select * into span from core.search_span('ticket', 0);
  span.newest := least(span.newest, before_at);
  span.oldest := greatest(span.oldest, from_at);
  if span.newest is null or span.oldest is null or span.newest < span.oldest then return; end if;
  day_first := floor(extract(epoch from span.newest) / 86400);
  -- Both end where a week begins.
  day_last := floor((day_first + 1 - case when guess * 604800 > 500 * (604800 + extract(epoch from span.newest - span.oldest)) then 28 else 0 end) / 7.0) * 7;
  if day_last > day_first - 7 then day_last := floor(day_first / 7.0) * 7 + 7; end if;
  week_last := greatest(floor(extract(epoch from span.oldest) / 604800), day_first / 7 - 5200);
  return query execute format($query$
    select f.* from (
      select e.* from (
        select generate_series($4, $5, -1) as bucket union all select generate_series($6, $7, -1)
      ) b cross join lateral (
        select e.entry_id, e.record_id, e.is_internal, e.at from core.search_entry e
        where core.search_times(e.at) @> array[b.bucket] and %s and %s and e.kind || '' = 'ticket'
          and (e.at, e.entry_id) < ($8, $9) and (e.at, e.entry_id) >= ($10, '00000000-0000-0000-0000-000000000000'::uuid)
        order by e.at desc, e.entry_id desc
      ) e limit $11
    ) f order by f.at desc, f.entry_id desc$query$,
    core.search_condition(wanted, checked),
    case when core.search_owns_most() then 'e.org_id::text = $3::text' else 'e.org_id = $3' end)
  using wanted, checked, nullif(current_setting('app.org_id', true), '')::uuid,
    day_first, day_last, 1000000 + floor(day_last / 7.0)::int - 1, 1000000 + week_last, before_at, before_id, from_at, least(found_max, 20000);
end $function$
CREATE OR REPLACE FUNCTION core.search_newest_few(wanted tsquery, wanted_kind text, before_at timestamp with time zone, before_id uuid, from_at timestamp with time zone, guess bigint, found_max integer, is_inside boolean)
 RETURNS TABLE(entry_id uuid, record_id uuid, is_internal boolean, at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 300
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
 SET random_page_cost TO '40'
 SET work_mem TO '16MB'
AS $function$
#variable_conflict use_column
declare
  own uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  first_id constant uuid := '00000000-0000-0000-0000-000000000000';
  depth bigint := 1.5 * found_max * (select t.few_entries from core.search_total t where t.org_id = own) / greatest(guess, 1);
  since timestamptz;
  step int;
  found int := 0;
begin
  loop
    since := greatest(case when depth < 100000 then (core.search_span(wanted_kind, depth::int)).since end, from_at);
    if since is null or since < before_at then
      return query execute format($query$
        select e.entry_id, e.record_id, e.is_internal, e.at from core.search_entry e
        where e.org_id = $1 and e.words @@ $2 and e.kind <> 'ticket' and e.kind = $3 and (e.at, e.entry_id) < ($4, $5) %s %s
        order by e.at desc, e.entry_id desc limit $7$query$,
        -- So that the index of the newest of each kind is asked, and not the ranges of blocks of all entries.
        case when since is not null then 'and (e.at, e.entry_id) >= ($6, ''00000000-0000-0000-0000-000000000000''::uuid)' end,
        case when not is_inside then 'and not e.is_internal' end)
      using own, wanted, wanted_kind, before_at, before_id, since, found_max - found;
      get diagnostics step = row_count;
      found := found + step;
      exit when found >= found_max;
      before_at := coalesce(since, before_at);
      before_id := first_id;
    end if;
    exit when since is null or since = from_at;
    -- Far back the rest is read at once.
    depth := case when depth < 25000 then greatest(depth, 1) * 4 end;
  end loop;
end $function$
CREATE OR REPLACE FUNCTION core.search_owns_most()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$
  select coalesce((select t.entries from core.search_total t where t.org_id = nullif(current_setting('app.org_id', true), '')::uuid), 0)
    > 0.3 * greatest(1, (select p.counted_seq from core.search_progress p))
$function$
CREATE OR REPLACE FUNCTION core.search_piece(said text, low integer, letters integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case when low + letters > length(said) then started else regexp_replace(started, '\s+\S*$', '') end
  from (select case when low <= 1 then substr(said, 1, letters) else regexp_replace(substr(said, low, letters), '^\S*\s+', '') end as started) s
$function$
CREATE OR REPLACE FUNCTION core.search_pieces(said text, first_pattern text, other_pattern text)
 RETURNS text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'core', 'public', 'pg_temp'
AS $function$
declare
  before constant int := 100;
  piece constant int := 500;
  folded text := core.fold(said);
  at_first int := case when first_pattern = '' then 0 else regexp_instr(folded, first_pattern) end;
  at_other int := case when other_pattern = '' then 0 else regexp_instr(folded, other_pattern) end;
  low int;
  high int;
begin
  if at_first = 0 and at_other = 0 then return null; end if;
  low := case when at_first = 0 then at_other when at_other = 0 then at_first else least(at_first, at_other) end;
  high := greatest(at_first, at_other);
  if high - low <= piece / 2 then return core.search_piece(said, low - before, piece); end if;
  return core.search_piece(said, low - before, piece) || ' … ' || core.search_piece(said, high - before, piece);
end $function$
CREATE OR REPLACE FUNCTION core.search_similar(wanted text, found_max integer)
 RETURNS TABLE(word text, uses integer, few_uses integer)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 3
 SET search_path TO 'core', 'public', 'pg_temp'
 SET "pg_trgm.similarity_threshold" TO '0.35'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
 SET enable_indexonlyscan TO 'off'
 SET jit TO 'off'
AS $function$
#variable_conflict use_column
begin
  return query execute format($query$
    select w.word, w.uses, w.few_uses from core.search_word w
    where %s and w.word operator(public.%%) $1 and length(w.word) between length($1) - 3 and length($1) + 3
    order by public.similarity(w.word, $1) + 0.02 * ln(w.uses + 1) desc, w.word limit least($3, 20)$query$,
    case when core.search_owns_most() then 'w.org_id::text = $2::text' else 'w.org_id = $2' end)
  using wanted, nullif(current_setting('app.org_id', true), '')::uuid, found_max;
end $function$
CREATE OR REPLACE FUNCTION core.search_span(wanted_kind text, but integer, OUT newest timestamp with time zone, OUT oldest timestamp with time zone, OUT since timestamp with time zone)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
 SET enable_sort TO 'off'
 SET enable_indexscan TO 'on'
 SET enable_indexonlyscan TO 'on'
 SET jit TO 'off'
AS $function$
  select
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind order by e.at desc limit 1),
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind order by e.at limit 1),
    (select e.at from core.search_entry e where e.org_id = o.own and e.kind = wanted_kind and but > 0 order by e.at desc offset least(but, 100000) limit 1)
  from (select nullif(current_setting('app.org_id', true), '')::uuid as own) o
$function$
CREATE OR REPLACE FUNCTION core.search_tidy(before timestamp with time zone)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'core', 'pg_temp'
AS $function$
  with words as (delete from core.search_miss_word where last_at < before),
    gone as (delete from core.search_miss where last_at < before returning 1)
  select count(*)::int from gone
$function$
CREATE OR REPLACE FUNCTION core.search_times(at timestamp with time zone)
 RETURNS integer[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select array[floor(extract(epoch from at at time zone 'UTC') / 86400)::int, 1000000 + floor(extract(epoch from at at time zone 'UTC') / 604800)::int] $function$
CREATE OR REPLACE FUNCTION escalation.is_worked(org uuid, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce((
    select exists (
        select from jsonb_array_elements(v.rules -> 'week' -> (extract(isodow from l.at)::int - 1)) s
        where s ->> 0 <= l.clock and l.clock < s ->> 1)
      and not exists (
        select from jsonb_array_elements(v.rules -> 'holidays') h
        where h ->> 'date' = l.day and coalesce(h ->> 'from', '00:00') <= l.clock and l.clock < coalesce(h ->> 'to', '24:00'))
    from escalation.calendar_use u
    join escalation.calendar c on c.org_id = u.org_id and c.id = u.calendar_id
    join escalation.calendar_version v on v.org_id = c.org_id and v.calendar_id = c.id and v.number = c.version
    cross join lateral (
      select t.at, to_char(t.at, 'YYYY-MM-DD') as day, to_char(t.at, 'HH24:MI') as clock
      from (select (moment - interval '1 second') at time zone (v.rules ->> 'time_zone') as at) t) l
    where u.org_id = org and u.scope_id = org), true)
$function$
CREATE OR REPLACE FUNCTION knowledge.organizations_to_remind(at timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'knowledge', 'pg_temp'
AS $function$ select distinct org_id from knowledge.article where review_at <= at + interval '14 days' and reminded < 3 and published_version is not null $function$
CREATE OR REPLACE FUNCTION knowledge.redact_versions(wanted uuid, passage text, mark text)
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'knowledge', 'pg_temp'
AS $function$
  with cut as (
    update knowledge.version set title = replace(title, passage, mark), body = replace(body, passage, mark), note = replace(note, passage, mark)
    where org_id = nullif(current_setting('app.org_id', true), '')::uuid and article_id = wanted and length(mark) = 1 and length(passage) >= 1
      and (position(passage in title) > 0 or position(passage in body) > 0 or position(passage in note) > 0)
    returning 1)
  select count(*)::int from cut
$function$
CREATE OR REPLACE FUNCTION platform.analyze_grown()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  grown regclass;
  analyzed int := 0;
begin
  for grown in
    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('core', 'tickets', 'knowledge')
      and pg_relation_size(c.oid) > 8192 * 1.5 * greatest(c.relpages, 0)
  loop
    execute format('analyze %s', grown);
    analyzed := analyzed + 1;
  end loop;
  return analyzed;
end $function$
CREATE OR REPLACE FUNCTION platform.current_org()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.org_id', true), '')::uuid $function$
CREATE OR REPLACE FUNCTION platform.installation()
 RETURNS TABLE(migration text, migrations integer, backup_at timestamp with time zone, backup_size_bytes bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'platform', 'pg_temp'
AS $function$
  select (select max(name) from platform.migration), (select count(*)::int from platform.migration), b.at, b.size_bytes
  from (select 1) one left join lateral (select at, size_bytes from platform.backup order by at desc limit 1) b on true
$function$
CREATE OR REPLACE FUNCTION platform.keep_epoch()
 RETURNS integer
 LANGUAGE plpgsql
 SET search_path TO 'platform', 'pg_temp'
AS $function$
declare
  here text := (select system_identifier::text from pg_control_system());
  now_in int;
  expression text;
begin
  update platform.epoch set epoch = epoch + 1, server = here where server <> here;
  select epoch into now_in from platform.epoch;
  if now_in is null then
    insert into platform.epoch (epoch, server) values (0, here) returning epoch into now_in;
  end if;
  expression := case when now_in = 0 then 'pg_current_xact_id()::text::bigint'
    else format('%s::bigint + pg_current_xact_id()::text::bigint', (now_in::bigint << 48)) end;
  if not exists (
    select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where d.adrelid = 'core.event'::regclass and a.attname = 'tx'
      and (now_in = 0) = (pg_get_expr(d.adbin, d.adrelid) not like '%+%')
      and (now_in = 0 or pg_get_expr(d.adbin, d.adrelid) like '%' || (now_in::bigint << 48)::text || '%'))
  then
    execute 'alter table core.event alter column tx set default ' || expression;
    execute 'alter table core.audit alter column tx set default ' || expression;
  end if;
  return now_in;
end $function$
CREATE OR REPLACE FUNCTION platform.keep_months()
 RETURNS integer
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'platform', 'pg_temp'
AS $function$ select platform.make_partitions(current_date, (current_date + interval '24 months')::date) $function$
CREATE OR REPLACE FUNCTION platform.make_partitions(from_date date, to_date date)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  first_day date := date_trunc('month', from_date);
  parent text;
  made int := 0;
begin
  while first_day <= to_date loop
    foreach parent in array array['event', 'audit'] loop
      if to_regclass(format('core.%s_%s', parent, to_char(first_day, 'YYYY_MM'))) is null then
        begin
          execute format(
            'create table core.%I partition of core.%I for values from (%L) to (%L)',
            parent || '_' || to_char(first_day, 'YYYY_MM'), parent,
            first_day::timestamp at time zone 'UTC', (first_day + interval '1 month')::timestamp at time zone 'UTC');
          made := made + 1;
        exception when check_violation then
          null;
        end;
      end if;
    end loop;
    first_day := first_day + interval '1 month';
  end loop;
  return made;
end $function$
CREATE OR REPLACE FUNCTION platform.present_epoch()
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'platform', 'pg_temp'
AS $function$ select epoch from platform.epoch $function$
CREATE OR REPLACE PROCEDURE platform.tenant_table(IN target regclass, IN privileges text DEFAULT 'select, insert, update, delete'::text, IN key text DEFAULT 'org_id'::text)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', target);
  execute format(
    'create policy tenant on %s to wardline_app using (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid)',
    target, key, key);
  execute format('grant %s on %s to wardline_app', privileges, target);
  if exists (select from pg_extension where extname = 'citus') then
    if target = 'core.organization'::regclass then
      execute format('select create_distributed_table(%L, %L)', target, key);
    else
      execute format('select create_distributed_table(%L, %L, colocate_with => ''core.organization'')', target, key);
    end if;
  end if;
end $procedure$
CREATE OR REPLACE FUNCTION restriction.organizations_waiting(due timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'restriction', 'pg_temp'
AS $function$
  select distinct org_id from restriction.glass 
  where verdict is null and review_due_at <= due and (reminded_at is null or reminded_at <= due - interval '1 day')
$function$
CREATE OR REPLACE FUNCTION safety.organizations_late(at timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'safety', 'pg_temp'
AS $function$ select distinct org_id from safety.event where assessed_at is null and not is_late_told and due_at <= at $function$
CREATE OR REPLACE FUNCTION tickets.same_device(device text, rows_max bigint)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER ROWS 10
 SET search_path TO 'tickets', 'pg_temp'
AS $function$
  select t.id from tickets.ticket t
  where t.org_id = nullif(current_setting('app.org_id', true), '')::uuid and t.device is not null and lower(t.device) = lower($1)
  order by t.id desc limit $2
$function$
CREATE OR REPLACE FUNCTION trail.extend(lines_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'trail', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
declare
  org uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  ended bigint := (select epoch::bigint << 48 from platform.epoch) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  was trail.link;
  made trail.link;
  one record;
  fresh uuid;
begin
  if org is null or lines_max not between 1 and 10000 then
    return 0;
  end if;
  if not pg_try_advisory_xact_lock(hashtextextended('wardline trail ' || org, 0)) then
    return 0;
  end if;
  select * into was from trail.link where org_id = org order by seq desc limit 1;
  if was.seq is null then
    was.seq := 0;
    was.total := 0;
    was.to_tx := -1;
    was.to_id := '00000000-0000-0000-0000-000000000000';
    was.hash := sha256(uuid_send(org));
  end if;
  select count(*), (array_agg(l.tx order by l.tx desc, l.id desc))[1], (array_agg(l.id order by l.tx desc, l.id desc))[1]
    into made.lines, made.to_tx, made.to_id
    from (
      select * from (
        (select tx, id from core.event where org_id = org and (tx, id) > (was.to_tx, was.to_id) and tx < ended order by tx, id limit lines_max)
        union all
        (select tx, id from core.audit where org_id = org and (tx, id) > (was.to_tx, was.to_id) and tx < ended order by tx, id limit lines_max)
      ) both_sources order by tx, id limit lines_max
    ) l;
  if made.lines = 0 then
    return 0;
  end if;
  for one in
    select record_id, id from core.event
    where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max
  loop
    fresh := gen_random_uuid();
    update core.event_words set salt = fresh, commitment = sha256(uuid_send(fresh) || convert_to(words::text, 'UTF8'))
      where org_id = org and record_id = one.record_id and event_id = one.id and commitment is null;
  end loop;
  select string_agg(convert_to(l.source, 'UTF8') || uuid_send(l.id) || int8send(l.micros)
      || sha256(convert_to(l.micros || E'\n' || l.body, 'UTF8')), ''::bytea order by l.tx, l.id)
    into made.entries
    from (
      select e.tx, e.id, 'e' as source, trail.micros(e.at) as micros,
        jsonb_build_array('event', e.org_id, e.record_id, e.id, e.actor_id, e.action, e.data, encode(w.commitment, 'hex'))::text as body
      from (select * from core.event
        where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max) e
      left join lateral (select commitment from core.event_words
        where org_id = org and record_id = e.record_id and event_id = e.id offset 0) w on true
      union all
      select a.tx, a.id, 'a', trail.micros(a.at),
        jsonb_build_array('audit', a.org_id, a.record_id, a.id, a.actor_id, a.action, a.data, a.address)::text
      from (select * from core.audit
        where org_id = org and (tx, id) > (was.to_tx, was.to_id) and (tx, id) <= (made.to_tx, made.to_id) order by tx, id limit lines_max) a
    ) l;
  made.seq := was.seq + 1;
  made.total := was.total + made.lines;
  made.at := clock_timestamp();
  made.hash := sha256(was.hash || uuid_send(org) || int8send(made.seq) || int8send(made.total) || int8send(trail.micros(made.at))
    || int8send(made.to_tx) || uuid_send(made.to_id) || made.entries);
  insert into trail.link (org_id, seq, at, lines, total, to_tx, to_id, entries, hash)
    values (org, made.seq, made.at, made.lines, made.total, made.to_tx, made.to_id, made.entries, made.hash);
  return made.lines;
end $function$
CREATE OR REPLACE FUNCTION trail.micros(at timestamp with time zone)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select (extract(epoch from at) * 1000000)::bigint $function$
CREATE OR REPLACE FUNCTION trail.note_checkpoint(covers bigint, signed_at timestamp with time zone, sent boolean)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'trail', 'pg_temp'
AS $function$
  insert into trail.checkpoint as c (org_id, seq, at, total, was_sent)
  select l.org_id, l.seq, signed_at, l.total, sent from trail.link l
  where l.org_id = nullif(current_setting('app.org_id', true), '')::uuid and l.seq = covers
  on conflict (org_id, seq) do update set was_sent = true where c.was_sent is false and excluded.was_sent
$function$
CREATE OR REPLACE FUNCTION trail.organizations_to_sign(since timestamp with time zone)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'trail', 'pg_temp'
AS $function$
  select o.id
  from core.organization o
  cross join lateral (select seq from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l
  left join lateral (select seq, at, was_sent from trail.checkpoint c where c.org_id = o.id order by c.seq desc limit 1) c on true
  where c.seq is null or c.was_sent is false
    or (c.seq < l.seq and (c.at <= since or c.at > clock_timestamp() + interval '1 day'))
$function$
CREATE OR REPLACE FUNCTION trail.organizations_waiting()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'trail', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET enable_bitmapscan TO 'off'
AS $function$
  select o.id
  from core.organization o
  left join lateral (select l.to_tx, l.to_id from trail.link l where l.org_id = o.id order by l.seq desc limit 1) l on true
  where exists (select from core.audit a where a.org_id = o.id
      and (a.tx, a.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')) order by a.tx, a.id limit 1)
    or exists (select from core.event e where e.org_id = o.id
      and (e.tx, e.id) > (coalesce(l.to_tx, -1), coalesce(l.to_id, '00000000-0000-0000-0000-000000000000')) order by e.tx, e.id limit 1)
$function$
CREATE OR REPLACE FUNCTION trail.told(what text, named text, from_at timestamp with time zone, to_at timestamp with time zone)
 RETURNS TABLE(at timestamp with time zone, id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'trail', 'pg_temp'
AS $function$
declare
  org uuid := nullif(current_setting('app.org_id', true), '')::uuid;
begin
  if what = 'person' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'person' and a.data ->> 'person' = named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  elsif what = 'record' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'record' and a.data ->> 'record' = named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  elsif what = 'terms' then
    return query select a.at, a.id from core.audit a
      where a.org_id = org and a.data ? 'terms' and (a.data -> 'terms') ? named and a.at >= from_at and a.at <= to_at
      order by a.at desc, a.id desc;
  end if;
end $function$
CREATE OR REPLACE FUNCTION training.ended_until(today date, valid_months smallint, ends_on_day text, active_days_min smallint)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case
    when valid_months is null then '-infinity'::date
    -- Months have other lengths: up to three days later may end on the same day.
    when ends_on_day is null then (
      select max(day) from generate_series(0, 3) n, lateral (select (today - make_interval(months => valid_months))::date + n as day) d
      where (day + make_interval(months => valid_months))::date <= today)
    else (
      select day - greatest(1, active_days_min::int)
      from generate_series(0, 1) n, lateral (
        select to_date((extract(year from today)::int - (valid_months / 12 - 1) - n)::text || '-' || ends_on_day, 'YYYY-MM-DD') as day) d
      where (day + make_interval(months => valid_months - 12))::date <= today
      order by day desc limit 1)
  end
$function$
CREATE OR REPLACE FUNCTION training.ends_on(achieved_on date, valid_months smallint, ends_on_day text, active_days_min smallint)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select case
    when valid_months is null then 'infinity'::date
    when ends_on_day is null then (achieved_on + make_interval(months => valid_months))::date
    else (
      select (day + make_interval(months => valid_months - 12))::date
      from (select to_date(to_char(achieved_on, 'YYYY') || '-' || ends_on_day, 'YYYY-MM-DD') as first) f,
        lateral (select (f.first + make_interval(years => n))::date as day from generate_series(0, 2) n) d
      where day > achieved_on and day >= achieved_on + active_days_min
      order by day limit 1)
  end
$function$
CREATE OR REPLACE FUNCTION training.lines_worded(pattern text, found_max integer)
 RETURNS TABLE(line_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'training', 'core', 'public', 'pg_temp'
AS $function$
  select w.line_id from training.record_words w
  where w.org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and core.fold(w.title || ' ' || w.version || ' ' || w.provider) like pattern
  limit least(found_max, 10000)
$function$
CREATE OR REPLACE FUNCTION training.rubric_levels_stay()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog'
AS $function$
begin
  if jsonb_path_query_array(new.criteria, '$[*].level') <> jsonb_path_query_array(old.criteria, '$[*].level') then
    raise exception 'The levels of version % of rubric % stay.', old.version, old.rubric_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $function$
