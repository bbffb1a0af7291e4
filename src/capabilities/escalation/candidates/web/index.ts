/** Candidates at the desk: who could take a ticket where it is assigned, and how a team gives out its tickets. */
import type { WebCapability } from '../../../../web/shell/web-capability.ts'
import { AssignPart } from './AssignPart.tsx'
import { TeamPart } from './TeamPart.tsx'

export const candidatesWeb: WebCapability = {
  name: 'candidates',
  routes: [],
  assignParts: [{ kind: 'ticket', order: 10, Part: AssignPart }],
  teamParts: [{ order: 20, Part: TeamPart }],
}
