/** Courses: what is taught, in versions. */
import type { Capability } from '../../../core/registry.ts'
import { redaction } from '../redact.ts'
import {
  completeAction,
  createCourse,
  editCourse,
  ownCourse,
  publishCourse,
  retireCourse,
} from './actions.ts'
import { courseLife } from './lifecycle.ts'
import { mountMaterials, removeMaterial } from './materials.ts'
import { course, courses } from './queries.ts'
import { mountSheet } from './sheet.ts'

export const redactCourse = redaction('courses.redact', courseLife, [
  ['training.course_version', 'course_id', ['title', 'audience', 'summary']],
  ['training.objective', 'course_id', ['statement']],
  ['training.activity', 'course_id', ['title', 'material', 'verification']],
])

export const coursesPart = {
  plural: { course: 'courses' },
  lifecycles: [courseLife],
  // What is done to a course beside its versions is for those who teach.
  readings: [{ kind: 'course', all: 'training.read_all', told: ['courses.publish', 'courses.retire'] }],
  recordActions: [
    editCourse,
    ownCourse,
    publishCourse,
    retireCourse,
    completeAction,
    redactCourse,
    removeMaterial,
  ],
  plainActions: [createCourse],
  readers: [courses, course],
  routes: (http, app, authenticate) => {
    mountSheet(http, app, authenticate)
    mountMaterials(http, app, authenticate)
  },
} satisfies Partial<Capability>
