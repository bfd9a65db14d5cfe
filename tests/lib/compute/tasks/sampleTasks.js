// Tasks the pool's tests run; plain JavaScript because worker threads load compiled files.
const { InvalidInput, NotEnoughData, ServiceUnavailable } = require('../../../../dist/lib/core/errors');

exports.double = ({ value }) => ({ value: value * 2 });

exports.threadOf = () => require('node:worker_threads').threadId;

exports.addOne = ({ shared }) => {
	for (let index = 0; index < shared.length; index += 1) shared[index] += 1;
	return shared.length;
};

exports.count = ({ steps, pauseMilliseconds = 0 }, { progress }) => {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	for (let step = 1; step <= steps; step += 1) {
		if (pauseMilliseconds > 0) Atomics.wait(pause, 0, 0, pauseMilliseconds);
		progress(step / steps, `step ${step}`);
	}
	return steps;
};

exports.spin = ({ started }) => {
	Atomics.store(started, 0, 1);
	for (;;) Atomics.add(started, 0, 1);
};

exports.refuse = ({ kind }) => {
	const cause = new RangeError('the reason below');
	if (kind === 'InvalidInput') throw new InvalidInput('k is 0: expected 2 or more', { cause });
	if (kind === 'NotEnoughData') throw new NotEnoughData('3 customers: expected 100');
	if (kind === 'ServiceUnavailable') throw new ServiceUnavailable('away', { retryAfterSeconds: 7 });
	if (kind === 'TypeError') throw new TypeError('not ours');
	throw 'a bare string';
};

exports.hoard = () => {
	const kept = [];
	for (;;) kept.push(new Array(100_000).fill(1.5));
};
