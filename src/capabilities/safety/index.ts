/** Patient safety: what harmed a patient or nearly did, and the hazard log. See README.md. */
import type { Capability } from '../../core/registry.ts'
import { report } from './actions/report.ts'
import { act, assess, assign, close, dismiss, note, rename, reopen, take, watch } from './actions/work.ts'
import { addControl, editControl, removeControl } from './hazards/controls.ts'
import { mountHazardExport } from './hazards/export.ts'
import { linkToHazard, unlinkFromHazard } from './hazards/links.ts'
import { hazardList, showHazard } from './hazards/read.ts'
import {
  acceptHazard,
  closeHazard,
  controlHazard,
  createHazard,
  editHazard,
  reopenHazard,
} from './hazards/write.ts'
import { ticketsWithReports } from './kept.ts'
import { tellLate } from './late.ts'
import { hazardLife, safetyLife } from './lifecycle.ts'
import { list } from './queries/list.ts'
import { reported } from './queries/reported.ts'
import { show } from './queries/show.ts'
import { editSetting, showSetting } from './setting.ts'

const permission = 'safety.work'

export const safety: Capability = {
  name: 'safety',
  plural: { safety_event: 'safety-events', hazard: 'hazards' },
  lifecycles: [safetyLife, hazardLife],
  readings: [
    { kind: 'safety_event', all: permission, sealed: ['safety.'] },
    { kind: 'hazard', all: permission, sealed: ['hazards.'] },
  ],
  recordActions: [
    take,
    assign,
    rename,
    assess,
    act,
    watch,
    close,
    dismiss,
    reopen,
    note,
    editHazard,
    addControl,
    editControl,
    removeControl,
    linkToHazard,
    unlinkFromHazard,
    controlHazard,
    acceptHazard,
    closeHazard,
    reopenHazard,
  ],
  plainActions: [report, editSetting, createHazard],
  readers: [reported, list, show, showSetting, hazardList, showHazard],
  keepsWords: ticketsWithReports,
  jobs: { 'safety.tell_late': tellLate },
  schedules: ['*/5 * * * * safety.tell_late'],
  routes(http, app, authenticate) {
    mountHazardExport(http, app, authenticate)
  },
}
