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

/** Reads an option that is a number of hours, a month at most. */
export function hours(value: string): number {
	return hoursUpTo(value, 744);
}

/** Reads an option that is a number of hours, a day at most. */
export function hoursOfDay(value: string): number {
	return hoursUpTo(value, 24);
}

function hoursUpTo(value: string, most: number): number {
	const number = Number(value);
	if (!/^\d+$/.test(value) || number < 1 || number > most) {
		throw new InvalidArgumentError(`Write a whole number of hours from 1 to ${most}.`);
	}
	return number;
}
