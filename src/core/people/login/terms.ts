/** Pieces of SQL that say what somebody's sign-in is made of, so that every query says it alike. */

/** SQL over the columns that name the organization and the person: the codes of an authenticator are set up. */
export const hasCode = (org: string, person: string) =>
  `exists (select from core.second_factor f where f.org_id = ${org} and f.person_id = ${person} and f.confirmed_at is not null)`
/** The same: a passkey is registered. */
export const hasPasskey = (org: string, person: string) =>
  `exists (select from core.passkey k where k.org_id = ${org} and k.person_id = ${person})`
/** The same: a second step of either kind is set up. */
export const hasFactor = (org: string, person: string) =>
  `(${hasCode(org, person)} or ${hasPasskey(org, person)})`

/** SQL: the person is an emergency account that did not end. */
export const isEmergency = (org: string, person: string) =>
  `exists (select from core.emergency_account y where y.org_id = ${org} and y.person_id = ${person} and y.ended_at is null)`
/** SQL: passwords and passkeys open a session; where an organization signs in elsewhere, those of emergency accounts alone. */
export const isOpenHere = (org: string, person: string) =>
  `(coalesce((select g.settings ->> 'local_sign_in' from core.organization g where g.id = ${org}), 'on') <> 'off' or ${isEmergency(org, person)})`

/** SQL: a role that the person holds at the time demands a second step, or the account is one for emergencies. */
export const demandsFactor = (org: string, person: string, time: string) =>
  `(${isEmergency(org, person)} or exists (select from core.role_assignment d join core.role e on e.org_id = d.org_id and e.id = d.role_id where d.org_id = ${org} and d.person_id = ${person} and e.needs_factor and d.valid_from <= ${time} and (d.valid_to is null or d.valid_to > ${time})))`

/** SQL: privileged actions of the person need a second step. */
export const wantsFactor = (org: string, person: string, time: string) =>
  `(coalesce((select g.settings ->> 'second_factor' from core.organization g where g.id = ${org}), 'optional') = 'privileged' or ${demandsFactor(org, person, time)})`
