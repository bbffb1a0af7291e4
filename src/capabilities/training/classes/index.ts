/** Classes: a course taught at a time, and who comes. */
import type { Capability } from '../../../core/registry.ts'
import { redaction } from '../redact.ts'
import { attend, checkIn, giveFeedback, holdClass, startClass, walkIn } from './attend.ts'
import { book, decide, unbook } from './book.ts'
import { cancelClass } from './cancel.ts'
import { editClass } from './edit.ts'
import { classLife } from './lifecycle.ts'
import { openClass, planClasses } from './plan.ts'
import { classes, code, oneClass, waiting } from './queries.ts'
import { remindClasses } from './remind.ts'

const redactClass = redaction('classes.redact', classLife, [
  ['training.class', 'id', ['virtual_link', 'cancel_reason']],
  ['training.class_feedback', 'class_id', ['words']],
])

export const classesPart = {
  plural: { class: 'classes' },
  lifecycles: [classLife],
  // Who books and who comes is for those who teach.
  readings: [
    {
      kind: 'class',
      all: 'training.record',
      told: ['classes.open', 'classes.edit', 'classes.cancel', 'classes.start', 'classes.hold'],
    },
  ],
  recordActions: [
    editClass,
    openClass,
    cancelClass,
    startClass,
    holdClass,
    book,
    decide,
    unbook,
    attend,
    walkIn,
    checkIn,
    redactClass,
  ],
  plainActions: [planClasses, giveFeedback],
  readers: [classes, waiting, oneClass, code],
  jobs: { 'training.remind_classes': remindClasses },
  schedules: ['*/15 * * * * training.remind_classes'],
} satisfies Partial<Capability>
