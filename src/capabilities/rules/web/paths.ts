export const rulesPath = '/desk/organization/rules'
