import { InvalidInput } from '../core/errors';

export function tooManyRows(rowsMax: number): InvalidInput {
	return new InvalidInput(`the answer has more than ${rowsMax} rows: set a limit, or keep the data in the store`);
}
