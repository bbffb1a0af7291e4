/** Check digits and shapes of numbers that follow rules. */

/** True for digits whose last one is their check digit, as on payment cards. */
export function isLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48
    const value = at % 2 === 1 ? digit * 2 : digit
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

/** True for a payment card: a known first digit, 13 to 19 of them, and the check digit. */
export function isCard(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && /^[2-6]/.test(digits) && isLuhn(digits)
}

/** True for nine digits that may be a social security number: some areas, groups and serials were never given out. */
export function isSocial(digits: string): boolean {
  if (digits.length !== 9) return false
  const area = digits.slice(0, 3)
  return (
    area !== '000' &&
    area !== '666' &&
    area < '900' &&
    digits.slice(3, 5) !== '00' &&
    digits.slice(5) !== '0000' &&
    !/^(\d)\1{8}$/.test(digits)
  )
}

/** True for an international bank account number with its check digits. */
export function isBankAccount(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false
  let rest = 0
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = letter >= 'A' ? letter.charCodeAt(0) - 55 : Number(letter)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** True for a Medicare number: letters and digits have their places, and some letters are left out. */
export function isMedicare(text: string): boolean {
  return /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/.test(
    text,
  )
}
