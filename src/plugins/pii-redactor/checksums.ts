/** Check digits of numbers that people carry. Each takes digits (and letters) without separators. */

/** ISO/IEC 7812-1, for payment cards. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616, for bank accounts: moved around, read as a number, it leaves 1 when divided by 97. */
export function isIban(text: string): boolean {
  const upper = text.toUpperCase();
  let rest = 0;
  for (const sign of upper.slice(4) + upper.slice(0, 4)) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** Spain's DNI and NIE: the letter follows from the number. */
export function isSpanishId(text: string): boolean {
  const upper = text.toUpperCase();
  const digits = upper.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23] === upper.at(-1);
}

/** Brazil's CPF: two check digits, each over all digits before it. */
export function isCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  return [9, 10].every((length) => {
    const sum = [...digits.slice(0, length)].reduce(
      (all, digit, index) => all + Number(digit) * (length + 1 - index),
      0,
    );
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

/** France's NIR: 97 less what the number leaves when divided by 97. */
export function isFrenchId(digits: string): boolean {
  return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
}
