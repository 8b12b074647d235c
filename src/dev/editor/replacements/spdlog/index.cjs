const { appendFileSync, mkdirSync } = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.createRotatingLogger = async (name, file) => createLogger(file);
exports.createAsyncRotatingLogger = async (name, file) => createLogger(file);

function createLogger(file) {
	mkdirSync(path.dirname(file), { recursive: true });
	let lowest = 2;
	let bare = false;
	const write = (level, text) => {
		if (level < lowest) {
			return;
		}
		const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
		try {
			appendFileSync(file, bare ? text : `${time} [${levels[level]}] ${text}\n`);
		} catch {
			// The folder is gone: the editor is being stopped.
		}
	};
	return {
		trace: (text) => write(0, text),
		debug: (text) => write(1, text),
		info: (text) => write(2, text),
		warn: (text) => write(3, text),
		error: (text) => write(4, text),
		critical: (text) => write(5, text),
		getLevel: () => lowest,
		setLevel: (level) => {
			lowest = level;
		},
		setPattern: () => {
			bare = false;
		},
		clearFormatters: () => {
			bare = true;
		},
		flush: () => {},
		drop: () => {},
	};
}
