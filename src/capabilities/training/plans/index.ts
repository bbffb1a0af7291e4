/** Learning plans: what somebody is to learn, reviewed by who leads them. */
import type { Capability } from '../../../core/registry.ts'
import {
  approvePlan,
  confirmStep,
  editPlan,
  redactPlan,
  reviewPlan,
  sendBackPlan,
  submitPlan,
  withdrawPlan,
} from './actions.ts'
import { planLife } from './lifecycle.ts'
import { createPlan, proposePlans } from './propose.ts'
import { plan, plans } from './read.ts'
import { settlePlans } from './settle.ts'

export const plansPart = {
  plural: { learning_plan: 'learning-plans' },
  lifecycles: [planLife],
  readings: [{ kind: 'learning_plan', all: 'training.read_all', team: 'training.read_own' }],
  recordActions: [
    submitPlan,
    reviewPlan,
    approvePlan,
    sendBackPlan,
    withdrawPlan,
    editPlan,
    confirmStep,
    redactPlan,
  ],
  plainActions: [createPlan, proposePlans],
  readers: [plans, plan],
  jobs: { 'training.settle_plans': settlePlans },
  schedules: ['*/15 * * * * training.settle_plans'],
} satisfies Partial<Capability>
