export const gapsPath = '/desk/training'
export const requirementsPath = `${gapsPath}/requirements`
export const competenciesPath = `${gapsPath}/competencies`
export const importPath = `${gapsPath}/import`
export const peoplePath = `${gapsPath}/people`
export const minePath = '/learning'
