/** Assessment: questions, quizzes and what comes of them. */
import type { Capability } from '../../../core/registry.ts'
import { attempt } from './attempt-read.ts'
import { handInAttempt, saveAnswer, startAttempt } from './attempts.ts'
import { checkOffs, signCheckOff } from './check-off.ts'
import { courseGain, setCourseTests } from './course-tests.ts'
import { handInDue } from './hand-in.ts'
import { addPicture, picture } from './pictures.ts'
import { archiveQuestion, createQuestion, editQuestion, question, questions } from './questions.ts'
import { quiz, quizzes } from './quiz-read.ts'
import { createQuiz, editQuiz, openQuiz } from './quizzes.ts'
import { redactAssessment } from './redact.ts'
import { quizResults } from './results.ts'
import { archiveRubric, createRubric, editRubric, rubrics } from './rubrics.ts'

export const assessmentPart = {
  plainActions: [
    createQuestion,
    editQuestion,
    archiveQuestion,
    addPicture,
    createQuiz,
    editQuiz,
    openQuiz,
    startAttempt,
    saveAnswer,
    handInAttempt,
    createRubric,
    editRubric,
    archiveRubric,
    signCheckOff,
    setCourseTests,
    redactAssessment,
  ],
  readers: [
    questions,
    question,
    picture,
    quizzes,
    quiz,
    attempt,
    quizResults,
    rubrics,
    checkOffs,
    courseGain,
  ],
  jobs: { 'training.hand_in_due': handInDue },
  schedules: ['*/5 * * * * training.hand_in_due'],
} satisfies Partial<Capability>
