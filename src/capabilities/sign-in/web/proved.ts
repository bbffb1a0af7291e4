/** How the window in which somebody confirmed at the provider tells the page that waits. */
export const proofChannel = 'wardline.proof'
export const proofRefusals = ['begin-again', 'not-asked', 'another-person', 'factor-needed'] as const
/** The word of the server why it counts for nothing; undefined when it counts. */
export type Proved = { refused: string | undefined }
