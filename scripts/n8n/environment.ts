import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { InstalledN8n } from './install';
import type { Login } from './rest';

export type Environment = Record<string, string | undefined>;

/** What n8n is told: own user folder, own owner, this machine only, nothing sent home. Ports are free ones. */
export async function n8nEnvironment(
	n8n: InstalledN8n,
	{ userFolder, login }: { userFolder: string; login: Login },
): Promise<Environment> {
	const [port, brokerPort] = await freePorts(2);
	return {
		...inherited(),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_EXPRESSION_ENGINE: 'legacy', // 16 ms of CPU per execution instead of 70 to 107.
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		...quiet,
		...owner(n8n, login),
	};
}

const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
};

function owner(n8n: InstalledN8n, { email, password }: Login): Environment {
	const bcrypt = n8n.require('bcryptjs') as { hashSync(text: string, rounds: number): string };
	return {
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Growth',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Marketer',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: bcrypt.hashSync(password, 10),
	};
}

/** The caller's environment without what npm, vitest or another n8n left in it. */
function inherited(): Environment {
	const foreign = /^(npm_|N8N_|VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|TEST$)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Asks the system for free ports; all are open at once, so they differ. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
	await Promise.all(servers.map((server) => once(server, 'listening')));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => once(server.close(), 'close')));
	return ports;
}
