/** Where the pages of imports are. */
export const importsPath = '/desk/organization/import'
export const mailPath = '/desk/organization/mail'
