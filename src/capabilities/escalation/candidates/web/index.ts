/** Candidates at the desk: who could take a ticket where it is assigned, and how a team gives out its tickets. */
import { lazy } from 'react'
import type { WebCapability } from '../../../../web/shell/web-capability.ts'

// Loaded where they are shown, so that the first page does not wait for them.
const AssignPart = lazy(async () => ({ default: (await import('./AssignPart.tsx')).AssignPart }))
const TeamPart = lazy(async () => ({ default: (await import('./TeamPart.tsx')).TeamPart }))

export const candidatesWeb: WebCapability = {
  name: 'candidates',
  routes: [],
  assignParts: [{ kind: 'ticket', order: 10, Part: AssignPart }],
  teamParts: [{ order: 20, Part: TeamPart }],
}
