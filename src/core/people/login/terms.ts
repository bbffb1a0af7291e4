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

/** SQL: a role that the person holds at the time demands a second step. */
export const demandsFactor = (org: string, person: string, time: string) =>
  `exists (select from core.role_assignment d join core.role e on e.org_id = d.org_id and e.id = d.role_id where d.org_id = ${org} and d.person_id = ${person} and e.needs_factor and d.valid_from <= ${time} and (d.valid_to is null or d.valid_to > ${time}))`

/** SQL: privileged actions of the person need a second step. */
export const wantsFactor = (org: string, person: string, time: string) =>
  `(coalesce((select g.settings ->> 'second_factor' from core.organization g where g.id = ${org}), 'optional') = 'privileged' or ${demandsFactor(org, person, time)})`
