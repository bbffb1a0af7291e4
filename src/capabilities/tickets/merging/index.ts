/** Merging, unmerging and splitting tickets, and what parents and their parts tell each other. See README.md. */
export { brought as mergedParts } from './brought.ts'
export { mergeCandidates } from './candidates.ts'
export { followMerging } from './follow.ts'
export { hearMerged } from './heard.ts'
export { merge, unmerge } from './merge.ts'
export { preview as mergePreview } from './preview.ts'
export { split } from './split.ts'
