/** Training on the web: what is missing for whom, what is asked, what was learned, and one's own learning. */
import { IconSchool } from '@tabler/icons-react'
import { later } from '../../../web/kit/later.tsx'
import type { WebCapability } from '../../../web/shell/web-capability.ts'
import {
  assessmentPath,
  attemptPath,
  certificatePath,
  classesPath,
  competenciesPath,
  compliancePath,
  coursesPath,
  effectPath,
  gapsPath,
  importPath,
  matrixPath,
  minePath,
  myClassesPath,
  myPeoplePath,
  needsPath,
  packagesPath,
  peoplePath,
  playerPath,
  quizPath,
  requirementsPath,
  surveyPath,
  surveysPath,
  weekPath,
} from './paths.ts'

const area = 'desk'
const reads = 'training.read_all'
const TicketLessons = later(async () => (await import('./classes/TicketLessons.tsx')).TicketLessons)

export const trainingWeb: WebCapability = {
  name: 'training',
  routes: [
    // What names the certificate stands after the #, where no server on the way sees it.
    { path: certificatePath, area: 'public', page: () => import('./CertificatePage.tsx') },
    { path: weekPath, area, permission: reads, page: () => import('./homes/WeekPage.tsx') },
    { path: compliancePath, area, permission: reads, page: () => import('./homes/CompliancePage.tsx') },
    { path: gapsPath, area, permission: reads, page: () => import('./GapsPage.tsx') },
    { path: matrixPath, area, permission: reads, page: () => import('./homes/MatrixPage.tsx') },
    {
      path: myPeoplePath,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./homes/MyPeoplePage.tsx'),
    },
    { path: requirementsPath, area, permission: reads, page: () => import('./RequirementsPage.tsx') },
    { path: competenciesPath, area, permission: reads, page: () => import('./CompetenciesPage.tsx') },
    { path: needsPath, area, permission: reads, page: () => import('./NeedsPage.tsx') },
    { path: `${needsPath}/$id`, area, permission: reads, page: () => import('./NeedPage.tsx') },
    { path: surveysPath, area, permission: reads, page: () => import('./survey/SurveysPage.tsx') },
    { path: `${surveysPath}/$id`, area, permission: reads, page: () => import('./survey/SurveyPage.tsx') },
    { path: effectPath, area, permission: reads, page: () => import('./EffectPage.tsx') },
    { path: importPath, area, permission: 'training.record', page: () => import('./ImportPage.tsx') },
    { path: coursesPath, area, permission: reads, page: () => import('./CoursesPage.tsx') },
    {
      path: `${coursesPath}/new`,
      area,
      permission: 'training.manage',
      page: () => import('./CourseEditor.tsx'),
    },
    { path: `${coursesPath}/$id`, area, permission: reads, page: () => import('./CoursePage.tsx') },
    {
      path: `${coursesPath}/$id/edit`,
      area,
      permission: 'training.manage',
      page: () => import('./CourseEditor.tsx'),
    },
    { path: classesPath, area, permission: reads, page: () => import('./ClassesPage.tsx') },
    { path: `${classesPath}/$id`, area, permission: reads, page: () => import('./ClassPage.tsx') },
    { path: packagesPath, area, permission: 'training.manage', page: () => import('./PackagesPage.tsx') },
    {
      path: assessmentPath,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/AssessmentPage.tsx'),
    },
    {
      path: `${assessmentPath}/questions/new`,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/QuestionEditor.tsx'),
    },
    {
      path: `${assessmentPath}/questions/$id`,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/QuestionEditor.tsx'),
    },
    {
      path: `${assessmentPath}/quizzes/new`,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/QuizEditor.tsx'),
    },
    {
      path: `${assessmentPath}/quizzes/$id/edit`,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/QuizEditor.tsx'),
    },
    {
      path: `${assessmentPath}/quizzes/$id`,
      area,
      permission: 'training.manage',
      page: () => import('./assessment/ResultsPage.tsx'),
    },
    {
      path: `${surveyPath}/$id`,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./survey/AnswerPage.tsx'),
    },
    {
      path: `${quizPath}/$id`,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./assessment/QuizPage.tsx'),
    },
    {
      path: `${attemptPath}/$id`,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./assessment/AttemptPage.tsx'),
    },
    { path: `${peoplePath}/$id`, area, permission: reads, page: () => import('./PersonPage.tsx') },
    {
      path: myClassesPath,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./MyClassesPage.tsx'),
    },
    {
      path: `${minePath}/check-in/$id`,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./CheckInPage.tsx'),
    },
    { path: minePath, area: 'portal', permission: 'training.read_own', page: () => import('./MinePage.tsx') },
    {
      path: `${playerPath}/$id`,
      area: 'portal',
      permission: 'training.read_own',
      page: () => import('./PackagePage.tsx'),
    },
  ],
  recordParts: [{ kind: 'ticket', order: 70, Part: TicketLessons }],
  newsPages: [{ reason: 'survey_asked', href: minePath }],
  nav: [
    { area, label: 'training.nav.desk', href: weekPath, icon: IconSchool, order: 34, permission: reads },
    {
      area: 'portal',
      label: 'training.nav.portal',
      href: minePath,
      icon: IconSchool,
      order: 40,
      permission: 'training.read_own',
    },
  ],
}
