/** People: the directory, teams, roles, sign-in, the mail about accounts. */
import { forgetAnswers } from '../idempotency.ts'
import type { Capability } from '../registry.ts'
import {
  deactivatePerson,
  invitePerson,
  reactivatePerson,
  resetFactor,
  resetPassword,
} from './actions/access.ts'
import { createPerson } from './actions/create.ts'
import { editOwnProfile, editPerson } from './actions/edit.ts'
import { mergePerson } from './actions/merge.ts'
import { peopleList } from './directory/list.ts'
import { personShow } from './directory/show.ts'
import { sendReset } from './login/link-routes.ts'
import { sendMail, sweepOutbox } from './outbox.ts'
import { outboxList, sendMailAgain } from './outbox-page.ts'
import { assign, unassign } from './roles/assign.ts'
import { createRole, editRole, roleList, roleShow } from './roles/roles.ts'
import { revokeOthers, revokeSession, sessionList } from './session-list.ts'
import { createTeam, editTeam, removeMember, setMember, setSkill, teamShow } from './teams.ts'
import { sweepTries } from './throttle.ts'

export const people: Capability = {
  name: 'people',
  plainActions: [
    createPerson,
    editPerson,
    editOwnProfile,
    invitePerson,
    deactivatePerson,
    reactivatePerson,
    resetPassword,
    resetFactor,
    mergePerson,
    setSkill,
    createTeam,
    editTeam,
    setMember,
    removeMember,
    createRole,
    editRole,
    assign,
    unassign,
    revokeSession,
    revokeOthers,
    sendMailAgain,
  ],
  readers: [peopleList, personShow, teamShow, roleList, roleShow, sessionList, outboxList],
  jobs: {
    'people.send_mail': sendMail,
    'people.send_reset': sendReset,
    'people.sweep_outbox': sweepOutbox,
    'people.sweep_tries': sweepTries,
    'people.forget_answers': forgetAnswers,
  },
  schedules: [
    '* * * * * people.sweep_outbox',
    '17 * * * * people.sweep_tries',
    '41 3 * * * people.forget_answers',
  ],
}
