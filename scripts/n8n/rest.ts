import { setTimeout as pause } from 'node:timers/promises';
import { parse as parseFlatted } from 'flatted';
import type { IRunExecutionData, IWorkflowBase } from 'n8n-workflow';

export interface Login {
	readonly email: string;
	readonly password: string;
}

export interface Execution {
	readonly id: string;
	readonly status: string;
	readonly data: IRunExecutionData;
}

/** The part of n8n's own REST API that the editor uses, for one logged-in owner. */
export interface RestClient {
	get<Answer>(path: string): Promise<Answer>;
	post<Answer>(path: string, body: unknown): Promise<Answer>;
	/** Makes the current version the production one. Its webhooks are registered a moment later. */
	publish(workflowId: string): Promise<void>;
	/** Waits until the production webhook with this path is registered. */
	waitForWebhook(path: string): Promise<void>;
	/** The editor's Execute button: runs from the trigger to the end and returns the finished execution. */
	runWorkflow(workflowId: string, options: { trigger: string; timeoutSeconds?: number }): Promise<Execution>;
	/** Waits until an execution has ended, however it was started. */
	waitForExecution(executionId: string, timeoutSeconds?: number): Promise<Execution>;
}

/** Logs in and returns a client that carries the session's cookie. Throws when n8n refuses the login. */
export async function openRest(url: string, login: Login): Promise<RestClient> {
	let cookie = '';
	const call = async <Answer>(path: string, init: RequestInit): Promise<Answer> => {
		const headers = { 'content-type': 'application/json', cookie };
		const response = await fetch(`${url}/rest${path}`, { ...init, headers });
		const text = await response.text();
		if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}: ${text}`);
		cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
		return (JSON.parse(text) as { data: Answer }).data;
	};
	const get = <Answer>(path: string) => call<Answer>(path, { method: 'GET' });
	const post = <Answer>(path: string, body: unknown) =>
		call<Answer>(path, { method: 'POST', body: JSON.stringify(body) });
	const waitForExecution = async (id: string, timeoutSeconds = 600): Promise<Execution> => {
		const ended = async () => {
			const { status, data } = await get<{ status: string; data: string }>(`/executions/${id}`);
			if (['new', 'running', 'waiting'].includes(status)) return undefined;
			return { id, status, data: parseFlatted(data) as IRunExecutionData };
		};
		return await poll(ended, { what: `Execution ${id} has not ended`, timeoutSeconds });
	};
	await post('/login', { emailOrLdapLoginId: login.email, password: login.password });
	return {
		get,
		post,
		publish: async (id) => {
			const { versionId } = await get<IWorkflowBase>(`/workflows/${id}`);
			await post(`/workflows/${id}/activate`, { versionId });
		},
		waitForWebhook: async (path) => {
			const registered = async () => ((await isRegistered(url, path)) ? true : undefined);
			await poll(registered, { what: `Webhook ${path} is not registered`, timeoutSeconds: 60 });
		},
		runWorkflow: async (id, { trigger, timeoutSeconds }) => {
			const started = { triggerToStartFrom: { name: trigger } };
			const { executionId } = await post<{ executionId: string }>(`/workflows/${id}/run`, started);
			return await waitForExecution(executionId, timeoutSeconds);
		},
		waitForExecution,
	};
}

/** A method nobody registers: n8n then says which methods the path has, and starts nothing. */
async function isRegistered(url: string, path: string): Promise<boolean> {
	const response = await fetch(`${url}/webhook/${path}`, { method: 'PATCH' });
	return (await response.text()).includes('not registered for PATCH');
}

async function poll<Result>(
	ask: () => Promise<Result | undefined>,
	{ what, timeoutSeconds }: { what: string; timeoutSeconds: number },
): Promise<Result> {
	const deadline = Date.now() + timeoutSeconds * 1000;
	while (Date.now() < deadline) {
		const answer = await ask();
		if (answer !== undefined) return answer;
		await pause(300);
	}
	throw new Error(`${what} after ${timeoutSeconds} s`);
}
