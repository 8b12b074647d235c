import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number from 1 to 32. */
export function wholeNumber(value: string): number {
	const number = Number(value);
	if (!Number.isSafeInteger(number) || number < 1 || number > 32) {
		throw new InvalidArgumentError('Write a whole number from 1 to 32.');
	}
	return number;
}

/** Reads an option that is a whole number, 0 too. */
export function count(value: string): number {
	const number = Number(value);
	if (!/^\d+$/.test(value) || !Number.isSafeInteger(number)) {
		throw new InvalidArgumentError('Write a whole number.');
	}
	return number;
}
