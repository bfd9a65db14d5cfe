// Adds vitest's JSON results up to one line. A run that left no result, or failed outside its tests, counts as one failure.
import { existsSync, readFileSync } from 'node:fs';

const runs = process.argv.slice(2).map((file) => {
	if (!existsSync(file)) return { passed: 0, failed: 1 };
	const { numPassedTests: passed, numFailedTests, success } = JSON.parse(readFileSync(file, 'utf8'));
	return { passed, failed: numFailedTests === 0 && !success ? 1 : numFailedTests };
});
const sum = (key) => runs.reduce((total, run) => total + run[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
