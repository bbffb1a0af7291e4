/** Checklists on tickets: what has to be done, in which order. See README.md. */
import type { Capability } from '../../../core/registry.ts'
import {
  addChecklist,
  addItem,
  changeChecklist,
  changeItem,
  removeChecklist,
  removeItem,
  tick,
  untick,
} from './actions.ts'
import { advance, hearTasks } from './advance.ts'
import { ofTicket } from './read.ts'
import { archiveTemplate, createTemplate, editTemplate, templates } from './templates.ts'

export const checklists: Capability = {
  name: 'checklists',
  recordActions: [
    addChecklist,
    changeChecklist,
    removeChecklist,
    addItem,
    changeItem,
    removeItem,
    tick,
    untick,
  ],
  plainActions: [createTemplate, editTemplate, archiveTemplate],
  readers: [ofTicket, templates],
  jobs: { 'checklists.advance': advance },
  follower: hearTasks,
}
